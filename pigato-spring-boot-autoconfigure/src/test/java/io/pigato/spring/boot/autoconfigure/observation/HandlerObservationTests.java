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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.ObservationContextAssert;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.pigato.client.PigatoClient;
import io.pigato.spring.PigatoWorker;
import io.pigato.spring.ReactivePigatoClient;
import io.pigato.spring.boot.autoconfigure.PigatoAutoConfiguration;
import io.pigato.spring.handler.PigatoError;
import io.pigato.spring.handler.PigatoExceptionMapper;
import io.pigato.spring.handler.PigatoRejectException;
import io.pigato.spring.observation.PigatoWorkerObservationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the observations of handlers of all kinds, and of the requests that they
 * send.
 */
@Timeout(300)
class HandlerObservationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class,
				PigatoClientObservationAutoConfiguration.class, PigatoWorkerObservationAutoConfiguration.class))
		.withPropertyValues("pigato.broker.enabled=true", "pigato.broker.endpoints=inproc://" + UUID.randomUUID())
		.withUserConfiguration(Workers.class);

	@ParameterizedTest
	@ValueSource(strings = { "blocking", "future", "mono", "flux", "stream" })
	void requestOfAHandlerIsAChild(String service) {
		this.runner.run((context) -> {
			assertThat(context.getBean(PigatoClient.class).call(service, "hello", Object.class)).isIn("hello", null);
			Observation.Context outer = nextStopped(context, "worker " + service);
			ObservationContextAssert.assertThat(nextStopped(context, "client echo"))
				.hasParentObservationContextMatching((parent) -> parent == outer);
			ObservationContextAssert.assertThat(outer)
				.hasLowCardinalityKeyValue("outcome", "SUCCESS")
				.doesNotHaveError();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "flux", "stream" })
	void valuesOfAHandlerArePartialReplies(String service) {
		this.runner.run((context) -> {
			context.getBean(PigatoClient.class).call(service, "hello", Object.class);
			ObservationContextAssert.assertThat(nextStopped(context, "worker " + service))
				.hasHighCardinalityKeyValue("pigato.partial.replies", "1");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "fails", "fails-later", "fails-in-mono" })
	void failureOfAHandlerIsTheErrorWithTheCodeThatClientsGet(String service) {
		this.runner.withPropertyValues("pigato.observation.error-codes=MAPPED").run((context) -> {
			CompletableFuture<Object> result = context.getBean(PigatoClient.class)
				.callAsync(service, "hello", Object.class);
			assertThat(result).failsWithin(Duration.ofSeconds(60));
			ObservationContextAssert.assertThat(nextStopped(context, "worker " + service))
				.hasLowCardinalityKeyValue("outcome", "ERROR")
				.hasLowCardinalityKeyValue("error.code", "MAPPED")
				.assertThatError()
				.isInstanceOf(IllegalStateException.class)
				.hasMessage("internal");
		});
	}

	@Test
	void handlerThatRejectsByAnExceptionHasNotFailed() {
		this.runner.run((context) -> {
			CompletableFuture<Object> result = context.getBean(PigatoClient.class)
				.callAsync("rejects", "hello", Object.class);
			ObservationContextAssert.assertThat(nextStopped(context, "worker rejects"))
				.hasLowCardinalityKeyValue("outcome", "REJECTED")
				.hasLowCardinalityKeyValue("error.code", "NONE")
				.doesNotHaveError();
			result.cancel(true);
		});
	}

	@Test
	void invalidRequestIsToldByItsCode() {
		this.runner.run((context) -> {
			CompletableFuture<Object> result = context.getBean(PigatoClient.class)
				.callAsync("number", Map.of(), Object.class);
			assertThat(result).failsWithin(Duration.ofSeconds(60));
			ObservationContextAssert.assertThat(nextStopped(context, "worker number"))
				.hasLowCardinalityKeyValue("outcome", "ERROR")
				.hasLowCardinalityKeyValue("error.code", "W_BAD_REQUEST");
		});
	}

	@Test
	void clientsOfOtherBrokersAreObserved() {
		this.runner.withPropertyValues("pigato.clients.other.endpoints=inproc://" + UUID.randomUUID())
			.run((context) -> {
				PigatoClient other = context.getBeansOfType(PigatoClient.class)
					.values()
					.stream()
					.filter((client) -> client != context.getBean(PigatoClient.class))
					.findAny()
					.orElseThrow();
				other.callAsync("nobody", null, Object.class).cancel(true);
				ObservationContextAssert.assertThat(nextStopped(context, "client nobody"))
					.hasLowCardinalityKeyValue("outcome", "CANCELLED");
			});
	}

	@Test
	void clientsOfTheBuilderAreObserved() {
		this.runner.run((context) -> {
			try (PigatoClient own = context.getBean(PigatoClient.Builder.class).build()) {
				own.start();
				assertThat(own.call("echo", "hello", String.class)).isEqualTo("hello");
				ObservationContextAssert.assertThat(nextStopped(context, "client echo"))
					.hasLowCardinalityKeyValue("outcome", "SUCCESS");
			}
		});
	}

	private static Observation.Context nextStopped(AssertableApplicationContext context, String what)
			throws InterruptedException {
		BlockingQueue<Observation.Context> queue = context.getBean(Stopped.class).queues(what);
		Observation.Context next = queue.poll(60, TimeUnit.SECONDS);
		assertThat(next).as(what).isNotNull();
		return next;
	}

	/**
	 * Observations that were stopped, by their sides and names.
	 */
	static final class Stopped implements ObservationHandler<Observation.Context> {

		private final Map<String, BlockingQueue<Observation.Context>> queues = new ConcurrentHashMap<>();

		@Override
		public void onStop(Observation.Context context) {
			String side = (context instanceof PigatoWorkerObservationContext) ? "worker " : "client ";
			queues(side + context.getContextualName()).add(context);
		}

		BlockingQueue<Observation.Context> queues(String name) {
			return this.queues.computeIfAbsent(name, (key) -> new LinkedBlockingQueue<>());
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Workers {

		private final PigatoClient client;

		private final ReactivePigatoClient reactive;

		Workers(PigatoClient client, ReactivePigatoClient reactive) {
			this.client = client;
			this.reactive = reactive;
		}

		@Bean
		static Stopped stopped() {
			return new Stopped();
		}

		@Bean
		static ObservationRegistry registry(Stopped stopped) {
			TestObservationRegistry registry = TestObservationRegistry.create();
			registry.observationConfig().observationHandler(stopped);
			return registry;
		}

		@Bean
		static PigatoExceptionMapper mapper() {
			return (failure, request) -> (failure instanceof IllegalStateException)
					? new PigatoError("MAPPED", "Try again") : null;
		}

		@PigatoWorker("echo")
		String echo(String text) {
			return text;
		}

		@PigatoWorker("blocking")
		String blocking(String text) {
			return this.client.call("echo", text, String.class);
		}

		@PigatoWorker("future")
		CompletableFuture<String> future(String text) {
			return this.client.callAsync("echo", text, String.class);
		}

		@PigatoWorker("mono")
		Mono<String> mono(String text) {
			return Mono.delay(Duration.ofMillis(1))
				.flatMap((tick) -> this.reactive.request("echo").data(text).mono(String.class));
		}

		@PigatoWorker("flux")
		Flux<String> flux(String text) {
			return Mono.delay(Duration.ofMillis(1))
				.flatMapMany((tick) -> this.reactive.request("echo").data(text).flux(String.class));
		}

		@PigatoWorker("stream")
		Stream<String> stream(String text) {
			return this.client.request("echo").data(text).stream(String.class);
		}

		@PigatoWorker("fails")
		String fails(String text) {
			throw new IllegalStateException("internal");
		}

		@PigatoWorker("fails-later")
		CompletableFuture<String> failsLater(String text) {
			return CompletableFuture.supplyAsync(() -> fails(text));
		}

		@PigatoWorker("fails-in-mono")
		Mono<String> failsInMono(String text) {
			return Mono.delay(Duration.ofMillis(1)).map((tick) -> fails(text));
		}

		@PigatoWorker("rejects")
		String rejects(String text) {
			throw new PigatoRejectException("not me");
		}

		@PigatoWorker("number")
		int number(int number) {
			return number;
		}

	}

}
