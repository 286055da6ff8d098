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

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;

import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;

/**
 * The arguments of a handler: of each parameter what the first resolver that knows it
 * reads, and of one that none knows the data of the request.
 */
final class HandlerArguments {

	private final ArgumentReader[] readers;

	private HandlerArguments(ArgumentReader[] readers) {
		this.readers = readers;
	}

	/**
	 * Choose a reader for each parameter.
	 * @param payload knows every parameter
	 * @throws InvalidHandlerException if there are parameters that can't be read
	 */
	static HandlerArguments of(MethodParameter[] parameters, List<PigatoArgumentResolver> resolvers,
			PigatoArgumentResolver payload) {
		ArgumentReader[] readers = new ArgumentReader[parameters.length];
		boolean hasPayload = false;
		for (int i = 0; i < parameters.length; i++) {
			ArgumentReader reader = find(parameters[i], resolvers);
			if (reader == null) {
				if (hasPayload) {
					throw new InvalidHandlerException("it has more than one parameter for the data of the request. Have"
							+ " one, of a type that has all of it, and besides only a PigatoRequest, a PigatoReply and"
							+ " what is annotated with @Header or @Headers.");
				}
				hasPayload = true;
				reader = payload.resolve(parameters[i]);
			}
			if (reader == null) {
				throw new IllegalStateException("No reader for " + parameters[i]);
			}
			readers[i] = reader;
		}
		return new HandlerArguments(readers);
	}

	private static @Nullable ArgumentReader find(MethodParameter parameter, List<PigatoArgumentResolver> resolvers) {
		for (PigatoArgumentResolver resolver : resolvers) {
			ArgumentReader reader = resolver.resolve(parameter);
			if (reader != null) {
				return reader;
			}
		}
		return null;
	}

	@Nullable Object[] read(PigatoRequest request, PigatoReply reply) throws Exception {
		@Nullable Object[] arguments = new Object[this.readers.length];
		for (int i = 0; i < arguments.length; i++) {
			arguments[i] = this.readers[i].read(request, reply);
		}
		return arguments;
	}

}
