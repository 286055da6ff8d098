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
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.ValueConstants;
import org.springframework.util.StringValueResolver;

import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.WorkerException;

/**
 * Resolves parameters that are annotated with {@link Header} to an option of the request,
 * and a map that is annotated with {@link Headers} to all of them.
 */
final class HeaderArgumentResolver implements PigatoArgumentResolver {

	/** What Jackson makes of an option, but lists: one with one value may be anything. */
	private static final List<Class<?>> VALUES = List.of(String.class, Integer.class, Long.class, Double.class,
			Boolean.class, Map.class);

	private final DefaultParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

	private final ConversionService conversion;

	private final StringValueResolver values;

	HeaderArgumentResolver(ConversionService conversion, StringValueResolver values) {
		this.conversion = conversion;
		this.values = values;
	}

	@Override
	public @Nullable ArgumentReader resolve(MethodParameter parameter) {
		if (parameter.hasParameterAnnotation(Headers.class)) {
			if (!parameter.getParameterType().isAssignableFrom(Map.class)) {
				throw new InvalidHandlerException("its @Headers parameter is a "
						+ parameter.getParameterType().getSimpleName() + ". Make it a Map<String, Object>.");
			}
			return (request, reply) -> request.options().asMap();
		}
		Header header = parameter.getParameterAnnotation(Header.class);
		return (header != null) ? header(header, parameter) : null;
	}

	private ArgumentReader header(Header header, MethodParameter parameter) {
		String name = name(header, parameter);
		TypeDescriptor type = new TypeDescriptor(parameter);
		checkType(name, type);
		String text = header.defaultValue();
		boolean hasDefault = !ValueConstants.DEFAULT_NONE.equals(text);
		Object absent = hasDefault ? convertDefault(name, text, type) : null;
		if (absent == null && parameter.getParameterType() == Optional.class) {
			absent = Optional.empty();
		}
		boolean required = header.required() && !hasDefault && !parameter.isOptional();
		if (!required && absent == null && parameter.getParameterType().isPrimitive()) {
			throw new InvalidHandlerException("the option '" + name + "' is not required and has no default, but its"
					+ " parameter is of the primitive type " + parameter.getParameterType()
					+ ". Give it a defaultValue or make it an object.");
		}
		return new OptionReader(name, required, absent, type, this.conversion);
	}

	private String name(Header header, MethodParameter parameter) {
		String name = resolve(header.name());
		if (!name.isEmpty()) {
			return name;
		}
		parameter.initParameterNameDiscovery(this.names);
		String own = parameter.getParameterName();
		if (own == null) {
			throw new InvalidHandlerException("its @Header parameter " + parameter.getParameterIndex()
					+ " has no name. Write @Header(\"name\"), or compile with -parameters.");
		}
		return own;
	}

	private String resolve(String text) {
		if (text.isEmpty()) {
			return text;
		}
		String resolved = this.values.resolveStringValue(text);
		return (resolved != null) ? resolved : "";
	}

	private void checkType(String name, TypeDescriptor type) {
		for (Class<?> value : VALUES) {
			if (this.conversion.canConvert(TypeDescriptor.valueOf(value), type)) {
				return;
			}
		}
		throw new InvalidHandlerException("the option '" + name + "' can't be converted to " + type
				+ ". Add a converter, or take it as a String, number, Map or List.");
	}

	private @Nullable Object convertDefault(String name, String text, TypeDescriptor type) {
		String value = resolve(text);
		try {
			return this.conversion.convert(value, TypeDescriptor.valueOf(String.class), type);
		}
		catch (ConversionException ex) {
			throw new InvalidHandlerException(
					"the default '" + value + "' of the option '" + name + "' can't be converted to " + type + ".", ex);
		}
	}

	/**
	 * Reads an option.
	 *
	 * @param absent what is read where there is none
	 */
	private record OptionReader(String name, boolean required, @Nullable Object absent, TypeDescriptor type,
			ConversionService conversion) implements ArgumentReader {

		@Override
		public @Nullable Object read(PigatoRequest request, PigatoReply reply) {
			Object value = request.options().get(this.name);
			if (value == null) {
				if (this.required) {
					throw bad("The request has no option '" + this.name + "'", null);
				}
				return this.absent;
			}
			try {
				return this.conversion.convert(value, TypeDescriptor.forObject(value), this.type);
			}
			catch (ConversionException ex) {
				throw bad("The option '" + this.name + "' of the request does not fit the service", ex);
			}
		}

		private static WorkerException bad(String message, @Nullable Throwable cause) {
			return new WorkerException(HandlerErrorCode.W_BAD_REQUEST.name(), message, cause);
		}

	}

}
