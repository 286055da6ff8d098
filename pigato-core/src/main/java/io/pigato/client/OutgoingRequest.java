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

import io.pigato.protocol.RequestOptions;

/**
 * A request that is about to be sent. For the one thread on which a
 * {@link RequestInterceptor} sees it.
 */
public interface OutgoingRequest {

	/**
	 * Return the service as the caller named it, with the version range if there is one.
	 * @return the service
	 */
	String service();

	/**
	 * Return the id under which the request is known on the wire.
	 * @return the id, unique over all clients
	 */
	String requestId();

	/**
	 * Return the options as they are now: the caller's, and those that interceptors have
	 * added.
	 * @return the options
	 * @throws io.pigato.json.PayloadException if one of them can't be written as JSON
	 */
	RequestOptions options();

	/**
	 * Set an option that the worker sees, in place of one with the same key.
	 * @param key the key
	 * @param value the value, of any type that Jackson writes
	 * @return this request
	 * @throws IllegalArgumentException if the key has a meaning in the protocol, as
	 * {@code timeout} has: those are the caller's
	 */
	OutgoingRequest option(String key, @Nullable Object value);

}
