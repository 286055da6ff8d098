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

import java.time.Duration;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.pigato.client.PigatoClient;
import io.pigato.spring.boot.autoconfigure.PigatoAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReadinessConfiguration}, with Boot's health endpoint.
 */
class ReadinessConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class,
				PigatoHealthContributorAutoConfiguration.class, EndpointAutoConfiguration.class,
				HealthEndpointAutoConfiguration.class, HealthContributorAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, AvailabilityProbesAutoConfiguration.class,
				AvailabilityHealthContributorAutoConfiguration.class, ApplicationAvailabilityAutoConfiguration.class))
		.withPropertyValues("pigato.broker.enabled=true", "pigato.broker.endpoints=inproc://" + UUID.randomUUID(),
				"management.endpoints.web.exposure.include=health", "management.endpoints.jmx.exposure.include=health");

	@Test
	void pigatoIsPartOfReadinessAndNotOfLiveness() {
		this.runner.run((context) -> {
			HealthEndpoint endpoint = start(context);
			CompositeHealthDescriptor readiness = (CompositeHealthDescriptor) await(endpoint, "readiness", Status.UP);
			assertThat(readiness.getComponents()).containsOnlyKeys("readinessState", "pigatoClient", "pigatoBroker");
			context.getBean(PigatoClient.class).stop();
			assertThat(endpoint.healthForPath("readiness").getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			CompositeHealthDescriptor liveness = (CompositeHealthDescriptor) endpoint.healthForPath("liveness");
			assertThat(liveness.getComponents()).containsOnlyKeys("livenessState");
			assertThat(liveness.getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void eachOfSeveralClientsIsPartOfReadiness() {
		this.runner.withBean("orders", PigatoClient.class, ReadinessConfigurationTests::unconnected)
			.withBean("billing", PigatoClient.class, ReadinessConfigurationTests::unconnected)
			.run((context) -> {
				CompositeHealthDescriptor clients = (CompositeHealthDescriptor) start(context)
					.healthForPath("readiness", "pigatoClient");
				assertThat(clients.getComponents()).containsOnlyKeys("orders", "billing");
				assertThat(clients.getStatus()).isEqualTo(Status.DOWN);
			});
	}

	@Test
	void whatTheApplicationSaysOfItsReadinessCounts() {
		this.runner.withPropertyValues("management.endpoint.health.group.readiness.include=readinessState")
			.run((context) -> {
				CompositeHealthDescriptor readiness = (CompositeHealthDescriptor) start(context)
					.healthForPath("readiness");
				assertThat(readiness.getComponents()).containsOnlyKeys("readinessState");
			});
		this.runner
			.withPropertyValues("management.endpoint.health.group.readiness.include=*",
					"management.endpoint.health.group.readiness.exclude=pigatoBroker")
			.run((context) -> {
				CompositeHealthDescriptor readiness = (CompositeHealthDescriptor) start(context)
					.healthForPath("readiness");
				assertThat(readiness.getComponents()).containsKeys("readinessState", "pigatoClient")
					.doesNotContainKey("pigatoBroker");
			});
	}

	@Test
	void furtherSettingsOfTheGroupAreKept() {
		this.runner
			.withPropertyValues(
					"management.endpoint.health.group.readiness.status.order=up,unknown,out-of-service,down")
			.run((context) -> {
				HealthEndpoint endpoint = start(context);
				context.getBean(PigatoClient.class).stop();
				assertThat(endpoint.healthForPath("readiness").getStatus()).isEqualTo(Status.UP);
			});
	}

	@Test
	void withoutProbesThereIsNoReadiness() {
		this.runner.withPropertyValues("management.endpoint.health.probes.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(HealthEndpoint.class).healthForPath("readiness")).isNull();
		});
	}

	@Test
	void whenSwitchedOffPigatoIsNoPartOfReadiness() {
		this.runner.withPropertyValues("management.health.pigato.enabled=false").run((context) -> {
			CompositeHealthDescriptor readiness = (CompositeHealthDescriptor) start(context).healthForPath("readiness");
			assertThat(readiness.getComponents()).containsOnlyKeys("readinessState");
		});
	}

	private static PigatoClient unconnected() {
		return PigatoClient.builder().endpoint("inproc://nobody-is-there").build();
	}

	/** Do as Boot does once an application has started. */
	private static HealthEndpoint start(ApplicationContext context) {
		AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
		AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
		return context.getBean(HealthEndpoint.class);
	}

	private static HealthDescriptor await(HealthEndpoint endpoint, String path, Status status) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> endpoint.healthForPath(path), (health) -> health.getStatus().equals(status));
	}

}
