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

package io.pigato.spring.boot.autoconfigure.actuate;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.pigato.client.PigatoClient;
import io.pigato.spring.boot.autoconfigure.PigatoAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PigatoEndpointAutoConfiguration}.
 */
class PigatoEndpointAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class, PigatoEndpointAutoConfiguration.class));

	private final ApplicationContextRunner exposed = this.runner
		.withPropertyValues("management.endpoints.web.exposure.include=pigato");

	@Test
	void endpointIsThereWhenItIsExposed() {
		this.exposed.run((context) -> assertThat(context).hasSingleBean(PigatoEndpoint.class));
	}

	@Test
	void endpointIsNotThereUnlessItIsExposed() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(PigatoEndpoint.class));
	}

	@Test
	void endpointWithoutAccessIsNotThere() {
		this.exposed.withPropertyValues("management.endpoint.pigato.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(PigatoEndpoint.class));
	}

	@Test
	void whenPigatoIsDisabledThereIsNoEndpoint() {
		this.exposed.withPropertyValues("pigato.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PigatoEndpoint.class));
	}

	@Test
	void withoutActuatorThereIsNoEndpoint() {
		this.exposed.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate.endpoint"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(PigatoClient.class)
				.doesNotHaveBean(PigatoEndpointAutoConfiguration.class));
	}

	@Test
	void withoutActuatorsAutoConfigurationThereIsNoEndpoint() {
		this.exposed.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate.autoconfigure"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PigatoEndpointAutoConfiguration.class));
	}

	@Test
	void ownEndpointReplacesIt() {
		PigatoEndpoint own = new PigatoEndpoint(null, Map.of(), null);
		this.exposed.withBean(PigatoEndpoint.class, () -> own)
			.run((context) -> assertThat(context).getBean(PigatoEndpoint.class).isSameAs(own));
	}

	@Test
	void withoutBrokerOnlyTheApplicationsOwnPartsAreShown() {
		this.exposed.withPropertyValues("pigato.worker.enabled=false", "pigato.endpoints=inproc://nobody")
			.run((context) -> {
				PigatoEndpoint endpoint = context.getBean(PigatoEndpoint.class);
				PigatoDescriptor overview = endpoint.overview();
				assertThat(overview.broker()).isNull();
				assertThat(overview.workers()).isEmpty();
				assertThat(overview.clients()).containsOnlyKeys("pigatoClient");
				assertThat(endpoint.table("services", null, null)).isNull();
				assertThat(endpoint.entry("services", "echo")).isNull();
			});
	}

	@Test
	void brokerThatIsStoppedHasNoTables() {
		this.exposed
			.withPropertyValues("pigato.broker.enabled=true", "pigato.broker.endpoints=inproc://" + UUID.randomUUID())
			.run((context) -> {
				PigatoEndpoint endpoint = context.getBean(PigatoEndpoint.class);
				assertThat(endpoint.table("services", null, null)).isNotNull();
				context.getSourceApplicationContext().stop();
				assertThat(endpoint.table("services", null, null)).isNull();
				assertThat(endpoint.overview().broker()).isNotNull()
					.satisfies((broker) -> assertThat(broker.running()).isFalse());
			});
	}

}
