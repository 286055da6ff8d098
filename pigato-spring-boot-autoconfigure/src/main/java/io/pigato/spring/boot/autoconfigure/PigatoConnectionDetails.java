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
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

import io.pigato.transport.Endpoint;

/**
 * Where the clients and workers of an application find their broker. Replaces the
 * properties {@code pigato.endpoints} and {@code pigato.transport}, and the broker in the
 * application, if it is a bean.
 * <p>
 * Clients of other brokers ({@code pigato.clients}) have properties of their own.
 */
public interface PigatoConnectionDetails extends ConnectionDetails {

	/**
	 * Return where the broker is. Asked anew for each connection, on an event loop: it
	 * must not block. The scheme must not change.
	 * @return the endpoints: one, as clients and workers connect to one broker
	 */
	List<Endpoint> getEndpoints();

	/**
	 * Return the transport.
	 * @return the name of the transport, {@code null} for the one that suits the endpoint
	 */
	default @Nullable String getTransport() {
		return null;
	}

}
