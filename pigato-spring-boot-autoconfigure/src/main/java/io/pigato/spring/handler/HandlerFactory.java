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
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.validation.Validator;

import io.pigato.worker.RequestHandler;

/**
 * Makes handlers of methods and functions, with the argument resolvers, exception
 * mappers, validator and conversion service of an application context.
 */
public final class HandlerFactory {

	private final List<PigatoArgumentResolver> resolvers = new ArrayList<>();

	private final PayloadArgumentResolver payload;

	private final ErrorReplies errors;

	private final ResultWriters results;

	/**
	 * Create a factory.
	 * @param beanFactory has what handlers need
	 * @param exposeErrors whether clients see messages of exceptions that nobody mapped
	 */
	public HandlerFactory(ConfigurableListableBeanFactory beanFactory, boolean exposeErrors) {
		ConversionService conversion = beanFactory.getConversionService();
		this.resolvers.addAll(beanFactory.getBeanProvider(PigatoArgumentResolver.class).orderedStream().toList());
		this.resolvers.add(new RequestArgumentResolver());
		this.resolvers.add(new HeaderArgumentResolver(
				(conversion != null) ? conversion : DefaultConversionService.getSharedInstance(),
				new EmbeddedValueResolver(beanFactory)));
		this.payload = new PayloadArgumentResolver(
				new PayloadValidation(beanFactory.getBeanProvider(Validator.class).getIfUnique()));
		this.errors = new ErrorReplies(
				beanFactory.getBeanProvider(PigatoExceptionMapper.class).orderedStream().toList(), exposeErrors);
		this.results = new ResultWriters(this.errors);
	}

	/**
	 * Make a handler of a method.
	 * @param bean the bean, or its proxy
	 * @param targetClass the class of the bean
	 * @param method the method of that class
	 * @param threads where it runs
	 * @return the handler
	 * @throws InvalidHandlerException if the method can't handle requests
	 */
	public RequestHandler ofMethod(Object bean, Class<?> targetClass, Method method, ReplyThreads threads) {
		return handler(HandlerTarget.ofMethod(bean, targetClass, method), threads);
	}

	/**
	 * Make a handler of a function.
	 * @param bean the bean
	 * @param declared the type that the bean is declared with, which may say more of the
	 * function's types than the bean's class
	 * @param threads where it runs
	 * @return the handler, {@code null} if the bean is not a function
	 * @throws InvalidHandlerException if the function can't handle requests
	 */
	public @Nullable RequestHandler ofFunction(Object bean, ResolvableType declared, ReplyThreads threads) {
		FunctionType function = FunctionType.find(bean.getClass());
		if (function == null) {
			return null;
		}
		ResolvableType type = declared.as(function.type());
		if (type.hasUnresolvableGenerics() || !type.hasGenerics()) {
			type = ResolvableType.forClass(AopUtils.getTargetClass(bean)).as(function.type());
		}
		if (type.hasUnresolvableGenerics() || !type.hasGenerics()) {
			String name = function.type().getSimpleName();
			throw new InvalidHandlerException("the types of its " + name + " are not known. Declare the bean as a "
					+ ResolvableType.forClass(function.type()) + " with types in place of the variables.");
		}
		return handler(HandlerTarget.ofFunction(bean, function, type.getGenerics()), threads);
	}

	/**
	 * Return the method of the functional interface that a class implements.
	 * @param type the class
	 * @return the method of the interface, {@code null} if it implements none of which a
	 * handler can be made
	 */
	public static @Nullable Method functionOf(Class<?> type) {
		FunctionType function = FunctionType.find(type);
		return (function != null) ? function.method() : null;
	}

	private RequestHandler handler(HandlerTarget target, ReplyThreads threads) {
		return new HandlerMethod(target, HandlerArguments.of(target.parameters(), this.resolvers, this.payload),
				this.results.of(target, threads));
	}

	/**
	 * Return a handler that ends replies with what another one throws, if a mapper or
	 * this package knows how, and else throws it on.
	 * @param handler the other handler
	 * @return the handler
	 */
	public RequestHandler withErrors(RequestHandler handler) {
		return (request, reply) -> {
			try {
				handler.handle(request, reply);
			}
			catch (Throwable ex) {
				this.errors.thrown(ex, request, reply);
			}
		};
	}

	/**
	 * Return a method as messages name it, such as
	 * {@code com.example.Greeter.greet(String)}.
	 * @param method the method
	 * @return the text
	 */
	public static String describe(Method method) {
		StringJoiner parameters = new StringJoiner(", ", "(", ")");
		for (Class<?> type : method.getParameterTypes()) {
			parameters.add(type.getSimpleName());
		}
		return method.getDeclaringClass().getName() + "." + method.getName() + parameters;
	}

}
