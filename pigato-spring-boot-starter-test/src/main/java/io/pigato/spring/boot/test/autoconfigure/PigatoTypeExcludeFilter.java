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

package io.pigato.spring.boot.test.autoconfigure;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

import io.pigato.client.RequestInterceptor;
import io.pigato.spring.PigatoWorker;
import io.pigato.spring.RequestHandlerDecorator;
import io.pigato.spring.boot.autoconfigure.PigatoBrokerCustomizer;
import io.pigato.spring.boot.autoconfigure.PigatoClientCustomizer;
import io.pigato.spring.boot.autoconfigure.ServiceWorkerCustomizer;
import io.pigato.spring.exchange.ImportPigatoClients;
import io.pigato.spring.handler.PigatoArgumentResolver;
import io.pigato.spring.handler.PigatoExceptionMapper;

/**
 * Leaves out the components that a {@link PigatoTest} is not about.
 */
final class PigatoTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<PigatoTest> {

	private static final Set<Class<?>> KNOWN_INCLUDES = Set.of(ImportPigatoClients.class,
			ImportPigatoClients.Container.class, PigatoArgumentResolver.class, PigatoBrokerCustomizer.class,
			PigatoClientCustomizer.class, PigatoExceptionMapper.class, RequestHandlerDecorator.class,
			RequestInterceptor.class, ServiceWorkerCustomizer.class);

	private final Set<Class<?>> workers;

	PigatoTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
		Class<?>[] chosen = getAnnotation().getValue("workers", Class[].class).orElse(new Class<?>[0]);
		this.workers = new LinkedHashSet<>(List.of(chosen));
	}

	@Override
	protected Set<Class<?>> getKnownIncludes() {
		return KNOWN_INCLUDES;
	}

	@Override
	protected Set<Class<?>> getComponentIncludes() {
		return this.workers;
	}

	@Override
	protected boolean defaultInclude(MetadataReader metadataReader, MetadataReaderFactory metadataReaderFactory)
			throws IOException {
		return super.defaultInclude(metadataReader, metadataReaderFactory)
				|| (this.workers.isEmpty() && hasWorker(metadataReader));
	}

	private static boolean hasWorker(MetadataReader reader) {
		String annotation = PigatoWorker.class.getName();
		return reader.getAnnotationMetadata().isAnnotated(annotation)
				|| reader.getAnnotationMetadata().hasAnnotatedMethods(annotation);
	}

}
