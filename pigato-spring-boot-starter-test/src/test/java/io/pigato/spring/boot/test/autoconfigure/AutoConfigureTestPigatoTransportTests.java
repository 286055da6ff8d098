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

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.MergedContextConfiguration;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.spring.boot.test.PigatoRecorder;
import io.pigato.spring.boot.test.PigatoStubs;
import io.pigato.spring.boot.test.example.ExampleApplication;
import io.pigato.spring.boot.test.example.Shop;
import io.pigato.transport.Endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link AutoConfigureTestPigatoTransport}, on an application whose properties
 * say otherwise.
 */
@SpringBootTest(classes = ExampleApplication.class,
		properties = { "pigato.endpoints=tcp://192.0.2.1:1", "pigato.transport=jeromq", "pigato.broker.enabled=false",
				"pigato.broker.endpoints=tcp://192.0.2.1:1", "pigato.broker.directory-endpoint=tcp://192.0.2.1:2",
				"pigato.clients.billing.endpoints=tcp://192.0.2.1:3" })
@AutoConfigureTestPigatoTransport
class AutoConfigureTestPigatoTransportTests {

	@Autowired
	private PigatoClient client;

	@Autowired
	private PigatoBroker broker;

	@Autowired
	private Environment environment;

	@Test
	void clientAndWorkersMeetAtABrokerInTheJvm() {
		assertThat(this.client.call("greet", "Ann", String.class)).isEqualTo("Hello Ann");
		assertThat(this.client.call("double", 21, Integer.class)).isEqualTo(42);
		assertThat(this.broker.endpoints()).singleElement()
			.isEqualTo(this.client.endpoint())
			.extracting(Endpoint::scheme)
			.isEqualTo("inproc");
		assertThat(this.broker.directoryEndpoint()).isNotNull().extracting(Endpoint::scheme).isEqualTo("inproc");
	}

	@Test
	void clientOfAnotherBrokerIsConnectedToTheSame(@Autowired @Qualifier("billing") PigatoClient billing,
			@Autowired PigatoStubs stubs) {
		stubs.stub("billing.charge").replies("receipt");
		assertThat(billing.call("billing.charge", null, String.class)).isEqualTo("receipt");
	}

	@Test
	void wholeApplicationIsThere(@Autowired Shop shop, @Autowired PigatoRecorder recorder) {
		assertThat(shop).isNotNull();
		assertThat(recorder).hasNoRequests();
	}

	@Test
	void environmentHasNoPort() {
		assertThat(this.environment.containsProperty("local.pigato.broker.port")).isFalse();
		assertThat(this.environment.getProperty("local.pigato.broker.endpoint"))
			.isEqualTo(this.client.endpoint().toString());
	}

	@Test
	void eachContextHasABrokerOfItsOwn() {
		assertThat(customizedEndpoint()).isNotEqualTo(customizedEndpoint());
	}

	@Test
	void directoryIsNotPublishedUnlessThePropertiesSaySo() {
		assertThat(customized().getProperty("pigato.broker.directory-endpoint")).isNull();
	}

	private static String customizedEndpoint() {
		return customized().getRequiredProperty("pigato.broker.endpoints");
	}

	private static Environment customized() {
		GenericApplicationContext context = new GenericApplicationContext();
		context.setEnvironment(new MockEnvironment());
		TestBroker.MEMORY.customizeContext(context, mock(MergedContextConfiguration.class));
		return context.getEnvironment();
	}

}
