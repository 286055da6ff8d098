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

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

import io.pigato.protocol.ServiceName;
import io.pigato.spring.handler.HandlerFactory;
import io.pigato.spring.handler.InvalidHandlerException;
import io.pigato.spring.handler.ReplyThreads;
import io.pigato.worker.RequestHandler;

/**
 * Makes the handler of a worker of what is annotated.
 */
final class WorkerHandlers {

	private final HandlerFactory factory;

	private final WorkerAttributes attributes;

	WorkerHandlers(HandlerFactory factory, WorkerAttributes attributes) {
		this.factory = factory;
		this.attributes = attributes;
	}

	/**
	 * Make a handler.
	 * @param service the service that the worker offers
	 * @throws InvalidWorkerException if none can be made
	 */
	RequestHandler create(AnnotatedWorker worker, String service, ReplyThreads threads) {
		Method method = worker.method();
		if (method != null) {
			return ofMethod(worker, method, threads);
		}
		Map<Method, PigatoHandler> operations = OperationRouter.handlerMethods(worker.targetClass());
		if (!operations.isEmpty()) {
			return router(worker, service, operations, threads);
		}
		if (worker.bean() instanceof RequestHandler handler) {
			return handler;
		}
		return ofObject(worker, threads);
	}

	private RequestHandler router(AnnotatedWorker worker, String service, Map<Method, PigatoHandler> operations,
			ReplyThreads threads) {
		if (!ServiceName.isWildcard(service)) {
			throw new InvalidWorkerException(worker.source(), "it has @PigatoHandler methods, but its service '"
					+ service + "' is a single one. End it with a *, or annotate the methods with @PigatoWorker.");
		}
		if (worker.bean() instanceof RequestHandler) {
			throw new InvalidWorkerException(worker.source(),
					"it has @PigatoHandler methods, but is a RequestHandler, too. Decide for one of them.");
		}
		Map<String, RequestHandler> handlers = new HashMap<>();
		Map<String, Method> methods = new HashMap<>();
		operations.forEach((method, annotation) -> {
			String source = HandlerFactory.describe(method);
			String name = this.attributes.text(annotation.name(), "name", source);
			String operation = name.isEmpty() ? method.getName() : name;
			Method before = methods.put(operation, method);
			if (before != null) {
				throw new InvalidWorkerException(source, "the operation '" + operation + "' is also that of "
						+ HandlerFactory.describe(before) + ". Give each an operation of its own.");
			}
			handlers.put(operation, ofMethod(worker, method, threads));
		});
		return new OperationRouter(ServiceName.prefix(service), handlers);
	}

	/**
	 * Make a handler of an object that is annotated itself: of its functional interface,
	 * or of the only public method. A class of its own says more of a function than its
	 * declaration: parameters may be annotated.
	 */
	private RequestHandler ofObject(AnnotatedWorker worker, ReplyThreads threads) {
		Class<?> targetClass = worker.targetClass();
		Method function = HandlerFactory.functionOf(targetClass);
		if (function == null) {
			return ofMethod(worker, onlyMethod(worker), threads);
		}
		List<Method> own = targetClass.isSynthetic() ? List.of() : implementations(targetClass, function);
		if (own.size() == 1) {
			return ofMethod(worker, own.get(0), threads);
		}
		RequestHandler handler = guard(worker.source(),
				() -> this.factory.ofFunction(worker.bean(), worker.declared(), threads));
		if (handler == null) {
			throw new InvalidWorkerException(worker.source(), "its proxy is no "
					+ function.getDeclaringClass().getSimpleName() + ". Proxy the interface, or the class.");
		}
		return handler;
	}

	private static List<Method> implementations(Class<?> targetClass, Method function) {
		return publicMethods(targetClass).stream()
			.filter((method) -> method.getName().equals(function.getName())
					&& method.getParameterCount() == function.getParameterCount()
					&& method.getDeclaringClass() != function.getDeclaringClass())
			.toList();
	}

	private static Method onlyMethod(AnnotatedWorker worker) {
		List<Method> methods = publicMethods(worker.targetClass());
		if (methods.size() != 1) {
			throw new InvalidWorkerException(worker.source(),
					"a class needs @PigatoHandler methods, exactly one public method, or to implement RequestHandler or"
							+ " Function, but it has "
							+ (methods.isEmpty() ? "no public method"
									: methods.size() + ": "
											+ String.join(", ",
													methods.stream().map(Method::getName).sorted().toList()))
							+ ". Annotate methods instead.");
		}
		return methods.get(0);
	}

	private static List<Method> publicMethods(Class<?> targetClass) {
		return new ArrayList<>(MethodIntrospector.selectMethods(targetClass,
				(ReflectionUtils.MethodFilter) (method) -> Modifier.isPublic(method.getModifiers())
						&& !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()
						&& !ReflectionUtils.isObjectMethod(method)
						&& !AnnotatedElementUtils.hasAnnotation(method, PigatoWorker.class)));
	}

	private RequestHandler ofMethod(AnnotatedWorker worker, Method method, ReplyThreads threads) {
		RequestHandler handler = guard(HandlerFactory.describe(method),
				() -> this.factory.ofMethod(worker.bean(), worker.targetClass(), method, threads));
		if (handler == null) {
			throw new IllegalStateException("No handler of " + method);
		}
		return handler;
	}

	private static @Nullable RequestHandler guard(String source, Supplier<@Nullable RequestHandler> handler) {
		try {
			return handler.get();
		}
		catch (InvalidHandlerException ex) {
			throw new InvalidWorkerException(source, String.valueOf(ex.getMessage()), ex);
		}
	}

}
