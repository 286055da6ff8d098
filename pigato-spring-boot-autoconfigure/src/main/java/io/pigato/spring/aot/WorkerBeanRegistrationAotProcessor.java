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

package io.pigato.spring.aot;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import io.pigato.spring.PigatoHandler;
import io.pigato.spring.PigatoWorker;

/**
 * Gives hints for the handlers of a bean: their methods, and the types of their data.
 */
class WorkerBeanRegistrationAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		HandlerHints hints = find(registeredBean);
		return hints.isEmpty() ? null : (context, code) -> hints.registerIn(context.getRuntimeHints());
	}

	private static HandlerHints find(RegisteredBean bean) {
		Class<?> beanClass = ClassUtils.getUserClass(bean.getBeanClass());
		HandlerHints hints = new HandlerHints(beanClass);
		Method factoryMethod = bean.getMergedBeanDefinition().getResolvedFactoryMethod();
		if (factoryMethod != null && isWorker(factoryMethod)) {
			// a function has its types there and nowhere else
			hints.addFunction(ResolvableType.forMethodReturnType(factoryMethod));
			publicMethods(beanClass).forEach(hints::addMethod);
		}
		else if (AnnotatedElementUtils.hasAnnotation(beanClass, PigatoWorker.class)) {
			publicMethods(beanClass).forEach(hints::addMethod);
		}
		annotatedMethods(beanClass).forEach(hints::addMethod);
		return hints;
	}

	private static boolean isWorker(Method method) {
		return AnnotatedElementUtils.hasAnnotation(method, PigatoWorker.class);
	}

	private static Set<Method> annotatedMethods(Class<?> beanClass) {
		return MethodIntrospector.selectMethods(beanClass, (ReflectionUtils.MethodFilter) (method) -> isWorker(method)
				|| AnnotatedElementUtils.hasAnnotation(method, PigatoHandler.class));
	}

	/**
	 * The methods of which one may turn out to handle the requests.
	 */
	private static Set<Method> publicMethods(Class<?> beanClass) {
		return new LinkedHashSet<>(MethodIntrospector.selectMethods(beanClass,
				(ReflectionUtils.MethodFilter) (method) -> Modifier.isPublic(method.getModifiers())
						&& !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()
						&& !ReflectionUtils.isObjectMethod(method)));
	}

}
