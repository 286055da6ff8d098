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

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.Assert;

/**
 * Finds interfaces that are annotated, or have methods that are.
 */
final class ExchangeScanner extends ClassPathScanningCandidateComponentProvider {

	ExchangeScanner(Environment environment, ResourceLoader resourceLoader) {
		super(false, environment);
		setResourceLoader(resourceLoader);
		addIncludeFilter((reader, factory) -> isExchange(reader.getAnnotationMetadata()));
	}

	private static boolean isExchange(AnnotationMetadata metadata) {
		String annotation = PigatoExchange.class.getName();
		return metadata.isInterface() && (metadata.isAnnotated(annotation) || metadata.hasAnnotatedMethods(annotation));
	}

	@Override
	protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
		AnnotationMetadata metadata = definition.getMetadata();
		return metadata.isIndependent() && metadata.isInterface() && !metadata.isAnnotation();
	}

	/**
	 * Find the interfaces in a package and those below.
	 * @return their names, sorted
	 */
	List<String> find(String basePackage) {
		List<String> names = new ArrayList<>();
		for (BeanDefinition candidate : findCandidateComponents(basePackage)) {
			String name = candidate.getBeanClassName();
			Assert.state(name != null, "A candidate has a class");
			names.add(name);
		}
		names.sort(null);
		return names;
	}

}
