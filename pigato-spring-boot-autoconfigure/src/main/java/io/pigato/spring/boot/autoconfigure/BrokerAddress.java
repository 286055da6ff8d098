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

import io.pigato.transport.Endpoint;

/**
 * Where a client or worker finds its broker.
 *
 * @param endpoint supplies where to connect, for each connection anew
 * @param transport the name of the transport, {@code null} for the one that suits the
 * endpoint
 */
record BrokerAddress(Supplier<Endpoint> endpoint, @Nullable String transport) {

	static BrokerAddress of(PigatoConnectionDetails details) {
		singleEndpoint(details);
		return new BrokerAddress(() -> singleEndpoint(details), details.getTransport());
	}

	private static Endpoint singleEndpoint(PigatoConnectionDetails details) {
		List<Endpoint> endpoints = details.getEndpoints();
		if (endpoints.size() != 1) {
			throw new IllegalStateException("Clients and workers connect to one broker, but "
					+ details.getClass().getName() + " has " + endpoints.size() + " endpoints");
		}
		return endpoints.get(0);
	}

}
