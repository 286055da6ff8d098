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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

import io.pigato.json.PayloadCodec;
import io.pigato.spring.PigatoWorkerAnnotationBeanPostProcessor;
import io.pigato.spring.PigatoWorkerRegistry;
import io.pigato.spring.ServiceWorkerFactory;

/**
 * The workers that are made of what is annotated.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "pigato.worker.enabled", matchIfMissing = true)
class WorkerConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ServiceWorkerFactory pigatoServiceWorkerFactory(PigatoProperties properties, BrokerAddress address,
			PayloadCodec codec, Environment environment, ObjectProvider<ServiceWorkerCustomizer> customizers) {
		return new PropertiesServiceWorkerFactory(properties.getWorker(), address, codec,
				Threading.VIRTUAL.isActive(environment), customizers.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	PigatoWorkerRegistry pigatoWorkerRegistry(ConfigurableApplicationContext context, ServiceWorkerFactory factory) {
		return new PigatoWorkerRegistry(context, factory);
	}

	@Bean
	static WorkerLazyInitializationExcludeFilter pigatoWorkerLazyInitializationExcludeFilter() {
		return new WorkerLazyInitializationExcludeFilter();
	}

	@Bean
	@ConditionalOnMissingBean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static PigatoWorkerAnnotationBeanPostProcessor pigatoWorkerAnnotationBeanPostProcessor() {
		return new PigatoWorkerAnnotationBeanPostProcessor();
	}

}
