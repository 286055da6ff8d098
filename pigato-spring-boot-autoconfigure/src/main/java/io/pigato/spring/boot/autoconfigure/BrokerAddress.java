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
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.pigato.broker.PigatoBroker;
import io.pigato.transport.Endpoint;
import io.pigato.transport.EventLoop;
import io.pigato.transport.Transports;

/**
 * Where the clients and workers of an application find their broker: at
 * {@code pigato.endpoints}; without that, at the broker in the application, wherever it
 * is bound; without one, at {@code tcp://localhost:55555}.
 */
final class BrokerAddress implements AutoCloseable {

	private static final String PROPERTY = "pigato.endpoints";

	private static final Endpoint DEFAULT = Endpoint.tcp("localhost", 55555);

	private final Endpoint endpoint;

	private final String transport;

	private final @Nullable EmbeddedBrokerEventLoop eventLoop;

	private BrokerAddress(Endpoint endpoint, String transport, @Nullable EmbeddedBrokerEventLoop eventLoop) {
		this.endpoint = endpoint;
		this.transport = transport;
		this.eventLoop = eventLoop;
	}

	/**
	 * Find out where the broker is.
	 * @param broker the broker in the application, {@code null} if there is none
	 */
	static BrokerAddress of(PigatoProperties properties, @Nullable PigatoBroker broker) {
		List<String> endpoints = properties.getEndpoints();
		if (endpoints.size() > 1) {
			throw new InvalidPigatoPropertyException(PROPERTY,
					"clients and workers connect to one broker so far, but it" + " has " + endpoints.size()
							+ " endpoints. Leave one.",
					null);
		}
		if (!endpoints.isEmpty()) {
			Endpoint endpoint = Checks.endpoint(PROPERTY, endpoints.get(0));
			return at(properties, endpoint, null);
		}
		if (broker == null) {
			return at(properties, DEFAULT, null);
		}
		List<Endpoint> configured = BrokerConfiguration.endpoints(properties);
		return at(properties, configured.get(0).connectable(), () -> boundEndpoint(broker));
	}

	private static BrokerAddress at(PigatoProperties properties, Endpoint endpoint,
			@Nullable Supplier<@Nullable Endpoint> bound) {
		Checks.transport(properties.getTransport(), PROPERTY, List.of(endpoint));
		String chosen = properties.getTransport();
		String transport = (chosen != null) ? chosen : Transports.defaultFor(endpoint);
		return new BrokerAddress(endpoint, transport,
				(bound != null) ? new EmbeddedBrokerEventLoop(transport, endpoint, bound) : null);
	}

	private static @Nullable Endpoint boundEndpoint(PigatoBroker broker) {
		List<Endpoint> endpoints = broker.endpoints();
		return endpoints.isEmpty() ? null : endpoints.get(0).connectable();
	}

	/**
	 * Return where to connect. The port of a broker in this application may be 0 here;
	 * the {@link #eventLoop()} knows the real one.
	 */
	Endpoint endpoint() {
		return this.endpoint;
	}

	String transport() {
		return this.transport;
	}

	/**
	 * Return the loop to connect with, {@code null} for the shared one.
	 */
	@Nullable EventLoop eventLoop() {
		return this.eventLoop;
	}

	@Override
	public void close() {
		if (this.eventLoop != null) {
			this.eventLoop.close();
		}
	}

}
