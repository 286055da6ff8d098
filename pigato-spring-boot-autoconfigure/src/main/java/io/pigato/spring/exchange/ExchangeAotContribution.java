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

import java.lang.reflect.Method;
import java.lang.reflect.Type;

import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationCode;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragments;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragmentsDecorator;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.javapoet.ClassName;

/**
 * Tells of an interface that is a bean which proxy there will be, which methods it has,
 * and which types are sent and received; and has the bean defined in the package of the
 * interface, which need not be public.
 */
final class ExchangeAotContribution implements BeanRegistrationAotContribution {

	private final BindingReflectionHintsRegistrar bindings = new BindingReflectionHintsRegistrar();

	private final Class<?> type;

	ExchangeAotContribution(Class<?> type) {
		this.type = type;
	}

	@Override
	public BeanRegistrationCodeFragments customizeBeanRegistrationCodeFragments(GenerationContext context,
			BeanRegistrationCodeFragments fragments) {
		return new BeanRegistrationCodeFragmentsDecorator(fragments) {

			@Override
			public ClassName getTarget(RegisteredBean bean) {
				return ClassName.get(ExchangeAotContribution.this.type);
			}

		};
	}

	@Override
	public void applyTo(GenerationContext context, BeanRegistrationCode code) {
		RuntimeHints hints = context.getRuntimeHints();
		hints.proxies().registerJdkProxy(this.type);
		for (Method method : ExchangeInvocationHandler.methods(this.type)) {
			hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
			if (!method.isDefault()) {
				ExchangeSignature signature = new ExchangeSignature(method, this.type);
				Type payload = signature.payloadType();
				if (payload != null) {
					this.bindings.registerReflectionHints(hints.reflection(), payload);
				}
				this.bindings.registerReflectionHints(hints.reflection(), ReturnTypes.replyType(signature));
			}
		}
	}

}
