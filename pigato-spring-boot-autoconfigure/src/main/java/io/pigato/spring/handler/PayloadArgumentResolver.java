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

import java.lang.reflect.Type;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.Nullness;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.util.StringUtils;

import io.pigato.json.PayloadException;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.WorkerException;

/**
 * Resolves every parameter to the data of the request as the parameter's type.
 * <p>
 * JSON's null, and no data, is {@code null}, which is an error where the parameter is
 * declared not to be: it is primitive, in null-marked or Kotlin code, or annotated with a
 * {@link Payload} that is required.
 */
final class PayloadArgumentResolver implements PigatoArgumentResolver {

	private static final String MESSAGE = "The data of the request does not fit the service";

	private final PayloadValidation validation;

	PayloadArgumentResolver(PayloadValidation validation) {
		this.validation = validation;
	}

	@Override
	public ArgumentReader resolve(MethodParameter parameter) {
		Payload payload = parameter.getParameterAnnotation(Payload.class);
		if (payload != null && StringUtils.hasText(payload.expression())) {
			throw new InvalidHandlerException("its @Payload has an expression, which is not supported. Take the data as"
					+ " a type that has all of it.");
		}
		checkType(parameter.getParameterType());
		Type type = Types.of(ResolvableType.forMethodParameter(parameter));
		boolean optional = parameter.getParameterType() == Optional.class;
		boolean required = !parameter.isOptional() && ((payload != null) ? payload.required()
				: Nullness.forMethodParameter(parameter) == Nullness.NON_NULL);
		if (!required && parameter.getParameterType().isPrimitive()) {
			throw new InvalidHandlerException(
					"its @Payload is not required, but of the primitive type " + type + ". Make it an object.");
		}
		return new PayloadReader(type, required, optional ? Optional.empty() : null,
				this.validation.validator(parameter));
	}

	/**
	 * Refuse what others who have handlers pass, and Jackson can't read.
	 */
	private static void checkType(Class<?> type) {
		if (Message.class.isAssignableFrom(type) || MessageHeaders.class.isAssignableFrom(type)) {
			throw new InvalidHandlerException("it has a parameter of type " + type.getSimpleName()
					+ ", which there is not here. Take the data and @Headers, or a PigatoRequest.");
		}
	}

	/**
	 * Reads the data.
	 *
	 * @param absent what is read where there is none
	 */
	private record PayloadReader(Type type, boolean required, @Nullable Object absent,
			@Nullable PayloadValidator validator) implements ArgumentReader {

		@Override
		public @Nullable Object read(PigatoRequest request, PigatoReply reply) {
			Object value = data(request);
			if (value == null) {
				if (this.required) {
					throw new WorkerException(HandlerErrorCode.W_BAD_REQUEST.name(), MESSAGE);
				}
				return this.absent;
			}
			if (this.validator != null) {
				this.validator.validate(value);
			}
			return value;
		}

		private @Nullable Object data(PigatoRequest request) {
			try {
				return request.data(this.type);
			}
			catch (PayloadException ex) {
				// the client's mistake: no reason to fill this application's log
				throw new WorkerException(HandlerErrorCode.W_BAD_REQUEST.name(), MESSAGE, ex);
			}
		}

	}

}
