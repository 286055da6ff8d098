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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

import io.pigato.spring.handler.HandlerFactory;

/**
 * Finds {@link PigatoWorker} on the class of a bean, the {@code @Bean} method that made
 * it, and its methods.
 */
final class AnnotatedWorkerFinder {

	private final Set<Class<?>> withoutWorkers = ConcurrentHashMap.newKeySet();

	/**
	 * Find what is annotated.
	 * @throws InvalidWorkerException if there are {@link PigatoHandler} methods that
	 * belong to no worker
	 */
	List<AnnotatedWorker> find(Object bean, String beanName, @Nullable BeanFactory beanFactory) {
		Class<?> targetClass = AopUtils.getTargetClass(bean);
		List<AnnotatedWorker> workers = new ArrayList<>();
		AnnotatedWorker made = madeByMethod(bean, beanName, targetClass, beanFactory);
		if (made != null) {
			workers.add(made);
		}
		if (!this.withoutWorkers.contains(targetClass)) {
			List<AnnotatedWorker> ofClass = ofClass(bean, beanName, targetClass, made != null);
			if (ofClass.isEmpty() && made == null) {
				this.withoutWorkers.add(targetClass);
			}
			workers.addAll(ofClass);
		}
		return workers;
	}

	private static @Nullable AnnotatedWorker madeByMethod(Object bean, String beanName, Class<?> targetClass,
			@Nullable BeanFactory beanFactory) {
		if (bean instanceof FactoryBean || !(beanFactory instanceof ConfigurableListableBeanFactory factory)
				|| !factory.containsBeanDefinition(beanName)
				|| !(factory.getMergedBeanDefinition(beanName) instanceof RootBeanDefinition definition)) {
			return null;
		}
		Method method = definition.getResolvedFactoryMethod();
		PigatoWorker annotation = (method != null)
				? AnnotatedElementUtils.findMergedAnnotation(method, PigatoWorker.class) : null;
		if (method == null || annotation == null) {
			return null;
		}
		return new AnnotatedWorker(bean, beanName, targetClass, ResolvableType.forMethodReturnType(method), null,
				method, annotation);
	}

	/**
	 * Find what is annotated in a class.
	 * @param isWorker whether it is a worker by the method that made it, which overrides
	 * what the class says
	 */
	private static List<AnnotatedWorker> ofClass(Object bean, String beanName, Class<?> targetClass, boolean isWorker) {
		if (!AnnotationUtils.isCandidateClass(targetClass, List.of(PigatoWorker.class, PigatoHandler.class))) {
			return List.of();
		}
		ResolvableType type = ResolvableType.forClass(targetClass);
		List<AnnotatedWorker> workers = new ArrayList<>();
		PigatoWorker onClass = AnnotatedElementUtils.findMergedAnnotation(targetClass, PigatoWorker.class);
		if (onClass != null && !isWorker) {
			workers.add(new AnnotatedWorker(bean, beanName, targetClass, type, null, null, onClass));
		}
		annotatedMethods(targetClass).forEach((method, annotation) -> workers
			.add(new AnnotatedWorker(bean, beanName, targetClass, type, method, null, annotation)));
		if (onClass == null && !isWorker) {
			checkNoHandlers(targetClass);
		}
		return workers;
	}

	static Map<Method, PigatoWorker> annotatedMethods(Class<?> targetClass) {
		return MethodIntrospector.selectMethods(targetClass,
				// what is on a @Bean method is for the bean
				(MethodIntrospector.MetadataLookup<PigatoWorker>) (
						method) -> AnnotatedElementUtils.hasAnnotation(method, Bean.class) ? null
								: AnnotatedElementUtils.findMergedAnnotation(method, PigatoWorker.class));
	}

	private static void checkNoHandlers(Class<?> targetClass) {
		for (Method method : OperationRouter.handlerMethods(targetClass).keySet()) {
			throw new InvalidWorkerException(HandlerFactory.describe(method),
					"it is a @PigatoHandler of a class that is no worker. Annotate the class with"
							+ " @PigatoWorker(\"service.*\").");
		}
	}

}
