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

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.Header;

import io.pigato.client.PigatoRemoteException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for handlers where libraries are missing that they can do without.
 */
class OptionalLibrariesTests {

	private static final String HANDLED = "stage 1 [1, 2] [3, 4] function null W_ERROR";

	@ParameterizedTest
	@ValueSource(strings = { "reactor. org.reactivestreams. kotlin. kotlinx. jakarta. org.hibernate.",
			"org.reactivestreams. reactor.", "kotlin. kotlinx.", "jakarta.validation. org.hibernate." })
	void handlersWorkWithout(String libraries) throws Exception {
		HidingClassLoader classLoader = new HidingClassLoader(List.of(libraries.split(" ")));
		assertThat(classLoader.run(Scenario.class, "handle")).isEqualTo(HANDLED);
	}

	@Test
	void suspendFunctionWithoutItsLibrariesStopsTheStartAndNamesThem() throws Exception {
		HidingClassLoader classLoader = new HidingClassLoader(List.of("kotlin.reflect.full."));
		assertThat(classLoader.run(Scenario.class, "suspend")).asString()
			.contains("KotlinWorkers.suspended")
			.contains("it is a suspend function, which needs kotlin-reflect and kotlinx-coroutines-reactor");
	}

	/**
	 * Loaded where libraries are missing.
	 */
	static final class Scenario {

		private Scenario() {
		}

		static String handle() {
			try (PigatoContext context = PigatoContext.with(Workers.class, Functions.class)) {
				return context.client().call("stage", 1, String.class) + " " + stream(context, "flow") + " "
						+ stream(context, "stream") + " " + context.client().call("function", "x", String.class) + " "
						+ context.client().call("void", "x", String.class) + " " + code(context);
			}
		}

		private static List<@Nullable Integer> stream(PigatoContext context, String service) {
			try (Stream<@Nullable Integer> replies = context.client().request(service).stream(Integer.class)) {
				return replies.toList();
			}
		}

		private static @Nullable String code(PigatoContext context) {
			try {
				return "no error but " + context.client().call("fails", "x", String.class);
			}
			catch (PigatoRemoteException ex) {
				return ex.code();
			}
		}

		static String suspend() {
			try (PigatoContext context = PigatoContext.with(KotlinWorkers.class)) {
				return "no error of " + context;
			}
			catch (InvalidWorkerException ex) {
				return String.valueOf(ex.getMessage());
			}
		}

	}

	static class Workers {

		@PigatoWorker("stage")
		CompletableFuture<String> stage(int number) {
			return CompletableFuture.supplyAsync(() -> "stage " + number);
		}

		@PigatoWorker("flow")
		Flow.Publisher<Integer> flow() {
			return (subscriber) -> {
				SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
				publisher.subscribe(subscriber);
				publisher.submit(1);
				publisher.submit(2);
				publisher.close();
			};
		}

		@PigatoWorker("stream")
		Stream<Integer> stream() {
			return Stream.of(3, 4);
		}

		@PigatoWorker("void")
		void nothing(@Header("tenant") Optional<String> tenant) {
		}

		@PigatoWorker("fails")
		String fails() {
			throw new IllegalStateException("expected");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Functions {

		@Bean
		@PigatoWorker("function")
		Function<String, String> function() {
			return (text) -> "function";
		}

	}

}
