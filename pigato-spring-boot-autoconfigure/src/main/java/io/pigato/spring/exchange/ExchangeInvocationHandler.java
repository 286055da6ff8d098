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

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Handles the calls to a client that is an interface.
 */
final class ExchangeInvocationHandler implements InvocationHandler {

	private static final Object[] NO_ARGUMENTS = new Object[0];

	private final Class<?> type;

	private final Map<Method, MethodInvoker> methods = new HashMap<>();

	/**
	 * Create a handler.
	 * @param type the interface
	 * @param exchanges makes an invoker of an annotated method
	 * @throws InvalidExchangeException if the interface can't be a client
	 */
	ExchangeInvocationHandler(Class<?> type, Function<Method, ? extends MethodInvoker> exchanges) {
		this.type = type;
		for (Method method : methods(type)) {
			this.methods.put(method, method.isDefault() ? new DefaultMethod(method) : exchanges.apply(method));
		}
	}

	/**
	 * Return the methods of an interface that a client of it has to have.
	 * @throws InvalidExchangeException if the interface can't be a client
	 */
	static Iterable<Method> methods(Class<?> type) {
		if (!type.isInterface() || type.isAnnotation() || type.isSealed()) {
			throw InvalidExchangeException.of(type, "it must be an interface that anything may implement");
		}
		Map<Method, Method> methods = new HashMap<>();
		boolean hasExchange = false;
		for (Method method : type.getMethods()) {
			if (Modifier.isStatic(method.getModifiers()) || ReflectionUtils.isObjectMethod(method)) {
				continue;
			}
			boolean annotated = AnnotatedElementUtils.hasAnnotation(method, PigatoExchange.class);
			if (!annotated && !method.isDefault()) {
				throw InvalidExchangeException.of(method,
						"it is not annotated. Annotate it with @PigatoExchange, or give it a default body.");
			}
			if (AnnotatedElementUtils.isAnnotated(method, PigatoExchange.class) && method.isDefault()
					&& !method.isBridge()) {
				throw InvalidExchangeException.of(method,
						"it has a default body, which would never run. Remove that, or the annotation.");
			}
			hasExchange |= annotated;
			methods.put(method, method);
		}
		if (!hasExchange) {
			throw InvalidExchangeException.of(type, "it has no method that is annotated with @PigatoExchange");
		}
		return methods.values();
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
		MethodInvoker invoker = this.methods.get(method);
		if (invoker != null) {
			return invoker.invoke(proxy, (args != null) ? args : NO_ARGUMENTS);
		}
		return switch (method.getName()) {
			case "equals" -> args != null && proxy == args[0];
			case "hashCode" -> System.identityHashCode(proxy);
			default -> "PIGATO client " + this.type.getName();
		};
	}

}
