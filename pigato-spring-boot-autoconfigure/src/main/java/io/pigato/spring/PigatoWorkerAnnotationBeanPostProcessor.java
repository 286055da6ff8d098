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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;
import org.springframework.util.StringValueResolver;

import io.pigato.worker.RequestHandler;

/**
 * Finds {@link PigatoWorker} on beans and registers workers with the
 * {@link PigatoWorkerRegistry}: when all singletons are there, and from then on as beans
 * are created. Has no order, and so comes after all post-processors that have one and may
 * make proxies.
 */
public class PigatoWorkerAnnotationBeanPostProcessor
		implements BeanPostProcessor, SmartInitializingSingleton, BeanFactoryAware {

	private static final String ID_PREFIX = "pigatoWorker.";

	private final Set<Class<?>> withoutWorkers = ConcurrentHashMap.newKeySet();

	private final List<AnnotatedHandler> waiting = new ArrayList<>();

	private @Nullable BeanFactory beanFactory;

	private @Nullable StringValueResolver values;

	private @Nullable PigatoWorkerRegistry registry;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		if (beanFactory instanceof ConfigurableBeanFactory configurable) {
			this.values = new EmbeddedValueResolver(configurable);
		}
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AopInfrastructureBean || ScopedProxyUtils.isScopedTarget(beanName)) {
			return bean;
		}
		Class<?> targetClass = AopUtils.getTargetClass(bean);
		if (!this.withoutWorkers.contains(targetClass)) {
			List<AnnotatedHandler> handlers = find(bean, beanName, targetClass);
			if (handlers.isEmpty()) {
				this.withoutWorkers.add(targetClass);
			}
			handlers.forEach(this::add);
		}
		return bean;
	}

	private static List<AnnotatedHandler> find(Object bean, String beanName, Class<?> targetClass) {
		if (!AnnotationUtils.isCandidateClass(targetClass, PigatoWorker.class)) {
			return List.of();
		}
		List<AnnotatedHandler> handlers = new ArrayList<>();
		PigatoWorker onClass = AnnotatedElementUtils.findMergedAnnotation(targetClass, PigatoWorker.class);
		if (onClass != null) {
			handlers.add(new AnnotatedHandler(bean, beanName, targetClass, null, onClass));
		}
		annotatedMethods(targetClass).forEach((method, annotation) -> handlers
			.add(new AnnotatedHandler(bean, beanName, targetClass, method, annotation)));
		return handlers;
	}

	private static Map<Method, PigatoWorker> annotatedMethods(Class<?> targetClass) {
		return MethodIntrospector.selectMethods(targetClass,
				(MethodIntrospector.MetadataLookup<PigatoWorker>) (method) -> AnnotatedElementUtils
					.findMergedAnnotation(method, PigatoWorker.class));
	}

	private void add(AnnotatedHandler handler) {
		PigatoWorkerRegistry current;
		synchronized (this.waiting) {
			current = this.registry;
			if (current == null) {
				this.waiting.add(handler);
				return;
			}
		}
		register(handler, current);
	}

	@Override
	public void afterSingletonsInstantiated() {
		BeanFactory factory = this.beanFactory;
		if (factory == null) {
			return;
		}
		PigatoWorkerRegistry found = factory.getBean(PigatoWorkerRegistry.class);
		List<AnnotatedHandler> handlers;
		synchronized (this.waiting) {
			this.registry = found;
			handlers = List.copyOf(this.waiting);
			this.waiting.clear();
		}
		handlers.forEach((handler) -> register(handler, found));
	}

	private void register(AnnotatedHandler annotated, PigatoWorkerRegistry workers) {
		String source = annotated.source();
		PigatoWorker annotation = annotated.annotation();
		String service = resolve(annotation.service(), "service", source);
		if (service.isBlank()) {
			throw new InvalidWorkerException(source, "it names no service. Write @PigatoWorker(\"service\").");
		}
		RequestHandler handler = handler(annotated, workers.factory().exposesErrors());
		String id = resolve(annotation.id(), "id", source);
		workers.register(new WorkerEndpoint(StringUtils.hasText(id) ? id : newId(annotated, workers), service, handler,
				concurrency(annotation, source), autoStartup(annotation, source), source));
	}

	private static RequestHandler handler(AnnotatedHandler annotated, boolean exposeErrors) {
		Method method = annotated.method();
		if (method == null) {
			if (annotated.bean() instanceof RequestHandler requestHandler) {
				return requestHandler;
			}
			method = onlyMethod(annotated);
		}
		return new HandlerMethod(annotated.bean(), annotated.targetClass(), method, exposeErrors);
	}

	/**
	 * Return the method of a class that is annotated itself: that of {@link Function}, or
	 * the only public one.
	 */
	private static Method onlyMethod(AnnotatedHandler annotated) {
		Class<?> targetClass = annotated.targetClass();
		boolean function = Function.class.isAssignableFrom(targetClass);
		List<Method> methods = new ArrayList<>(MethodIntrospector.selectMethods(targetClass,
				(ReflectionUtils.MethodFilter) (method) -> Modifier.isPublic(method.getModifiers())
						&& !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()
						&& !ReflectionUtils.isObjectMethod(method)
						&& !AnnotatedElementUtils.hasAnnotation(method, PigatoWorker.class)
						&& (!function || isApply(method))));
		if (methods.size() != 1) {
			throw new InvalidWorkerException(annotated.source(),
					"a class needs exactly one public method, or to implement RequestHandler or Function, but it has "
							+ (methods.isEmpty() ? "none"
									: methods.size() + ": "
											+ String.join(", ",
													methods.stream().map(Method::getName).sorted().toList()))
							+ ". Annotate methods instead.");
		}
		return methods.get(0);
	}

	private static boolean isApply(Method method) {
		return method.getName().equals("apply") && method.getParameterCount() == 1
				&& method.getDeclaringClass() != Function.class;
	}

	private static String newId(AnnotatedHandler annotated, PigatoWorkerRegistry workers) {
		Method method = annotated.method();
		String id = ID_PREFIX + annotated.beanName() + ((method != null) ? "." + method.getName() : "");
		String unique = id;
		// methods may have the same name and different parameters
		for (int i = 2; workers.contains(unique); i++) {
			unique = id + "#" + i;
		}
		return unique;
	}

	private @Nullable Integer concurrency(PigatoWorker annotation, String source) {
		String text = resolve(annotation.concurrency(), "concurrency", source);
		if (text.isBlank()) {
			return null;
		}
		try {
			return Integer.valueOf(text.strip());
		}
		catch (NumberFormatException ex) {
			throw new InvalidWorkerException(source, "the concurrency '" + text + "' is not a number.", ex);
		}
	}

	private boolean autoStartup(PigatoWorker annotation, String source) {
		String text = resolve(annotation.autoStartup(), "autoStartup", source).strip();
		if (text.isEmpty() || text.equalsIgnoreCase("true")) {
			return true;
		}
		if (text.equalsIgnoreCase("false")) {
			return false;
		}
		throw new InvalidWorkerException(source, "the autoStartup '" + text + "' is neither true nor false.");
	}

	private String resolve(String text, String attribute, String source) {
		if (this.values == null || text.isEmpty()) {
			return text;
		}
		try {
			String resolved = this.values.resolveStringValue(text);
			return (resolved != null) ? resolved : "";
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidWorkerException(source, "its " + attribute + " can't be resolved: " + ex.getMessage(), ex);
		}
	}

	/**
	 * An annotation that was found.
	 *
	 * @param method the annotated method of the target class, {@code null} if the class
	 * itself is annotated
	 */
	private record AnnotatedHandler(Object bean, String beanName, Class<?> targetClass, @Nullable Method method,
			PigatoWorker annotation) {

		String source() {
			return (this.method != null) ? HandlerMethod.describe(this.method)
					: ClassUtils.getQualifiedName(this.targetClass);
		}

	}

}
