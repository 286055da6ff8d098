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

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * A functional interface of which a handler can be made. Its type variables are those of
 * its parameters, and then that of its result.
 *
 * @param type the interface
 * @param method its method
 */
record FunctionType(Class<?> type, Method method) {

	private static final List<FunctionType> ALL = all();

	private static List<FunctionType> all() {
		List<FunctionType> all = new ArrayList<>();
		all.add(of(Function.class));
		all.add(of(BiFunction.class));
		all.add(of(Supplier.class));
		all.add(of(Consumer.class));
		all.add(of(BiConsumer.class));
		ClassLoader classLoader = FunctionType.class.getClassLoader();
		for (int i = 0; i <= 2; i++) {
			String kotlin = "kotlin.jvm.functions.Function" + i;
			if (ClassUtils.isPresent(kotlin, classLoader)) {
				all.add(of(ClassUtils.resolveClassName(kotlin, classLoader)));
			}
		}
		return List.copyOf(all);
	}

	private static FunctionType of(Class<?> type) {
		for (Method method : type.getMethods()) {
			if (Modifier.isAbstract(method.getModifiers())) {
				return new FunctionType(type, method);
			}
		}
		throw new IllegalArgumentException(type + " has no method");
	}

	/**
	 * Return the type that a class has.
	 * @return the first, {@code null} if there is none
	 */
	static @Nullable FunctionType find(Class<?> candidate) {
		for (FunctionType function : ALL) {
			if (function.type.isAssignableFrom(candidate)) {
				return function;
			}
		}
		return null;
	}

	boolean isVoid() {
		return this.method.getReturnType() == void.class;
	}

}
