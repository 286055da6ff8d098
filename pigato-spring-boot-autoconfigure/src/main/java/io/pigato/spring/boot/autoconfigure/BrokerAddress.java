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
import io.pigato.transport.Transports;

/**
 * Where the clients and workers of an application find their broker: at
 * {@code pigato.endpoints}; without that, at the broker in the application, wherever it
 * is bound; without one, at {@code tcp://localhost:55555}.
 *
 * @param endpoint supplies where to connect: the port of a broker in this application may
 * be a free one, and another one after each start
 * @param transport the name of the transport
 */
record BrokerAddress(Supplier<Endpoint> endpoint, String transport) {

	private static final String PROPERTY = "pigato.endpoints";

	private static final Endpoint DEFAULT = Endpoint.tcp("localhost", 55555);

	/**
	 * Find out where the broker is.
	 * @param broker the broker in the application, {@code null} if there is none
	 */
	static BrokerAddress of(PigatoProperties properties, @Nullable PigatoBroker broker) {
		List<String> endpoints = properties.getEndpoints();
		if (endpoints.size() > 1) {
			throw new InvalidPigatoPropertyException(PROPERTY,
					"clients and workers connect to one broker so far, but it has " + endpoints.size()
							+ " endpoints. Leave one.",
					null);
		}
		if (!endpoints.isEmpty()) {
			Endpoint endpoint = Checks.endpoint(PROPERTY, endpoints.get(0));
			return of(properties, endpoint, () -> endpoint);
		}
		if (broker == null) {
			return of(properties, DEFAULT, () -> DEFAULT);
		}
		Endpoint configured = BrokerConfiguration.endpoints(properties).get(0).connectable();
		return of(properties, configured, () -> boundEndpoint(broker, configured));
	}

	private static BrokerAddress of(PigatoProperties properties, Endpoint configured, Supplier<Endpoint> endpoint) {
		String chosen = properties.getTransport();
		Checks.transport(chosen, PROPERTY, List.of(configured));
		return new BrokerAddress(endpoint, (chosen != null) ? chosen : Transports.defaultFor(configured));
	}

	private static Endpoint boundEndpoint(PigatoBroker broker, Endpoint configured) {
		List<Endpoint> endpoints = broker.endpoints();
		return endpoints.isEmpty() ? configured : endpoints.get(0).connectable();
	}

}
