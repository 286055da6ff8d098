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

package io.pigato.worker;

import java.lang.reflect.Type;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.pigato.json.RawJson;
import io.pigato.json.TypeRef;
import io.pigato.protocol.Bytes;
import io.pigato.protocol.RequestOptions;

/**
 * A request to a service. Safe for use from any thread.
 */
public interface PigatoRequest {

	/**
	 * Return the service that the client asked for, which for a wildcard or versioned
	 * worker is not the name under which the worker offers it.
	 * @return the service as requested
	 */
	String service();

	/**
	 * Return who asks, as the broker told it.
	 * @return the client's identity
	 */
	Bytes clientId();

	/**
	 * Return the client's id of the request; another client may use the same.
	 * @return the request id
	 */
	Bytes requestId();

	/**
	 * Read the data. Each call reads it again.
	 * @param <T> the type of the data
	 * @param type the type to read
	 * @return the data, {@code null} for JSON's null and for what is not JSON
	 * @throws io.pigato.json.PayloadException if the data does not fit the type
	 */
	default <T> @Nullable T data(Class<T> type) {
		return data((Type) type);
	}

	/**
	 * Read the data. Each call reads it again.
	 * @param <T> the type of the data
	 * @param type the generic type to read
	 * @return the data, {@code null} for JSON's null and for what is not JSON
	 * @throws io.pigato.json.PayloadException if the data does not fit the type
	 */
	default <T> @Nullable T data(TypeRef<T> type) {
		return data(type.type());
	}

	/**
	 * Read the data. Each call reads it again.
	 * @param <T> the type of the data
	 * @param type the type to read
	 * @return the data, {@code null} for JSON's null and for what is not JSON
	 * @throws io.pigato.json.PayloadException if the data does not fit the type
	 */
	<T> @Nullable T data(Type type);

	/**
	 * Return the data as it was received.
	 * @return the JSON, empty if the client sent none
	 */
	RawJson json();

	/**
	 * Return the options of the request, with keys of any kind.
	 * @return the options
	 */
	RequestOptions options();

	/**
	 * Return how much of the request's deadline is left.
	 * @return the time, zero if it has passed, {@code null} if there is no deadline
	 */
	@Nullable Duration timeLeft();

	/**
	 * Whether somebody waits for the reply, which has not ended: see
	 * {@link PigatoReply#isActive()}.
	 * @return {@code true} as long as it is worth going on
	 */
	boolean isActive();

}
