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
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;
import org.springframework.core.GenericTypeResolver;

import io.pigato.json.PayloadException;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.WorkerException;

/**
 * The arguments of a handler method: the data of the request as the type of the one
 * parameter that is not a {@link PigatoRequest} or {@link PigatoReply}.
 */
final class HandlerArguments {

	/** The code of the error that tells a client that its data does not fit. */
	static final String BAD_REQUEST = "W_BAD_REQUEST";

	private static final String MESSAGE = "The data of the request does not fit the service";

	private final ArgumentReader[] readers;

	private final boolean reply;

	private HandlerArguments(ArgumentReader[] readers, boolean reply) {
		this.readers = readers;
		this.reply = reply;
	}

	/**
	 * Choose a reader for each parameter.
	 * @throws InvalidWorkerException if the method has parameters that can't be read
	 */
	static HandlerArguments of(Method method, Class<?> targetClass, String source) {
		Parameter[] parameters = method.getParameters();
		ArgumentReader[] readers = new ArgumentReader[parameters.length];
		boolean payload = false;
		boolean reply = false;
		for (int i = 0; i < parameters.length; i++) {
			Class<?> type = parameters[i].getType();
			if (type == PigatoRequest.class) {
				readers[i] = (request, theReply) -> request;
			}
			else if (type == PigatoReply.class) {
				readers[i] = (request, theReply) -> theReply;
				reply = true;
			}
			else if (payload) {
				throw new InvalidWorkerException(source,
						"it has more than one parameter for the data of the request. Have one, of a type that has all"
								+ " of it, and besides only a PigatoRequest and a PigatoReply.");
			}
			else {
				readers[i] = payload(parameters[i], targetClass);
				payload = true;
			}
		}
		return new HandlerArguments(readers, reply);
	}

	private static ArgumentReader payload(Parameter parameter, Class<?> targetClass) {
		Type type = GenericTypeResolver.resolveType(parameter.getParameterizedType(), targetClass);
		if (!parameter.getType().isPrimitive()) {
			return (request, reply) -> read(request, type);
		}
		return (request, reply) -> {
			Object value = read(request, type);
			if (value == null) {
				throw new WorkerException(BAD_REQUEST, MESSAGE);
			}
			return value;
		};
	}

	private static @Nullable Object read(PigatoRequest request, Type type) {
		try {
			return request.data(type);
		}
		catch (PayloadException ex) {
			// the client's mistake: no reason to fill this application's log
			throw new WorkerException(BAD_REQUEST, MESSAGE, ex);
		}
	}

	/**
	 * Whether the method has a parameter for the reply.
	 */
	boolean hasReply() {
		return this.reply;
	}

	@Nullable Object[] read(PigatoRequest request, PigatoReply theReply) {
		@Nullable Object[] arguments = new Object[this.readers.length];
		for (int i = 0; i < arguments.length; i++) {
			arguments[i] = this.readers[i].read(request, theReply);
		}
		return arguments;
	}

}
