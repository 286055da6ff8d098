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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.util.ReflectionUtils;

/**
 * What is called to handle requests, and all that is known of its types.
 *
 * @param type the class of the bean, not that of a proxy
 * @param method the method as messages name it
 * @param parameters the parameters that need arguments
 * @param result the type of the result
 * @param suspending whether the result is the publisher of a Kotlin coroutine
 * @param invocation calls it
 */
record HandlerTarget(Class<?> type, Method method, MethodParameter[] parameters, ResolvableType result,
		boolean suspending, Invocation invocation) {

	/**
	 * Return a method of a bean as a target.
	 * @throws InvalidHandlerException if it can't be called
	 */
	static HandlerTarget ofMethod(Object bean, Class<?> targetClass, Method method) {
		Method invocable = invocable(bean, method);
		MethodParameter[] parameters = new TargetMethod(method, targetClass).getMethodParameters();
		if (KotlinDetector.isSuspendingFunction(method)) {
			// the last parameter is the coroutine itself
			MethodParameter[] own = Arrays.copyOf(parameters, parameters.length - 1);
			ResolvableType result = ResolvableType
				.forMethodParameter(new MethodParameter(method, -1).withContainingClass(targetClass));
			return new HandlerTarget(targetClass, method, own, result, true, Coroutines.invocation(bean, invocable));
		}
		return new HandlerTarget(targetClass, method, parameters,
				ResolvableType.forMethodReturnType(method, targetClass), false, reflective(bean, invocable));
	}

	/**
	 * Return a function as a target.
	 */
	static HandlerTarget ofFunction(Object bean, FunctionType function, ResolvableType[] generics) {
		Method method = function.method();
		MethodParameter[] parameters = new MethodParameter[method.getParameterCount()];
		for (int i = 0; i < parameters.length; i++) {
			parameters[i] = new FunctionParameter(method, i, Types.of(generics[i]), generics[i].resolve(Object.class));
		}
		ResolvableType result = function.isVoid() ? ResolvableType.forClass(void.class) : generics[parameters.length];
		return new HandlerTarget(AopUtils.getTargetClass(bean), method, parameters, result, false,
				reflective(bean, method));
	}

	private static Method invocable(Object bean, Method method) {
		try {
			Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
			ReflectionUtils.makeAccessible(invocable);
			return invocable;
		}
		catch (IllegalStateException ex) {
			throw new InvalidHandlerException(String.valueOf(ex.getMessage()), ex);
		}
	}

	private static Invocation reflective(Object bean, Method method) {
		return (arguments) -> {
			try {
				return method.invoke(bean, arguments);
			}
			catch (InvocationTargetException ex) {
				Sneaky.rethrow(ex.getTargetException());
				throw ex;
			}
		};
	}

	/**
	 * A method that also has the annotations of the interfaces' parameters, and types as
	 * seen from the class of the bean.
	 */
	private static final class TargetMethod extends AnnotatedMethod {

		private final Class<?> targetClass;

		private TargetMethod(Method method, Class<?> targetClass) {
			super(method);
			this.targetClass = targetClass;
		}

		@Override
		@SuppressWarnings("NullAway") // the constructor above calls it
		protected Class<?> getContainingClass() {
			return (this.targetClass != null) ? this.targetClass : super.getContainingClass();
		}

	}

	/**
	 * A parameter of a functional interface, with the type that the bean has for it.
	 */
	private static final class FunctionParameter extends MethodParameter {

		private final java.lang.reflect.Type type;

		private final Class<?> raw;

		private FunctionParameter(Method method, int index, java.lang.reflect.Type type, Class<?> raw) {
			super(method, index);
			this.type = type;
			this.raw = raw;
		}

		@Override
		public Class<?> getParameterType() {
			return this.raw;
		}

		@Override
		public java.lang.reflect.Type getGenericParameterType() {
			return this.type;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return super.equals(other) && other instanceof FunctionParameter that && this.type.equals(that.type);
		}

		@Override
		public int hashCode() {
			return super.hashCode();
		}

		@Override
		public FunctionParameter clone() {
			return new FunctionParameter((Method) getExecutable(), getParameterIndex(), this.type, this.raw);
		}

	}

}
