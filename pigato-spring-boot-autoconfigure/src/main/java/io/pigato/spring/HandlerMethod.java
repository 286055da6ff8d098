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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.RequestHandler;

/**
 * A method of a bean that handles requests. All that can be found out about it is found
 * out once, when it is created.
 */
final class HandlerMethod implements RequestHandler {

	private final Object bean;

	private final Method method;

	private final HandlerArguments arguments;

	private final ResultWriter result;

	/**
	 * Create a handler.
	 * @param bean the bean, or its proxy
	 * @param targetClass the class of the bean
	 * @param method the method of that class
	 * @param exposeErrors whether clients see messages of exceptions
	 * @throws InvalidWorkerException if the method can't handle requests
	 */
	HandlerMethod(Object bean, Class<?> targetClass, Method method, boolean exposeErrors) {
		String source = describe(method);
		this.bean = bean;
		this.method = invocable(bean, method, source);
		this.arguments = HandlerArguments.of(method, targetClass, source);
		this.result = ResultWriters.of(method, this.arguments.hasReply(), exposeErrors, source);
	}

	private static Method invocable(Object bean, Method method, String source) {
		try {
			Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
			ReflectionUtils.makeAccessible(invocable);
			return invocable;
		}
		catch (IllegalStateException ex) {
			throw new InvalidWorkerException(source, String.valueOf(ex.getMessage()), ex);
		}
	}

	/**
	 * Return a method as messages name it, such as
	 * {@code com.example.Greeter.greet(String)}.
	 */
	static String describe(Method method) {
		StringJoiner parameters = new StringJoiner(", ", "(", ")");
		for (Class<?> type : method.getParameterTypes()) {
			parameters.add(type.getSimpleName());
		}
		return method.getDeclaringClass().getName() + "." + method.getName() + parameters;
	}

	@Override
	public void handle(PigatoRequest request, PigatoReply reply) throws Exception {
		this.result.write(invoke(this.arguments.read(request, reply)), reply);
	}

	private @Nullable Object invoke(@Nullable Object[] values) throws Exception {
		try {
			return this.method.invoke(this.bean, values);
		}
		catch (InvocationTargetException ex) {
			ReflectionUtils.rethrowException(ex.getTargetException());
			throw ex;
		}
	}

	@Override
	public String toString() {
		return describe(this.method);
	}

}
