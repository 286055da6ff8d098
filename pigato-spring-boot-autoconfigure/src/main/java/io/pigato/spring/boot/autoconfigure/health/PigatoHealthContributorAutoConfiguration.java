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

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Import;

import io.pigato.spring.boot.autoconfigure.PigatoAutoConfiguration;

/**
 * Auto-configuration for the health of clients ({@code pigatoClient}), workers
 * ({@code pigatoWorkers}) and the embedded broker ({@code pigatoBroker}), which are part
 * of the readiness of the application and never of its liveness.
 */
@AutoConfiguration(after = PigatoAutoConfiguration.class,
		afterName = "org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration")
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBooleanProperty(name = "pigato.enabled", matchIfMissing = true)
@Import({ ClientHealthConfiguration.class, WorkersHealthConfiguration.class, BrokerHealthConfiguration.class,
		ReadinessConfiguration.class })
public final class PigatoHealthContributorAutoConfiguration {

	PigatoHealthContributorAutoConfiguration() {
	}

}
