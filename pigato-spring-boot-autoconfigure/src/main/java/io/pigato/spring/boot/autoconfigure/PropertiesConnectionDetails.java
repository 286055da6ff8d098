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

package io.pigato.spring.boot.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.pigato.broker.PigatoBroker;
import io.pigato.transport.Endpoint;

/**
 * The broker is at {@code pigato.endpoints}; without that, it is the broker in the
 * application, wherever it is bound; without one, it is at {@code tcp://localhost:55555}.
 */
final class PropertiesConnectionDetails implements PigatoConnectionDetails {

	private static final String PROPERTY = "pigato.endpoints";

	private static final Endpoint DEFAULT = Endpoint.tcp("localhost", 55555);

	private final Endpoint configured;

	private final @Nullable PigatoBroker broker;

	private final @Nullable String transport;

	/**
	 * Create the details.
	 * @param broker the broker in the application, {@code null} if there is none
	 */
	PropertiesConnectionDetails(PigatoProperties properties, @Nullable PigatoBroker broker) {
		Endpoint remote = Checks.singleEndpoint(PROPERTY, properties.getEndpoints());
		this.broker = (remote == null) ? broker : null;
		this.configured = (remote != null) ? remote : withoutRemote(properties, broker);
		this.transport = properties.getTransport();
		Checks.transport(this.transport, "pigato.transport", PROPERTY, List.of(this.configured));
	}

	private static Endpoint withoutRemote(PigatoProperties properties, @Nullable PigatoBroker broker) {
		return (broker != null) ? BrokerConfiguration.endpoints(properties).get(0).connectable() : DEFAULT;
	}

	@Override
	public List<Endpoint> getEndpoints() {
		// the port may be a free one, and another one after each start
		List<Endpoint> bound = (this.broker != null) ? this.broker.endpoints() : List.of();
		return List.of(bound.isEmpty() ? this.configured : bound.get(0).connectable());
	}

	@Override
	public @Nullable String getTransport() {
		return this.transport;
	}

}
