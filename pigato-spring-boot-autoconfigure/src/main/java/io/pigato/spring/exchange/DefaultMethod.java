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

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * Runs the body of a default method.
 */
final class DefaultMethod implements MethodInvoker {

	private static final MethodType TYPE = MethodType.methodType(Object.class, Object.class, Object[].class);

	private final MethodHandle handle;

	DefaultMethod(Method method) {
		Class<?> type = method.getDeclaringClass();
		try {
			// a private lookup, as the interface need not be public
			this.handle = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
				.unreflectSpecial(method, type)
				.asSpreader(Object[].class, method.getParameterCount())
				.asType(TYPE);
		}
		catch (IllegalAccessException ex) {
			throw InvalidExchangeException.of(method,
					"its default body can't be called. Open its package to this library's module.", ex);
		}
	}

	@Override
	public @Nullable Object invoke(Object proxy, @Nullable Object[] args) throws Throwable {
		return this.handle.invokeExact(proxy, args);
	}

}
