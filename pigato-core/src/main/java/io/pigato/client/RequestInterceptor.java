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

/**
 * Sees each request of a client before it is sent, may add options to it, and may have
 * somebody told how it goes: for measurements, tracing and credentials. Set by
 * {@link PigatoClient.Builder#interceptor}, and safe for use from any thread.
 */
@FunctionalInterface
public interface RequestInterceptor {

	/**
	 * See a request. Called once for each request, on the thread that sends it, before
	 * its options are written as JSON; for a publisher, once for each subscription, on
	 * the thread that first asks for a reply. Must not block if the application sends
	 * requests on threads that must not.
	 * @param request the request, to which options may be added until this method returns
	 * @return who is told how it goes, {@code null} for nobody
	 * @throws RuntimeException to refuse the request: it is not sent, and the caller gets
	 * the exception
	 */
	@Nullable RequestObserver intercept(OutgoingRequest request);

	/**
	 * Return an interceptor for requests that are sent later and from other threads, on
	 * behalf of what runs on this thread now, as those of a {@link ScatterSpec} are.
	 * @return an interceptor that knows what is current on this thread; this one unless
	 * overridden
	 */
	default RequestInterceptor capture() {
		return this;
	}

}
