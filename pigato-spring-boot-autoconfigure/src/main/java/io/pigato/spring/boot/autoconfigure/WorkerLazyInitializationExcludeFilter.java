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

package io.pigato.spring.boot.autoconfigure;

import java.lang.reflect.Method;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.ReflectionUtils;

import io.pigato.spring.PigatoWorker;

/**
 * Keeps beans with workers from being created lazily: nobody else would ever ask for
 * them.
 */
final class WorkerLazyInitializationExcludeFilter implements LazyInitializationExcludeFilter {

	@Override
	public boolean isExcluded(String beanName, BeanDefinition beanDefinition, Class<?> beanType) {
		return isMadeByWorkerMethod(beanDefinition) || (AnnotationUtils.isCandidateClass(beanType, PigatoWorker.class)
				&& (AnnotatedElementUtils.hasAnnotation(beanType, PigatoWorker.class) || hasWorkerMethod(beanType)));
	}

	/**
	 * Whether the {@code @Bean} method is annotated, as is read from the class file or,
	 * of a bean that is made in another way, from the method itself.
	 */
	private static boolean isMadeByWorkerMethod(BeanDefinition beanDefinition) {
		if (beanDefinition instanceof AnnotatedBeanDefinition annotated) {
			MethodMetadata method = annotated.getFactoryMethodMetadata();
			if (method != null) {
				return method.isAnnotated(PigatoWorker.class.getName());
			}
		}
		Method method = (beanDefinition instanceof RootBeanDefinition root) ? root.getResolvedFactoryMethod() : null;
		return method != null && AnnotatedElementUtils.hasAnnotation(method, PigatoWorker.class);
	}

	private static boolean hasWorkerMethod(Class<?> beanType) {
		return !MethodIntrospector
			.selectMethods(beanType,
					(ReflectionUtils.MethodFilter) (method) -> AnnotatedElementUtils.hasAnnotation(method,
							PigatoWorker.class))
			.isEmpty();
	}

}
