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

package io.pigato.spring.boot.autoconfigure.observation;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

import io.pigato.client.PigatoClient;
import io.pigato.spring.observation.DefaultPigatoClientObservationConvention;
import io.pigato.spring.observation.PigatoClientObservationConvention;
import io.pigato.spring.observation.PigatoClientObservationInterceptor;

/**
 * Auto-configuration for observations of the requests of clients, whoever makes the
 * clients.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass({ PigatoClient.class, ObservationRegistry.class })
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "pigato.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "pigato.observation.client.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PigatoObservationProperties.class)
public final class PigatoClientObservationAutoConfiguration {

	PigatoClientObservationAutoConfiguration() {
	}

	@Bean
	@Order(0)
	@ConditionalOnMissingBean
	PigatoClientObservationInterceptor pigatoClientObservationInterceptor(ObservationRegistry registry,
			ObjectProvider<PigatoClientObservationConvention> customConvention,
			PigatoObservationProperties properties) {
		return new PigatoClientObservationInterceptor(registry, customConvention.getIfAvailable(),
				new DefaultPigatoClientObservationConvention(properties.getClient().getMaxServices(),
						properties.getErrorCodes()));
	}

}
