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

/**
 * Answers the requests of a service.
 * <p>
 * A handler is called by several threads at a time, up to the worker's concurrency. It
 * ends the reply before it returns, or later from any thread; a request counts against
 * the concurrency until both its reply has ended and the handler has returned.
 */
@FunctionalInterface
public interface RequestHandler {

	/**
	 * Handle a request.
	 * @param request the request
	 * @param reply the reply, to be {@linkplain PigatoReply#end ended} exactly once
	 * @throws Exception to end the reply with an error: a {@link WorkerException} with
	 * its code and message, anything else with {@link WorkerErrorCode#W_ERROR} and, so
	 * that internals are not leaked, without its message unless
	 * {@linkplain ServiceWorker.Builder#exposeErrors exposed}. After the end of the reply
	 * it is only logged. A {@link WorkerException} is not logged.
	 */
	void handle(PigatoRequest request, PigatoReply reply) throws Exception;

}
