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

package io.pigato.spring;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.ToStringSerializer;

import io.pigato.client.RequestSpec;
import io.pigato.worker.ServiceWorker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for on which threads handlers run and replies are written.
 */
class HandlerThreadTests {

	private static final int SECONDS = 60;

	@SuppressWarnings("NullAway.Init") // set before all tests
	private static PigatoContext context;

	@BeforeAll
	static void start() {
		context = PigatoContext.with((setup) -> {
			setup.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", Map.of("executor", "named", "loop", "true")));
			setup.register(ExecutorConfiguration.class, Workers.class);
		});
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@ParameterizedTest
	@CsvSource({ "default, pigato-worker-default-", "named, named-executor", "on-loop, pigato-memory",
			"configured-loop, pigato-memory", "function, named-executor" })
	void handlerRunsWhereItsWorkerSays(String service, String thread) {
		assertThat(request(service).call(String.class)).startsWith(thread);
	}

	@ParameterizedTest
	@CsvSource({ "later, pigato-reply-", "later-named, named-executor" })
	void replyThatIsReadyLaterIsWrittenOnAThreadThatMayWait(String service, String thread) {
		assertThat(request(service).call(String.class)).startsWith(thread);
	}

	@Test
	void requestThatTheExecutorRefusesIsHandledByAnotherWorker() throws Exception {
		CompletableFuture<String> result = request("refused").callAsync(String.class);
		assertThat(context.context().getBean(ExecutorConfiguration.class).refused.await(SECONDS, TimeUnit.SECONDS))
			.isTrue();
		ServiceWorker.Builder another = ServiceWorker.builder("refused", (request, reply) -> reply.end("another"))
			.endpoint(context.broker().endpoints().get(0));
		try (ServiceWorker worker = another.build()) {
			worker.start();
			assertThat(result.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("another");
		}
	}

	@Test
	void noMoreHandlersRunThanTheConcurrency() throws Exception {
		CompletableFuture<Integer> first = request("limited").callAsync(Integer.class);
		CompletableFuture<Integer> second = request("limited").callAsync(Integer.class);
		// the worker has one, so that the other waits at the broker
		Awaitility.await()
			.atMost(Duration.ofSeconds(SECONDS))
			.untilAsserted(() -> assertThat(context.broker().statistics())
				.satisfies((statistics) -> assertThat(statistics.queued()).isEqualTo(1))
				.satisfies((statistics) -> assertThat(statistics.inFlight()).isEqualTo(1)));
		context.context().getBean(Workers.class).go.countDown();
		assertThat(first.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
		assertThat(second.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("badWorkers")
	void executorThatCantBeStopsTheStart(Class<?> bean, String reason) {
		assertThatException().isThrownBy(() -> PigatoContext.with(bean, ExecutorConfiguration.class))
			.isInstanceOf(InvalidWorkerException.class)
			.withMessageContaining(bean.getSimpleName() + ".work()")
			.withMessageContaining(reason);
	}

	static Stream<Arguments> badWorkers() {
		return Stream.of(Arguments.of(NoExecutor.class, "its executor can't be had: No bean named 'nowhere'"),
				Arguments.of(NotAnExecutor.class, "its executor can't be had: Bean named 'text' is expected to be of"),
				Arguments.of(ExecutorAndLoop.class, "it has the executor 'named', but runs on the event loop"),
				Arguments.of(BadFlag.class, "the handleOnLoop 'maybe' is neither true nor false"));
	}

	private static RequestSpec request(String service) {
		return context.client().request(service).timeout(Duration.ofSeconds(SECONDS));
	}

	private static String thread() {
		return Thread.currentThread().getName();
	}

	@Configuration(proxyBeanMethods = false)
	static class ExecutorConfiguration {

		private final CountDownLatch refused = new CountDownLatch(1);

		@Bean(destroyMethod = "shutdownNow")
		ExecutorService named() {
			return Executors.newCachedThreadPool((task) -> {
				Thread thread = new Thread(task, "named-executor");
				thread.setDaemon(true);
				return thread;
			});
		}

		@Bean
		Executor refusing() {
			return (task) -> {
				this.refused.countDown();
				throw new RejectedExecutionException("expected");
			};
		}

		@Bean
		String text() {
			return "text";
		}

		@Bean
		@PigatoWorker(service = "function", executor = "named")
		Supplier<String> function() {
			return HandlerThreadTests::thread;
		}

	}

	static class Workers {

		private final CountDownLatch go = new CountDownLatch(1);

		private int running;

		@PigatoWorker("default")
		String ofDefault() {
			return thread();
		}

		@PigatoWorker(service = "named", executor = "${executor}")
		String named() {
			return thread();
		}

		@PigatoWorker(service = "on-loop", handleOnLoop = "true")
		String onLoop() {
			return thread();
		}

		@PigatoWorker(service = "configured-loop", handleOnLoop = "${loop}")
		String configuredLoop() {
			return thread();
		}

		@PigatoWorker(service = "refused", executor = "refusing")
		String refused() {
			return "not handled";
		}

		@PigatoWorker("later")
		Mono<ThreadOfJson> later() {
			return Mono.just(new ThreadOfJson()).publishOn(Schedulers.parallel());
		}

		@PigatoWorker(service = "later-named", executor = "named")
		Mono<ThreadOfJson> laterNamed() {
			return later();
		}

		@PigatoWorker(service = "limited", concurrency = "#{2 - 1}")
		int limited() throws InterruptedException {
			synchronized (this) {
				this.running++;
			}
			this.go.await();
			synchronized (this) {
				return this.running--;
			}
		}

	}

	/**
	 * Is written as the name of the thread that writes it.
	 */
	@JsonSerialize(using = ToStringSerializer.class)
	static class ThreadOfJson {

		@Override
		public String toString() {
			return thread();
		}

	}

	static class NoExecutor {

		@PigatoWorker(service = "work", executor = "nowhere")
		void work() {
		}

	}

	static class NotAnExecutor {

		@PigatoWorker(service = "work", executor = "text")
		void work() {
		}

	}

	static class ExecutorAndLoop {

		@PigatoWorker(service = "work", executor = "named", handleOnLoop = "true")
		void work() {
		}

	}

	static class BadFlag {

		@PigatoWorker(service = "work", handleOnLoop = "maybe")
		void work() {
		}

	}

}
