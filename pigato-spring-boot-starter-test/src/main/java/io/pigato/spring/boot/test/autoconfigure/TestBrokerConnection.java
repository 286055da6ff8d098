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

import java.util.List;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.spring.boot.autoconfigure.PigatoClientCustomizer;
import io.pigato.spring.boot.autoconfigure.PigatoConnectionDetails;
import io.pigato.transport.Endpoint;
import io.pigato.transport.Transports;

/**
 * Leads all clients and workers to the broker of the test, those of other brokers
 * ({@code pigato.clients}) included.
 */
final class TestBrokerConnection implements PigatoConnectionDetails, PigatoClientCustomizer {

	private final PigatoBroker broker;

	private final Endpoint configured;

	/**
	 * Create a connection.
	 * @param configured where the broker is to be bound
	 */
	TestBrokerConnection(PigatoBroker broker, Endpoint configured) {
		this.broker = broker;
		this.configured = configured;
	}

	@Override
	public List<Endpoint> getEndpoints() {
		return List.of(endpoint());
	}

	private Endpoint endpoint() {
		List<Endpoint> bound = this.broker.endpoints();
		return (bound.isEmpty() ? this.configured : bound.get(0)).connectable();
	}

	@Override
	public void customize(PigatoClient.Builder builder) {
		// connected as these details say
	}

	@Override
	public void customize(String name, PigatoClient.Builder builder) {
		builder.endpoint(this::endpoint).transport(Transports.defaultFor(this.configured));
	}

}
