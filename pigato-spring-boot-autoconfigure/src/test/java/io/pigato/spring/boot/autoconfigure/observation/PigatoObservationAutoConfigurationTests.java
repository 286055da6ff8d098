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

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.pigato.client.PigatoClient;
import io.pigato.client.PigatoNoWorkerException;
import io.pigato.client.RequestInterceptor;
import io.pigato.spring.PigatoWorker;
import io.pigato.spring.RequestHandlerDecorator;
import io.pigato.spring.boot.autoconfigure.PigatoAutoConfiguration;
import io.pigato.spring.observation.DefaultPigatoClientObservationConvention;
import io.pigato.spring.observation.DefaultPigatoWorkerObservationConvention;
import io.pigato.spring.observation.PigatoClientObservationContext;
import io.pigato.spring.observation.PigatoClientObservationConvention;
import io.pigato.spring.observation.PigatoClientObservationInterceptor;
import io.pigato.spring.observation.PigatoWorkerObservationContext;
import io.pigato.spring.observation.PigatoWorkerObservationConvention;
import io.pigato.spring.observation.PigatoWorkerObservationDecorator;
import io.pigato.worker.WorkerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link PigatoClientObservationAutoConfiguration} and
 * {@link PigatoWorkerObservationAutoConfiguration}.
 */
class PigatoObservationAutoConfigurationTests {

