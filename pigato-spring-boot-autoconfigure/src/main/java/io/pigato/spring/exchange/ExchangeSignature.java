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

package io.pigato.spring.exchange;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.SynthesizingMethodParameter;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.ValueConstants;
import org.springframework.util.ClassUtils;

/**
 * What the parameters of a method mean, and what it returns.
 */
final class ExchangeSignature {

	private static final List<String> OPTIONS_WITH_METHODS = List.of("timeout", "deadline", "retry");

	private final Method method;

	private final Class<?> type;

	private final boolean scatter;

	private final List<Option> options = new ArrayList<>();

	private final List<Integer> optionMaps = new ArrayList<>();

	private int payload = -1;

	private int callOptions = -1;

	/**
	 * Read a signature.
	 * @param method the method
	 * @param type the interface, which may have inherited the method
	 * @throws InvalidExchangeException if the method can't be called like that
	 */
	ExchangeSignature(Method method, Class<?> type) {
		this.method = method;
		this.type = type;
		PigatoExchange annotation = AnnotatedElementUtils.findMergedAnnotation(method, PigatoExchange.class);
		this.scatter = annotation != null && annotation.scatter();
		for (int i = 0; i < method.getParameterCount(); i++) {
			MethodParameter parameter = new SynthesizingMethodParameter(method, i).withContainingClass(type);
			parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
			read(parameter, i);
		}
	}

	private void read(MethodParameter parameter, int index) {
		Class<?> parameterType = parameter.getParameterType();
		Header header = parameter.getParameterAnnotation(Header.class);
		if (header != null) {
			this.options.add(option(header, parameter, index));
		}
		else if (parameter.hasParameterAnnotation(Headers.class)) {
			if (!Map.class.isAssignableFrom(parameterType)) {
				throw invalid("what is annotated with @Headers must be a Map");
			}
			this.optionMaps.add(index);
		}
		else if (parameterType == PigatoCallOptions.class) {
			if (this.callOptions >= 0) {
				throw invalid("it has more than one parameter of type PigatoCallOptions");
			}
			this.callOptions = index;
		}
		else {
			readPayload(parameter, index);
		}
	}

	private void readPayload(MethodParameter parameter, int index) {
		if (this.payload >= 0) {
			throw invalid("it has more than one parameter for the data. Put them into one type, or annotate"
					+ " options with @Header.");
		}
		Class<?> parameterType = parameter.getParameterType();
		if (CompletionStage.class.isAssignableFrom(parameterType)
				|| Flow.Publisher.class.isAssignableFrom(parameterType)
				|| ReactiveAdapterRegistry.getSharedInstance().getAdapter(parameterType) != null) {
			throw invalid("a " + parameterType.getSimpleName() + " can't be sent as data. Take its value instead.");
		}
		this.payload = index;
	}

	private Option option(Header header, MethodParameter parameter, int index) {
		String name = header.name().isEmpty() ? parameter.getParameterName() : header.name();
		if (name == null) {
			throw invalid("parameter " + index + " is annotated with @Header without a name. Name the option.");
		}
		if (OPTIONS_WITH_METHODS.contains(name)) {
			throw invalid("'" + name + "' can't be set by @Header. Use a parameter of type PigatoCallOptions.");
		}
		String defaultValue = header.defaultValue();
		return new Option(index, name, ValueConstants.DEFAULT_NONE.equals(defaultValue) ? null : defaultValue);
	}

	InvalidExchangeException invalid(String reason) {
		return InvalidExchangeException.of(this.method, reason);
	}

	/**
	 * Whether requests go to all workers.
	 */
	boolean isScatter() {
		return this.scatter;
	}

	List<Option> options() {
		return this.options;
	}

	/**
	 * Return the parameters that are maps of options.
	 */
	List<Integer> optionMaps() {
		return this.optionMaps;
	}

	/**
	 * Return the parameter with the data, -1 if there is none.
	 */
	int payload() {
		return this.payload;
	}

	/**
	 * Return the parameter with the options of the call, -1 if there is none.
	 */
	int callOptions() {
		return this.callOptions;
	}

	/**
	 * Return the type of the data.
	 */
	@Nullable Type payloadType() {
		return (this.payload >= 0) ? resolve(this.method.getGenericParameterTypes()[this.payload]) : null;
	}

	/**
	 * Return what the method returns, its type variables resolved.
	 */
	Type returnType() {
		return resolve(this.method.getGenericReturnType());
	}

	private Type resolve(Type generic) {
		Type resolved = GenericTypeResolver.resolveType(generic, this.type);
		if (resolved instanceof TypeVariable<?> variable) {
			throw invalid("nothing says what type " + variable.getName() + " is");
		}
		return resolved;
	}

	@Override
	public String toString() {
		return ClassUtils.getQualifiedMethodName(this.method);
	}

	/**
	 * A parameter that is an option.
	 *
	 * @param index the parameter
	 * @param name the name of the option
	 * @param defaultValue the value instead of {@code null}, or {@code null} for none
	 */
	record Option(int index, String name, @Nullable String defaultValue) {

	}

}
