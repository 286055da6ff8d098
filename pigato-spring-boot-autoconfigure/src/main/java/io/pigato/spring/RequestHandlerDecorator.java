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

import io.pigato.worker.RequestHandler;

/**
 * Puts something around the handlers of workers, such as a measurement. Beans of this
 * type are applied once to each worker when it is made; the first in their order is the
 * outermost, and is called first. What it hands to the handler in place of the reply
 * should be a {@link io.pigato.spring.handler.PigatoReplyDecorator}.
 */
@FunctionalInterface
public interface RequestHandlerDecorator {

	/**
	 * Decorate a handler.
	 * @param handler the handler of the worker, or what others made of it
	 * @param endpoint what the worker is made of, with the handler that is not decorated
	 * @return what to call in place of the handler, or the handler itself
	 */
	RequestHandler decorate(RequestHandler handler, WorkerEndpoint endpoint);

	/**
	 * Whether what the handler throws is to become an error or reject before it comes
	 * here, as far as somebody knows how. The decorator, and those around it, then see
	 * the reply that the client gets in place of the exception.
	 * @return {@code false} unless overridden: exceptions come here as they are thrown
	 */
	default boolean seesErrorReplies() {
		return false;
	}

}
