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

package io.pigato.spring.aot;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.Iterator;
import java.util.stream.BaseStream;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;

import io.pigato.json.RawJson;
import io.pigato.protocol.RequestOptions;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;

/**
 * The methods of a bean that handle requests, and the types that are read and written as
 * JSON for them.
 */
final class HandlerHints {

	/** What is handed to handlers as it is. */
	private static final Set<Class<?>> PLAIN = Set.of(PigatoRequest.class, PigatoReply.class, RequestOptions.class,
			RawJson.class, byte[].class, void.class, Void.class);

	/** The last parameter of suspend functions, with the type of the result. */
	private static final String CONTINUATION = "kotlin.coroutines.Continuation";

	private static final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	private final Class<?> beanClass;

	private final Set<Method> methods = new LinkedHashSet<>();

	private final Set<ResolvableType> types = new LinkedHashSet<>();

	HandlerHints(Class<?> beanClass) {
		this.beanClass = beanClass;
	}

	boolean isEmpty() {
		return this.methods.isEmpty() && this.types.isEmpty();
	}

	void addMethod(Method method) {
		this.methods.add(method);
		for (Type type : method.getGenericParameterTypes()) {
			addType(type);
		}
		addType(method.getGenericReturnType());
	}

	private void addType(Type type) {
		addType(ResolvableType.forType(GenericTypeResolver.resolveType(type, this.beanClass)));
	}

	/**
	 * Add the types of a function: what it takes and returns.
	 */
	void addFunction(ResolvableType function) {
		for (ResolvableType type : function.getGenerics()) {
			addType(type);
		}
	}

	private void addType(ResolvableType type) {
		Class<?> raw = type.toClass();
		if (PLAIN.contains(raw)) {
			return;
		}
		if (isWrapper(raw)) {
			for (ResolvableType generic : type.getGenerics()) {
				addType(generic);
			}
			return;
		}
		this.types.add(type);
	}

	private static boolean isWrapper(Class<?> type) {
		return type == Optional.class || Iterator.class.isAssignableFrom(type)
				|| BaseStream.class.isAssignableFrom(type) || type.getName().equals(CONTINUATION)
				|| ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
	}

	void registerIn(RuntimeHints hints) {
		for (Method method : this.methods) {
			hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
		}
		for (ResolvableType type : this.types) {
			binding.registerReflectionHints(hints.reflection(), type.getType());
		}
	}

}
