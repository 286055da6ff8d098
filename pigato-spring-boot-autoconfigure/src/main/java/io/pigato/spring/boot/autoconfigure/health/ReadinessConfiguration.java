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

import java.util.Set;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Makes PIGATO part of the readiness of the application, unless the application itself
 * says what its readiness is made of.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnEnabledHealthIndicator("pigato")
@ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.annotation.Endpoint")
class ReadinessConfiguration {

	private static final Set<String> MEMBERS = Set.of("pigatoClient", "pigatoWorkers", "pigatoBroker");

	@Bean
	static HealthEndpointGroupsPostProcessor pigatoHealthEndpointGroupsPostProcessor(Environment environment) {
		Binder binder = Binder.get(environment);
		boolean configured = isSet(binder, "include") || isSet(binder, "exclude");
		return (groups) -> configured ? groups : new ReadinessHealthEndpointGroups(groups, MEMBERS);
	}

	private static boolean isSet(Binder binder, String membership) {
		return binder.bind("management.endpoint.health.group.readiness." + membership, Bindable.setOf(String.class))
			.isBound();
	}

}
