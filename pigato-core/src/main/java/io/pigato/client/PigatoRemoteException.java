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

package io.pigato.client;

import org.jspecify.annotations.Nullable;

import io.pigato.json.RawJson;

/**
 * A worker answered with an error: a reply with status {@code -1}, whatever its data is
 * (protocol part 2, fault 13: {@code 0}, {@code false}, the empty text, {@code null} and
 * no value at all are errors too).
 */
public class PigatoRemoteException extends PigatoException {

	private static final long serialVersionUID = 1L;

	private final @Nullable String code;

	private final @Nullable String remoteMessage;

	private final transient RawJson data;

	/**
	 * Create an exception.
	 * @param message which request of which service, and what the worker says
	 * @param code the worker's {@code code}, or {@code null}
	 * @param remoteMessage the worker's {@code message}, or {@code null}
	 * @param data the error as the worker sent it
	 */
	public PigatoRemoteException(String message, @Nullable String code, @Nullable String remoteMessage, RawJson data) {
		super(message);
		this.code = code;
		this.remoteMessage = remoteMessage;
		this.data = data;
	}

	/**
	 * Return the worker's code: the field {@code code} of an error that is an object.
	 * @return the code, {@code null} if there is none
	 */
	public @Nullable String code() {
		return this.code;
	}

	/**
	 * Return the worker's own words: the field {@code message} of an error that is an
	 * object, or an error that is a text.
	 * @return the message, {@code null} if there is none
	 */
	public @Nullable String remoteMessage() {
		return this.remoteMessage;
	}

	/**
	 * Return the error as the worker sent it.
	 * @return the JSON, empty if the worker sent no value, {@code null} if this exception
	 * was serialized in between
	 */
	@SuppressWarnings("NullAway") // null only after serialization
	public RawJson data() {
		return this.data;
	}

}
