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

import java.util.Map;
import java.util.Set;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

import io.pigato.client.PigatoClient;

/**
 * Registers a client for each name in {@code pigato.clients}, such as a bean
 * {@code billingPigatoClient} with qualifier {@code billing}. Who asks for a client
 * without a qualifier does not get one of these, nor does the client of
 * {@code pigato.client} back off because of them.
 */
class NamedClients implements ImportBeanDefinitionRegistrar {

	static final String FACTORY = "pigatoClientFactory";

	private static final String PREFIX = "pigato.clients";

	private static final String SUFFIX = "PigatoClient";

	private final Environment environment;

	NamedClients(Environment environment) {
		this.environment = environment;
	}

	static String property(String name) {
		return PREFIX + "." + name;
	}

	static String beanName(String name) {
		return name + SUFFIX;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		for (String name : names()) {
			String beanName = beanName(name);
			if (!registry.containsBeanDefinition(beanName)) {
				registry.registerBeanDefinition(beanName, definition(name));
			}
		}
	}

	private Set<String> names() {
		// only the names: values are read when the properties are bound
		return Binder.get(this.environment)
			.bind(PREFIX, Bindable.mapOf(String.class, Object.class))
			.orElseGet(Map::of)
			.keySet();
	}

	private static RootBeanDefinition definition(String name) {
		RootBeanDefinition definition = new RootBeanDefinition(PigatoClient.class);
		definition.setFactoryBeanName(FACTORY);
		definition.setFactoryMethodName("createNamedClient");
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
		definition.setDefaultCandidate(false);
		return definition;
	}

}
