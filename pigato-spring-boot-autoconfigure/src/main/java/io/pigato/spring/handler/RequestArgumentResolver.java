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
import org.springframework.core.MethodParameter;

import io.pigato.protocol.RequestOptions;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;

/**
 * Resolves parameters of exactly the types {@link PigatoRequest}, {@link PigatoReply} and
 * {@link RequestOptions}: a supertype may be that of the data.
 */
final class RequestArgumentResolver implements PigatoArgumentResolver {

	@Override
	public @Nullable ArgumentReader resolve(MethodParameter parameter) {
		Class<?> type = parameter.getParameterType();
		if (type == PigatoRequest.class) {
			return (request, reply) -> request;
		}
		if (type == PigatoReply.class) {
			return (request, reply) -> reply;
		}
		if (type == RequestOptions.class) {
			return (request, reply) -> request.options();
		}
		return null;
	}

}
