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

package io.pigato.spring;

import java.time.Duration;

import io.pigato.transport.Endpoint;

/**
 * No broker answered while an application context started that can't do without it. The
 * message names the endpoint.
 */
public class PigatoBrokerUnavailableException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Endpoint endpoint;

	/**
	 * Create an exception.
	 * @param endpoint where the broker should be
	 * @param timeout how long it was waited for
	 */
	public PigatoBrokerUnavailableException(Endpoint endpoint, Duration timeout) {
		super("No broker answered at " + endpoint + " within " + timeout.toMillis() + " ms");
		this.endpoint = endpoint;
	}

	/**
	 * Return where the broker should be.
	 * @return the endpoint, {@code null} if this exception was serialized in between
	 */
	@SuppressWarnings("NullAway") // null only after serialization
	public Endpoint getEndpoint() {
		return this.endpoint;
	}

}
