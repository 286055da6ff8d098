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

package io.pigato.spring.boot.autoconfigure.health;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.pigato.broker.PigatoBroker;
import io.pigato.spring.boot.autoconfigure.BrokerHealthProperties;
import io.pigato.spring.boot.autoconfigure.PigatoProperties;

/**
 * The health of the embedded broker.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnEnabledHealthIndicator("pigato")
@ConditionalOnSingleCandidate(PigatoBroker.class)
class BrokerHealthConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "pigatoBrokerHealthIndicator", "pigatoBrokerHealthContributor" })
	BrokerProbe pigatoBrokerProbe(PigatoBroker broker, PigatoProperties properties) {
		BrokerHealthProperties health = properties.getBroker().getHealth();
		return new BrokerProbe(broker, properties.getTransport(), health.getInterval(), health.getTimeout());
	}

	@Bean
	@ConditionalOnMissingBean(name = { "pigatoBrokerHealthIndicator", "pigatoBrokerHealthContributor" })
	BrokerHealthIndicator pigatoBrokerHealthContributor(PigatoBroker broker, BrokerProbe probe) {
		return new BrokerHealthIndicator(broker, probe);
	}

}
