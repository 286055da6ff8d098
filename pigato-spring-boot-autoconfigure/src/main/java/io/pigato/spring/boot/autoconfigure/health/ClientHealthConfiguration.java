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

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

import io.pigato.client.PigatoClient;

/**
 * The health of clients: of the one, or of each by the name of its bean.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnEnabledHealthIndicator("pigato")
@Conditional(OnAnyClientCondition.class)
class ClientHealthConfiguration extends CompositeHealthContributorConfiguration<ClientHealthIndicator, PigatoClient> {

	ClientHealthConfiguration() {
		super(ClientHealthIndicator::new);
	}

	@Bean
	@ConditionalOnMissingBean(name = { "pigatoClientHealthIndicator", "pigatoClientHealthContributor" })
	HealthContributor pigatoClientHealthContributor(ListableBeanFactory beanFactory) {
		return createContributor(beanFactory.getBeansOfType(PigatoClient.class, false, true));
	}

}
