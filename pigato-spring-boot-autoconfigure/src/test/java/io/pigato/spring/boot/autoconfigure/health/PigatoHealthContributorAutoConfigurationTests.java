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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.spring.PigatoWorker;
import io.pigato.spring.PigatoWorkerRegistry;
import io.pigato.spring.boot.autoconfigure.PigatoAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PigatoHealthContributorAutoConfiguration}.
 */
class PigatoHealthContributorAutoConfigurationTests {

	private static final String WORKER = "worker";

	private final String inproc = "inproc://" + UUID.randomUUID();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(PigatoAutoConfiguration.class, PigatoHealthContributorAutoConfiguration.class))
		.withPropertyValues("pigato.endpoints=" + this.inproc);

	private final ApplicationContextRunner embedded = this.runner.withPropertyValues("pigato.broker.enabled=true",
			"pigato.broker.endpoints=" + this.inproc);

	@Test
	void clientAndWorkersHaveAHealthAndTheBrokerHasOneIfThereIsOne() {
		this.runner.run((context) -> assertThat(context).hasBean("pigatoClientHealthContributor")
			.hasBean("pigatoWorkersHealthContributor")
			.doesNotHaveBean("pigatoBrokerHealthContributor")
			.doesNotHaveBean(BrokerProbe.class));
		this.embedded.run((context) -> assertThat(context).hasBean("pigatoClientHealthContributor")
			.hasBean("pigatoWorkersHealthContributor")
			.hasBean("pigatoBrokerHealthContributor"));
	}

	@Test
	void whenSwitchedOffThereIsNoHealth() {
		this.embedded.withPropertyValues("management.health.pigato.enabled=false").run(this::hasNoHealth);
	}

	@Test
	void whenSwitchedOnThereIsHealthThoughTheDefaultIsOff() {
		this.embedded
			.withPropertyValues("management.health.defaults.enabled=false", "management.health.pigato.enabled=true")
			.run((context) -> assertThat(context).hasBean("pigatoBrokerHealthContributor"));
	}

	@Test
	void whenPigatoIsDisabledThereIsNoHealth() {
		this.embedded.withPropertyValues("pigato.enabled=false").run(this::hasNoHealth);
	}

	@Test
	void withoutHealthLibraryThereIsNoHealth() {
		this.embedded.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(PigatoClient.class)
				.doesNotHaveBean(PigatoHealthContributorAutoConfiguration.class));
	}

	@Test
	void withoutActuatorThereIsHealthButNoReadiness() {
		this.embedded.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("pigatoBrokerHealthContributor")
				.doesNotHaveBean("pigatoHealthEndpointGroupsPostProcessor"));
	}

	@Test
	void withoutClientAndWorkersThereIsNoHealthOfThem() {
		this.embedded.withPropertyValues("pigato.client.enabled=false", "pigato.worker.enabled=false")
			.run((context) -> assertThat(context).hasBean("pigatoBrokerHealthContributor")
				.doesNotHaveBean("pigatoClientHealthContributor")
				.doesNotHaveBean("pigatoWorkersHealthContributor"));
	}

	@Test
	void ownHealthReplacesIt() {
		HealthIndicator own = () -> Health.up().build();
		this.embedded.withBean("pigatoClientHealthIndicator", HealthIndicator.class, () -> own)
			.withBean("pigatoWorkersHealthContributor", HealthIndicator.class, () -> own)
			.withBean("pigatoBrokerHealthIndicator", HealthIndicator.class, () -> own)
			.run((context) -> assertThat(context).doesNotHaveBean("pigatoClientHealthContributor")
				.doesNotHaveBean(WorkersHealthContributor.class)
				.doesNotHaveBean("pigatoBrokerHealthContributor")
				.doesNotHaveBean(BrokerProbe.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "inproc", "tcp" })
	void allAreUpWhenTheBrokerAnswers(String scheme) {
		String endpoint = scheme.equals("tcp") ? "tcp://127.0.0.1:0" : this.inproc;
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class,
					PigatoHealthContributorAutoConfiguration.class))
			.withPropertyValues("pigato.broker.enabled=true", "pigato.broker.endpoints=" + endpoint,
					"pigato.broker.name=B1", "pigato.broker.health.interval=1h")
			.withUserConfiguration(SlowConfiguration.class)
			.run((context) -> {
				String bound = context.getBean(PigatoBroker.class).endpoints().get(0).toString();
				Health client = await(context, "pigatoClientHealthContributor", Status.UP);
				assertThat(client.getDetails()).containsEntry("endpoint", bound)
					.containsEntry("running", true)
					.containsEntry("connected", true)
					.containsEntry("draining", false)
					.containsEntry("inFlight", 0)
					.hasEntrySatisfying("heartbeatAge",
							(age) -> assertThat((Duration) age).isGreaterThanOrEqualTo(Duration.ZERO));
				Health worker = awaitWorker(context, Status.UP);
				assertThat(worker.getDetails()).containsEntry("service", "slow")
					.containsEntry("endpoint", bound)
					.containsEntry("connected", true)
					.containsEntry("inFlight", 0)
					.containsEntry("queued", 0)
					.containsKey("heartbeatAge");
				Health broker = await(context, "pigatoBrokerHealthContributor", Status.UP);
				assertThat(broker.getDetails()).containsEntry("name", "B1")
					.containsEntry("running", true)
					.containsEntry("queued", 0L)
					.containsEntry("inFlight", 0L)
					.containsEntry("workers", 1L)
					.hasEntrySatisfying("endpoints",
							(endpoints) -> assertThat(endpoints).asString().contains(bound, "roundTrip", "age"));
			});
	}

	@Test
	void allAreOutOfServiceWhileTheBrokerDrains() {
		this.embedded.withUserConfiguration(SlowConfiguration.class).run((context) -> {
			await(context, "pigatoBrokerHealthContributor", Status.UP);
			PigatoClient client = context.getBean(PigatoClient.class);
			SlowWorker worker = context.getBean(SlowWorker.class);
			CompletableFuture<String> reply = client.callAsync("slow", "x", String.class);
			assertThat(worker.entered.await(60, TimeUnit.SECONDS)).isTrue();
			assertThat(health(context, "pigatoClientHealthContributor").getDetails()).containsEntry("inFlight", 1);
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> workerHealth(context).getDetails().get("inFlight"), Integer.valueOf(1)::equals);
			CompletableFuture<Void> stopped = context.getBean(PigatoBroker.class).stopAsync();
			assertThat(await(context, "pigatoBrokerHealthContributor", Status.OUT_OF_SERVICE).getDetails())
				.containsEntry("draining", true);
			assertThat(await(context, "pigatoClientHealthContributor", Status.OUT_OF_SERVICE).getDetails())
				.containsEntry("draining", true)
				.containsEntry("connected", true);
			assertThat(awaitWorker(context, Status.OUT_OF_SERVICE).getDetails()).containsEntry("draining", true);
			worker.leave.countDown();
			assertThat(reply.get(60, TimeUnit.SECONDS)).isEqualTo("slow x");
			stopped.get(60, TimeUnit.SECONDS);
			assertThat(health(context, "pigatoBrokerHealthContributor").getDetails()).containsEntry("running", false);
		});
	}

	@Test
	void clientAndWorkerAreDownWithoutABroker() {
		this.runner.withUserConfiguration(SlowConfiguration.class).run((context) -> {
			Health client = health(context, "pigatoClientHealthContributor");
			assertThat(client.getStatus()).isEqualTo(Status.DOWN);
			assertThat(client.getDetails()).containsEntry("connected", false)
				.containsEntry("endpoint", this.inproc)
				.doesNotContainKey("heartbeatAge");
			assertThat(workerHealth(context).getStatus()).isEqualTo(Status.DOWN);
		});
	}

	@Test
	void whatIsStoppedIsOutOfService() {
		this.embedded.withUserConfiguration(SlowConfiguration.class).run((context) -> {
			ConfigurableApplicationContext stopped = context.getSourceApplicationContext();
			stopped.stop();
			assertThat(health(context, "pigatoClientHealthContributor").getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(workerHealth(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(health(context, "pigatoBrokerHealthContributor").getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(context.getBean(BrokerProbe.class).isRunning()).isFalse();
			stopped.start();
			await(context, "pigatoClientHealthContributor", Status.UP);
			awaitWorker(context, Status.UP);
			await(context, "pigatoBrokerHealthContributor", Status.UP);
		});
	}

	@Test
	void workerThatDoesNotStartByItselfHoldsUpNothing() {
		this.embedded.withUserConfiguration(SlowConfiguration.class)
			.withPropertyValues("auto-startup=false")
			.run((context) -> {
				assertThat(workerHealth(context).getStatus()).isEqualTo(Status.UNKNOWN);
				context.getBean(PigatoWorkerRegistry.class).getContainers().iterator().next().start();
				awaitWorker(context, Status.UP);
			});
	}

	@Test
	void workersAreThereOnceTheyAreRegistered() {
		this.embedded.withUserConfiguration(SlowConfiguration.class).run((context) -> {
			CompositeHealthContributor workers = context.getBean("pigatoWorkersHealthContributor",
					CompositeHealthContributor.class);
			assertThat(workers.stream().map((entry) -> entry.name())).containsExactly(WORKER);
			assertThat(workers.getContributor("nobody")).isNull();
		});
	}

	@Test
	void eachOfSeveralClientsHasAHealthByItsName() {
		this.embedded.withBean("orders", PigatoClient.class, () -> PigatoClient.builder().endpoint(this.inproc).build())
			.withBean("billing", PigatoClient.class,
					() -> PigatoClient.builder().endpoint("inproc://nobody-is-there").build())
			.run((context) -> {
				CompositeHealthContributor clients = context.getBean("pigatoClientHealthContributor",
						CompositeHealthContributor.class);
				assertThat(clients.stream().map((entry) -> entry.name())).containsExactlyInAnyOrder("orders",
						"billing");
				Awaitility.await()
					.atMost(Duration.ofSeconds(60))
					.until(() -> status(clients.getContributor("orders")) == Status.UP);
				assertThat(status(clients.getContributor("billing"))).isEqualTo(Status.DOWN);
			});
	}

	@Test
	void clientThatIsNotInjectedByItsTypeHasAHealth() {
		this.embedded.withPropertyValues("pigato.client.enabled=false")
			.withBean("orders", PigatoClient.class, () -> PigatoClient.builder().endpoint(this.inproc).build(),
					(definition) -> definition.setAutowireCandidate(false))
			.run((context) -> assertThat(health(context, "pigatoClientHealthContributor").getDetails())
				.containsEntry("endpoint", this.inproc));
	}

	private void hasNoHealth(ApplicationContext context) {
		assertThat(context.getBeanNamesForType(HealthContributor.class)).isEmpty();
		assertThat(context.getBeanNamesForType(BrokerProbe.class)).isEmpty();
		assertThat(context.containsBean("pigatoHealthEndpointGroupsPostProcessor")).isFalse();
	}

	private static Health await(ApplicationContext context, String name, Status status) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> health(context, name), (health) -> health.getStatus().equals(status));
	}

	private static Health awaitWorker(ApplicationContext context, Status status) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> workerHealth(context), (health) -> health.getStatus().equals(status));
	}

	private static Health health(ApplicationContext context, String name) {
		return context.getBean(name, HealthIndicator.class).health();
	}

	private static Health workerHealth(ApplicationContext context) {
		HealthContributor worker = context.getBean("pigatoWorkersHealthContributor", CompositeHealthContributor.class)
			.getContributor(WORKER);
		assertThat(worker).isInstanceOf(HealthIndicator.class);
		return ((HealthIndicator) worker).health();
	}

	private static Status status(HealthContributor contributor) {
		return ((HealthIndicator) contributor).health().getStatus();
	}

	@Configuration(proxyBeanMethods = false)
	static class SlowConfiguration {

		@Bean
		SlowWorker slowWorker() {
			return new SlowWorker();
		}

	}

	static class SlowWorker {

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch leave = new CountDownLatch(1);

		@PigatoWorker(service = "slow", id = WORKER, autoStartup = "${auto-startup:true}")
		String slow(String text) throws InterruptedException {
			this.entered.countDown();
			if (!this.leave.await(60, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Nobody let it go on");
			}
			return "slow " + text;
		}

	}

}
