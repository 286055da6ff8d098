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

package io.pigato.samples.broker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

import io.pigato.spring.boot.autoconfigure.PigatoAutoConfiguration;

/**
 * A broker, configured by the properties {@code pigato.broker.*}. It serves until it is
 * told to end, and then finishes what is in flight. Looks for nothing else to configure,
 * and so starts faster.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration(PigatoAutoConfiguration.class)
public class BrokerApplication {

	/**
	 * Run the broker.
	 * @param args properties, such as {@code --pigato.broker.endpoints=tcp://*:55555}
	 */
	public static void main(String[] args) {
		SpringApplication.run(BrokerApplication.class, args);
	}

}
