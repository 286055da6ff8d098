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

import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;

/**
 * Reads one argument of a handler from a request. Chosen once for each parameter, called
 * for each request on the handler's thread, by several threads at a time.
 */
@FunctionalInterface
public interface ArgumentReader {

	/**
	 * Read the argument.
	 * @param request the request
	 * @param reply its reply
	 * @return the argument
	 * @throws Exception to end the reply with an error, as a handler does; the handler is
	 * not called
	 */
	@Nullable Object read(PigatoRequest request, PigatoReply reply) throws Exception;

}
