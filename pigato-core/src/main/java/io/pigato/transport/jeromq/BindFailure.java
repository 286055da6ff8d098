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

package io.pigato.transport.jeromq;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import org.jspecify.annotations.Nullable;

import io.pigato.transport.Endpoint;
import io.pigato.transport.TransportException;
import io.pigato.transport.support.BindFailures;

/**
 * Finds out why an endpoint can't be bound: JeroMQ says "in use" whatever it is.
 */
final class BindFailure {

	private BindFailure() {
	}

	/**
	 * Return what keeps the endpoint from being bound.
	 * @param endpoint the endpoint
	 * @param host its host as a literal address, or {@code *}
	 * @param cause what JeroMQ threw, if it did
	 * @return the exception
	 */
	static TransportException of(Endpoint endpoint, String host, @Nullable Throwable cause) {
		IOException reason = attempt(host, endpoint.port());
		String detail = (reason != null) ? String.valueOf(reason.getMessage())
				: (cause != null) ? String.valueOf(cause.getMessage()) : "it was in use just now";
		return BindFailures.of(endpoint, (reason != null) ? reason : cause, detail);
	}

	private static @Nullable IOException attempt(String host, int port) {
		try (ServerSocket probe = new ServerSocket()) {
			probe.setReuseAddress(true);
			probe.bind(host.equals("*") ? new InetSocketAddress(port) : new InetSocketAddress(host, port));
			return null;
		}
		catch (IOException ex) {
			return ex;
		}
	}

}
