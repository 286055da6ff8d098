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
import tools.jackson.core.JacksonException;

import io.pigato.json.PayloadException;
import io.pigato.protocol.RequestOptions;

/**
 * A request as interceptors see it.
 */
final class InterceptedRequest implements OutgoingRequest {

	private final String service;

	private final String requestId;

	private final RequestOptions.Builder callersOptions;

	/** The caller's and others, made when there is another. */
	private RequestOptions.@Nullable Builder allOptions;

	/**
	 * Create a request.
	 * @param options the options as the caller set them, not to be changed
	 */
	InterceptedRequest(String service, String requestId, RequestOptions.Builder options) {
		this.service = service;
		this.requestId = requestId;
		this.callersOptions = options;
	}

	@Override
	public String service() {
		return this.service;
	}

	@Override
	public String requestId() {
		return this.requestId;
	}

	/**
	 * Whether an interceptor has set an option.
	 */
	boolean isChanged() {
		return this.allOptions != null;
	}

	@Override
	public RequestOptions options() {
		try {
			return ((this.allOptions != null) ? this.allOptions : this.callersOptions).build();
		}
		catch (JacksonException ex) {
			throw unwritable(this.service, ex);
		}
	}

	static PayloadException unwritable(String service, JacksonException cause) {
		return new PayloadException("Can't write the options of a request to service '" + service + "' as JSON", cause);
	}

	@Override
	public OutgoingRequest option(String key, @Nullable Object value) {
		if (RequestOptions.isDefined(key)) {
			throw new IllegalArgumentException("Option '" + key
					+ "' has a meaning in the protocol, so an interceptor can't set it. Choose another key.");
		}
		if (this.allOptions == null) {
			this.allOptions = this.callersOptions.copy();
		}
		this.allOptions.option(key, value);
		return this;
	}

	@Override
	public String toString() {
		return "request " + this.requestId + " to service '" + this.service + "'";
	}

}
