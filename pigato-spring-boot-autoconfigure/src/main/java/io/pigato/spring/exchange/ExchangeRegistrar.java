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

import java.beans.Introspector;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Registers a bean for each interface that {@link ImportPigatoClients} names or finds.
 */
final class ExchangeRegistrar implements ImportBeanDefinitionRegistrar {

	private final Environment environment;

	private final ResourceLoader resourceLoader;

	private final ExchangeScanner scanner;

	ExchangeRegistrar(Environment environment, ResourceLoader resourceLoader) {
		this.environment = environment;
		this.resourceLoader = resourceLoader;
		this.scanner = new ExchangeScanner(environment, resourceLoader);
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		for (AnnotationAttributes attributes : metadata.getMergedRepeatableAnnotationAttributes(
				ImportPigatoClients.class, ImportPigatoClients.Container.class, false)) {
			String group = attributes.getString("group");
			String client = attributes.getString("client");
			for (Class<?> type : types(attributes, metadata)) {
				register(type, group, client, registry);
			}
		}
	}

	private Set<Class<?>> types(AnnotationAttributes attributes, AnnotationMetadata metadata) {
		Set<Class<?>> types = new LinkedHashSet<>(Arrays.asList(attributes.getClassArray("types")));
		Set<String> packages = new LinkedHashSet<>();
		for (String name : attributes.getStringArray("basePackages")) {
			packages.add(this.environment.resolveRequiredPlaceholders(name));
		}
		for (Class<?> type : attributes.getClassArray("basePackageClasses")) {
			packages.add(ClassUtils.getPackageName(type));
		}
		if (types.isEmpty() && packages.isEmpty()) {
			packages.add(ClassUtils.getPackageName(metadata.getClassName()));
		}
		for (String name : packages) {
			for (String className : this.scanner.find(name)) {
				Class<?> type = ClassUtils.resolveClassName(className, this.resourceLoader.getClassLoader());
				// one with type parameters is there for others to extend
				if (type.getTypeParameters().length == 0) {
					types.add(type);
				}
			}
		}
		return types;
	}

	private static void register(Class<?> type, String group, String client, BeanDefinitionRegistry registry) {
		String name = Introspector.decapitalize(ClassUtils.getShortName(type));
		if (registry.containsBeanDefinition(name)) {
			name = group + "#" + type.getName();
		}
		if (!registry.containsBeanDefinition(name)) {
			registry.registerBeanDefinition(name, definition(type, group, client));
		}
	}

	private static RootBeanDefinition definition(Class<?> type, String group, String client) {
		RootBeanDefinition definition = new RootBeanDefinition(PigatoExchangeFactoryBean.class);
		definition.setTargetType(ResolvableType.forClassWithGenerics(PigatoExchangeFactoryBean.class, type));
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, type);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(1, group);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(2, client);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, group));
		definition.setFallback(true);
		return definition;
	}

}
