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

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

import io.pigato.spring.handler.HandlerFactory;

/**
 * A {@link PigatoWorker} that was found on a bean.
 *
 * @param targetClass the class of the bean, not that of a proxy
 * @param declared the type that the bean is declared with
 * @param method the annotated method of the target class, {@code null} if it is the class
 * or the method that made the bean that is annotated
 * @param factoryMethod the annotated method that made the bean
 */
record AnnotatedWorker(Object bean, String beanName, Class<?> targetClass, ResolvableType declared,
		@Nullable Method method, @Nullable Method factoryMethod, PigatoWorker annotation) {

	/**
	 * Return what is annotated, for messages.
	 */
	String source() {
		if (this.method != null) {
			return HandlerFactory.describe(this.method);
		}
		return (this.factoryMethod != null) ? HandlerFactory.describe(this.factoryMethod)
				: ClassUtils.getQualifiedName(this.targetClass);
	}

}
