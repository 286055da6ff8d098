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

package io.pigato.spring.handler;

import org.jspecify.annotations.Nullable;

import io.pigato.worker.PigatoRequest;

/**
 * Makes errors for clients of what handlers fail with, however they fail: by an
 * exception, a future, a publisher or a coroutine. Beans of this type are asked in their
 * order, before what is built in; the first that has an error ends the reply with it. The
 * failure is then logged at debug level only.
 */
@FunctionalInterface
public interface PigatoExceptionMapper {

	/**
	 * Map a failure, on the thread that it happened on. What is thrown here is logged,
	 * and others are asked.
	 * @param failure the failure, without the exceptions that futures and proxies wrap
	 * around it
	 * @param request the request that was handled
	 * @return the error, {@code null} to leave the failure to others
	 */
	@Nullable PigatoError map(Throwable failure, PigatoRequest request);

}
