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

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;

import io.pigato.spring.handler.HandlerErrorCode;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.WorkerException;

/**
 * The handler of a worker with many operations: hands a request to the handler that has
 * the name that stands in it for the {@code *} of the worker's service.
 */
final class OperationRouter implements RequestHandler {

	private final int prefixLength;

	private final Map<String, RequestHandler> handlers;

	private final @Nullable RequestHandler other;

	/**
	 * Create a router.
	 * @param prefix the worker's service without its {@code *}
	 * @param handlers handlers by their names, that of {@link PigatoHandler#DEFAULT} for
	 * all others
	 */
	OperationRouter(String prefix, Map<String, RequestHandler> handlers) {
		this.prefixLength = prefix.length();
		this.handlers = new HashMap<>(handlers);
		this.other = this.handlers.remove(PigatoHandler.DEFAULT);
	}

	static Map<Method, PigatoHandler> handlerMethods(Class<?> targetClass) {
		return MethodIntrospector.selectMethods(targetClass,
				(MethodIntrospector.MetadataLookup<PigatoHandler>) (method) -> AnnotatedElementUtils
					.findMergedAnnotation(method, PigatoHandler.class));
	}

	@Override
	public void handle(PigatoRequest request, PigatoReply reply) throws Exception {
		String operation = request.service().substring(this.prefixLength);
		RequestHandler handler = this.handlers.getOrDefault(operation, this.other);
		if (handler == null) {
			throw new WorkerException(HandlerErrorCode.W_NO_HANDLER.name(),
					"There is no operation '" + operation + "' of '" + request.service() + "'");
		}
		handler.handle(request, reply);
	}

}
