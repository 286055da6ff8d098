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

package io.pigato.transport.support;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.pigato.transport.Endpoint;
import io.pigato.transport.TransportException;

/**
 * Says why an endpoint can't be bound and what to do.
 */
public final class BindFailures {

	private BindFailures() {
	}

	/**
	 * Return what to throw for an endpoint that the system refuses.
	 * @param endpoint the endpoint
	 * @param cause what the system said
	 * @return the exception
	 */
	public static TransportException of(Endpoint endpoint, Throwable cause) {
		return of(endpoint, cause, String.valueOf(cause.getMessage()));
	}

	/**
	 * Return what to throw for an endpoint that can't be bound.
	 * @param endpoint the endpoint
	 * @param cause what was thrown, if anything
	 * @param detail what happened
	 * @return the exception
	 */
	public static TransportException of(Endpoint endpoint, @Nullable Throwable cause, String detail) {
		return new TransportException("Can't bind " + endpoint + ": " + advice(detail), cause);
	}

	/**
	 * Return what to throw for an endpoint whose host nobody knows.
	 * @param endpoint the endpoint
	 * @param cause what was thrown, if anything
	 * @return the exception
	 */
	public static TransportException unknownHost(Endpoint endpoint, @Nullable Throwable cause) {
		return new TransportException(
				"Can't bind " + endpoint + ": its host is unknown. Choose another host or check the name service.",
				cause);
	}

	private static String advice(String detail) {
		String lower = detail.toLowerCase(Locale.ROOT);
		if (lower.contains("in use")) {
			return "address already in use. Choose another port or stop what listens there.";
		}
		if (lower.contains("assign")) {
			return "address not of this machine. Choose one of its addresses, or * for all.";
		}
		if (lower.contains("permission") || lower.contains("denied")) {
			return "permission denied. Choose a port above 1023 or run with more rights.";
		}
		return detail + ". Check its host and port, or its path.";
	}

}
