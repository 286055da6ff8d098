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

package io.pigato.transport;

import org.jspecify.annotations.Nullable;

/**
 * An endpoint can't be bound or connected. The message names the endpoint and what to do.
 */
public class TransportException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what can't be done, where, and what to do about it
	 */
	public TransportException(String message) {
		super(message);
	}

	/**
	 * Create an exception.
	 * @param message what can't be done, where, and what to do about it
	 * @param cause why it can't be done, {@code null} if it is not known
	 */
	public TransportException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
