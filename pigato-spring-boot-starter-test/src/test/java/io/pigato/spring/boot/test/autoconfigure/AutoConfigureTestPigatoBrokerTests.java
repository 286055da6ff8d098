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

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;

import io.pigato.client.PigatoClient;
import io.pigato.spring.boot.test.PigatoRecorder;
import io.pigato.spring.boot.test.example.ExampleApplication;
import io.pigato.transport.Endpoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureTestPigatoBroker}, on an application whose properties say
 * otherwise.
 */
@SpringBootTest(classes = ExampleApplication.class,
		properties = { "pigato.endpoints=tcp://192.0.2.1:1", "pigato.broker.endpoints=tcp://192.0.2.1:1",
				"pigato.clients.billing.endpoints=inproc://nowhere" })
@AutoConfigureTestPigatoBroker
class AutoConfigureTestPigatoBrokerTests {

	@LocalPigatoBrokerPort
	private int port;

	@Autowired
	private PigatoClient client;

	@Autowired
	private PigatoRecorder recorder;

	@Test
	void clientOfTheApplicationIsConnectedToTheBroker() {
		assertThat(this.port).isPositive();
		assertThat(this.client.endpoint()).isEqualTo(Endpoint.tcp("127.0.0.1", this.port));
		assertThat(this.client.call("greet", "Ann", String.class)).isEqualTo("Hello Ann");
	}

	@Test
	void clientOfAnotherBrokerIsConnectedToTheSame(@Autowired @Qualifier("billing") PigatoClient billing) {
		assertThat(billing.call("greet", "Ann", String.class)).isEqualTo("Hello Ann");
	}

	@Test
	void anyProcessCanConnectToTheBroker(@LocalPigatoBrokerPort int injected) {
		try (PigatoClient other = PigatoClient.builder().endpoint(Endpoint.tcp("localhost", injected)).build()) {
			other.start();
			assertThat(other.call("greet", "Bob", String.class)).isEqualTo("Hello Bob");
			assertThat(this.recorder).hasRequest("greet", "Bob");
		}
	}

	@Nested
	class InsideAnotherTest {

		@Test
		void annotationCountsToo(@LocalPigatoBrokerPort int injected) {
			assertThat(injected).isEqualTo(AutoConfigureTestPigatoBrokerTests.this.port);
		}

	}

	@Nested
	@AutoConfigureTestPigatoTransport
	class WithTheTransportInMemory {

		@Test
		void brokerOnAPortWins(@LocalPigatoBrokerPort int injected) {
			assertThat(injected).isPositive();
		}

	}

}
