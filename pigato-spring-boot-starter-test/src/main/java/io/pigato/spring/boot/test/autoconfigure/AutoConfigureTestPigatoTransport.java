/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.pigato.spring.boot.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Has a test run with a broker inside the JVM, and the clients and workers of the
 * application connected to that without a network, whatever the properties say about
 * endpoints. Each application context has a broker of its own.
 * <p>
 * The test may be injected with a {@link io.pigato.spring.boot.test.PigatoRecorder} and
 * {@link io.pigato.spring.boot.test.PigatoStubs}.
 *
 * <pre>{@code
 * &#64;SpringBootTest
 * &#64;AutoConfigureTestPigatoTransport
 * class OrdersTests {
 *
 *     &#64;Test
 *     void createsOrders(@Autowired PigatoClient client) {
 *         assertThat(client.call("orders.create", order, Receipt.class)).isNotNull();
 *     }
 *
 * }
 * }</pre>
 *
 * @see AutoConfigureTestPigatoBroker
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureTestPigatoTransport {

}