	private final ApplicationContextRunner withoutRegistry = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class,
				PigatoClientObservationAutoConfiguration.class, PigatoWorkerObservationAutoConfiguration.class))
		.withPropertyValues("pigato.broker.enabled=true", "pigato.broker.endpoints=inproc://" + UUID.randomUUID());

	private final ApplicationContextRunner runner = this.withoutRegistry
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class));

	private final ApplicationContextRunner metrics = this.runner
		.withConfiguration(
				AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
		.withBean(SimpleMeterRegistry.class)
		.withUserConfiguration(Workers.class);

	@Test
	void clientsAndWorkersAreObservedByDefault() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(PigatoClientObservationInterceptor.class)
			.hasSingleBean(PigatoWorkerObservationDecorator.class));
	}

	@Test
	void whenMicrometerIsMissingNothingIsObserved() {
		this.withoutRegistry.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.withUserConfiguration(Workers.class)
			.run((context) -> {
				assertThat(context).hasNotFailed()
					.doesNotHaveBean(PigatoClientObservationAutoConfiguration.class)
					.doesNotHaveBean(PigatoWorkerObservationAutoConfiguration.class);
				assertThat(context.getBean(PigatoClient.class).call("echo", "x", String.class)).isEqualTo("x");
			});
	}

	@Test
	void whenThereIsNoRegistryNothingIsObserved() {
		this.withoutRegistry.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(PigatoClientObservationInterceptor.class)
			.doesNotHaveBean(PigatoWorkerObservationDecorator.class));
	}

	@Test
	void whenCoreIsMissingNothingIsObserved() {
		this.runner.withClassLoader(new FilteredClassLoader("io.pigato.client", "io.pigato.worker"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PigatoClientObservationAutoConfiguration.class)
				.doesNotHaveBean(PigatoWorkerObservationAutoConfiguration.class));
	}

	@Test
	void registryOfTheApplicationWillDo() {
		this.withoutRegistry.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.run((context) -> assertThat(context).hasSingleBean(PigatoClientObservationInterceptor.class)
				.hasSingleBean(PigatoWorkerObservationDecorator.class));
	}

	@Test
	void whenClientsAreSwitchedOffOnlyWorkersAreObserved() {
		this.runner.withPropertyValues("pigato.observation.client.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PigatoClientObservationInterceptor.class)
				.hasSingleBean(PigatoWorkerObservationDecorator.class));
	}

	@Test
	void clientsOfTheApplicationCanBeObserved() {
		this.runner.withPropertyValues("pigato.client.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PigatoClient.class)
				.hasSingleBean(PigatoClientObservationInterceptor.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "pigato.observation.worker.enabled", "pigato.worker.enabled" })
	void whenWorkersAreSwitchedOffOnlyClientsAreObserved(String property) {
		this.runner.withPropertyValues(property + "=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(PigatoClientObservationInterceptor.class)
				.doesNotHaveBean(PigatoWorkerObservationDecorator.class));
	}

	@Test
	void whenSwitchedOnBothAreObserved() {
		this.runner
			.withPropertyValues("pigato.observation.client.enabled=true", "pigato.observation.worker.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(PigatoClientObservationInterceptor.class)
				.hasSingleBean(PigatoWorkerObservationDecorator.class));
	}

	@Test
	void whenPigatoIsSwitchedOffNothingIsObserved() {
		this.runner.withPropertyValues("pigato.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PigatoClientObservationInterceptor.class)
				.doesNotHaveBean(PigatoWorkerObservationDecorator.class));
	}

	@Test
	void ownInterceptorAndDecoratorReplaceThese() {
		PigatoClientObservationInterceptor interceptor = new PigatoClientObservationInterceptor(
				ObservationRegistry.NOOP, null, new DefaultPigatoClientObservationConvention());
		PigatoWorkerObservationDecorator decorator = new PigatoWorkerObservationDecorator(ObservationRegistry.NOOP,
				null, new DefaultPigatoWorkerObservationConvention());
		this.runner.withBean(PigatoClientObservationInterceptor.class, () -> interceptor)
			.withBean(PigatoWorkerObservationDecorator.class, () -> decorator)
			.run((context) -> {
				assertThat(context).getBean(RequestInterceptor.class).isSameAs(interceptor);
				assertThat(context).getBean(RequestHandlerDecorator.class).isSameAs(decorator);
			});
	}

	@Test
	void requestsAreTimedOnBothSides() {
		this.metrics.run((context) -> {
			PigatoClient client = context.getBean(PigatoClient.class);
			assertThat(client.call("echo", "x", String.class)).isEqualTo("x");
			assertThat(client.call("future", "x", String.class)).isEqualTo("x");
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			for (String service : new String[] { "echo", "future" }) {
				awaitTimer(meters, "pigato.client", service, "SUCCESS", "NONE");
				awaitTimer(meters, "pigato.worker", service, "SUCCESS", "NONE");
			}
			assertThat(meters.get("pigato.client").tag("rpc.system", "pigato").timers()).hasSize(2)
				.allSatisfy((timer) -> assertThat(timer.getId().getTags()).extracting("key")
					.containsExactlyInAnyOrder("rpc.system", "rpc.service", "outcome", "error.code", "error"));
		});
	}

	@Test
	void observationOfAFutureIsOpenUntilItIsCompleted() {
		this.metrics.run((context) -> {
			CompletableFuture<String> result = context.getBean(PigatoClient.class)
				.callAsync("pending", "x", String.class);
			CompletableFuture<String> pending = context.getBean(Workers.class).called.join();
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.find("pigato.worker").timer()).isNull();
			assertThat(meters.get("pigato.worker.active").longTaskTimer().activeTasks()).isOne();
			pending.completeExceptionally(new WorkerException("SOLD_OUT", "nothing left"));
			assertThat(result).failsWithin(Duration.ofSeconds(60));
			awaitTimer(meters, "pigato.worker", "pending", "ERROR", "OTHER");
			awaitTimer(meters, "pigato.client", "pending", "ERROR", "OTHER");
		});
	}

	@Test
	void codesOfTheApplicationAreKeptApart() {
		this.metrics.withPropertyValues("pigato.observation.error-codes=SOLD_OUT,NOT_FOUND").run((context) -> {
			assertThat(catchThrowable(() -> context.getBean(PigatoClient.class).call("sold-out", null, String.class)))
				.isNotNull();
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			awaitTimer(meters, "pigato.worker", "sold-out", "ERROR", "SOLD_OUT");
			awaitTimer(meters, "pigato.client", "sold-out", "ERROR", "SOLD_OUT");
		});
	}

	@Test
	void numberOfServicesOfClientsIsBounded() {
		this.metrics.withPropertyValues("pigato.observation.client.max-services=1").run((context) -> {
			PigatoClient client = context.getBean(PigatoClient.class);
			for (String service : new String[] { "one", "two", "three" }) {
				assertThatExceptionOfType(PigatoNoWorkerException.class)
					.isThrownBy(() -> client.request(service).failFast().call(String.class));
			}
			assertThat(context.getBean(MeterRegistry.class).get("pigato.client").timers())
				.extracting((timer) -> timer.getId().getTag("rpc.service"))
				.containsExactlyInAnyOrder("one", "OTHER");
		});
	}

	@Test
	void defaultsAreThoseOfTheConventions() {
		assertThat(new PigatoObservationProperties().getClient().getMaxServices())
			.isEqualTo(DefaultPigatoClientObservationConvention.DEFAULT_MAX_SERVICES);
		assertThat(new PigatoObservationProperties().getErrorCodes()).isEmpty();
	}

	@Test
	void negativeNumberOfServicesIsRefused() {
		this.runner.withPropertyValues("pigato.observation.client.max-services=-1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("pigato.observation.client.max-services must not be negative but is -1"));
	}

	@Test
	void conventionsOfTheApplicationAreUsed() {
		this.metrics.withUserConfiguration(Conventions.class).run((context) -> {
			context.getBean(PigatoClient.class).call("echo", "x", String.class);
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.get("my.client").tag("side", "client").timer().count()).isOne();
			Awaitility.await().until(() -> meters.find("my.worker").tag("side", "worker").timer() != null);
			assertThat(meters.find("pigato.client").timer()).isNull();
		});
	}

	private static void awaitTimer(MeterRegistry meters, String name, String service, String outcome, String code) {
		Awaitility.await(name + " of " + service).atMost(Duration.ofSeconds(60)).until(() -> {
			Timer timer = meters.find(name)
				.tags("rpc.service", service, "outcome", outcome, "error.code", code)
				.timer();
			return timer != null && timer.count() == 1;
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Workers {

		private final CompletableFuture<CompletableFuture<String>> called = new CompletableFuture<>();

		@PigatoWorker("echo")
		String echo(String text) {
			return text;
		}

		@PigatoWorker("future")
		CompletableFuture<String> future(String text) {
			return CompletableFuture.supplyAsync(() -> text);
		}

		@PigatoWorker("pending")
		CompletableFuture<String> pending(String text) {
			CompletableFuture<String> pending = new CompletableFuture<>();
			this.called.complete(pending);
			return pending;
		}

		@PigatoWorker("sold-out")
		String soldOut() {
			throw new WorkerException("SOLD_OUT", "nothing left");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Conventions {

		@Bean
		PigatoClientObservationConvention clientConvention() {
			return new PigatoClientObservationConvention() {

				@Override
				public String getName() {
					return "my.client";
				}

				@Override
				public KeyValues getLowCardinalityKeyValues(PigatoClientObservationContext context) {
					return KeyValues.of("side", "client");
				}

			};
		}

		@Bean
		PigatoWorkerObservationConvention workerConvention() {
			return new PigatoWorkerObservationConvention() {

				@Override
				public String getName() {
					return "my.worker";
				}

				@Override
				public KeyValues getLowCardinalityKeyValues(PigatoWorkerObservationContext context) {
					return KeyValues.of("side", "worker");
				}

			};
		}

	}

}
