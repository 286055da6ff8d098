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

import org.springframework.core.CoroutinesUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.util.ClassUtils;

/**
 * Calls Kotlin's {@code suspend} functions.
 */
final class Coroutines {

	private static final boolean present = KotlinDetector.isKotlinReflectPresent()
			&& ClassUtils.isPresent("kotlinx.coroutines.reactor.MonoKt", Coroutines.class.getClassLoader());

	private Coroutines() {
	}

	/**
	 * Return what calls a function and returns a publisher of its result.
	 * @throws InvalidHandlerException if the libraries are missing
	 */
	static Invocation invocation(Object bean, Method method) {
		if (!present) {
			throw new InvalidHandlerException("it is a suspend function, which needs kotlin-reflect and"
					+ " kotlinx-coroutines-reactor on the class path. Add them.");
		}
		return Functions.invocation(bean, method);
	}

	/**
	 * Loaded where Kotlin is.
	 */
	private static final class Functions {

		static Invocation invocation(Object bean, Method method) {
			return (arguments) -> CoroutinesUtils.invokeSuspendingFunction(method, bean, arguments);
		}

	}

}
