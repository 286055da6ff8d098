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

package io.pigato.spring.boot.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.spring.PigatoWorkerRegistry;
import io.pigato.spring.boot.autoconfigure.PigatoAutoConfiguration;

/**
 * Auto-configuration for the metrics of clients, workers and the embedded broker.
 */
@AutoConfiguration(after = PigatoAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({ MeterRegistry.class, MeterBinder.class })
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "pigato.enabled", matchIfMissing = true)
public final class PigatoMetricsAutoConfiguration {

	PigatoMetricsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnSingleCandidate(PigatoBroker.class)
	@ConditionalOnMissingBean(name = "pigatoBrokerMetrics")
	BrokerMetrics pigatoBrokerMetrics(PigatoBroker broker) {
		return new BrokerMetrics(broker);
	}

	@Bean
	@ConditionalOnMissingBean(name = "pigatoClientMetrics")
	ClientMetrics pigatoClientMetrics(ListableBeanFactory beanFactory) {
		return new ClientMetrics(beanFactory.getBeansOfType(PigatoClient.class, false, true));
	}

	@Bean
	@ConditionalOnBean(PigatoWorkerRegistry.class)
	@ConditionalOnMissingBean(name = "pigatoWorkerMetrics")
	WorkerMetrics pigatoWorkerMetrics(PigatoWorkerRegistry workers) {
		return new WorkerMetrics(workers);
	}

}
