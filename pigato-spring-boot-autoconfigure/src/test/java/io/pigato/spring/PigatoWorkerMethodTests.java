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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;

import io.pigato.client.PigatoRemoteException;
import io.pigato.client.RequestSpec;
import io.pigato.json.RawJson;
import io.pigato.json.TypeRef;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.WorkerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what {@link PigatoWorker} methods get and what becomes of what they return.
 */
class PigatoWorkerMethodTests {

	@SuppressWarnings("NullAway.Init") // set before all tests
	private static PigatoContext context;

	@BeforeAll
	static void start() {
		context = PigatoContext.with(Workers.class, GenericWorker.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void textIsReadAndReturned() {
		assertThat(call("text", "a\u00e4", String.class)).isEqualTo("a\u00e4!");
	}

	@Test
	void listOfRecordsIsReadWithItsTypes() {
		assertThat(request("records").data(List.of(new Item("a", 1), new Item("b", 2))).call(new TypeRef<List<Item>>() {
		})).containsExactly(new Item("b", 2), new Item("a", 1));
	}

	@Test
	void mapOfListsIsReadWithItsTypes() {
		assertThat(call("maps", Map.of("a", List.of(1L, 2L)), Long.class)).isEqualTo(3);
	}

	@Test
	void typeVariableIsReadAsWhatTheClassSays() {
		assertThat(call("generic", new Item("a", 1), String.class)).isEqualTo("Item a");
	}

	@Test
	void rawJsonIsPassedOn() {
		assertThat(call("raw", RawJson.of("[1, 2 ]"), RawJson.class)).isEqualTo(RawJson.of("[1, 2 ]"));
	}

	@Test
	void bytesArePassedOn() {
		assertThat(call("bytes", RawJson.of("[1, 2 ]"), RawJson.class)).isEqualTo(RawJson.of("[1, 2 ]"));
	}

	@Test
	void nullIsAPayload() {
		assertThat(call("nullable", null, String.class)).isEqualTo("got null");
	}

	@Test
	void nullIsAReply() {
		assertThat(call("null", "x", RawJson.class)).isEqualTo(RawJson.of("null"));
	}

	@Test
	void methodWithoutParametersTakesAnyPayload() {
		assertThat(call("nothing", List.of(1), String.class)).isEqualTo("nothing");
	}

	@Test
	void requestIsPassedInAnyPosition() {
		assertThat(request("request").data("x").deadline(Duration.ofMinutes(1)).call(String.class))
			.isEqualTo("request x true");
	}

	@Test
	void voidMethodRepliesNull() {
		assertThat(call("void", "x", RawJson.class)).isEqualTo(RawJson.of("null"));
	}

	@Test
	void voidMethodWithReplyEndsItItself() {
		try (Stream<Integer> replies = request("manual").data(3).stream(Integer.class)) {
			assertThat(replies).containsExactly(1, 2, 3, 6);
		}
	}

	@Test
	void methodMayWritePartialRepliesAndReturnTheFinalOne() {
		try (Stream<Integer> replies = request("partial-and-value").data(3).stream(Integer.class)) {
			assertThat(replies).containsExactly(1, 2, 3, 6);
		}
	}

	@Test
	void methodMayEndTheReplyLater() {
		assertThat(call("later", "x", String.class)).isEqualTo("later x");
	}

	@Test
	void stageIsTheReplyWhenItIsCompleted() {
		assertThat(call("stage", "x", String.class)).isEqualTo("stage x");
	}

	@Test
	void stageMayFailAsTheMethodMay() {
		assertThatError("stage-fails", "expected").satisfies((error) -> {
			assertThat(error.code()).isEqualTo("EXPECTED");
			assertThat(error.remoteMessage()).isEqualTo("as it should");
		});
		assertThatError("stage-fails", "secret").satisfies((error) -> {
			assertThat(error.code()).isEqualTo("W_ERROR");
			assertThat(error.remoteMessage()).isEqualTo("The worker failed");
		});
		assertThatError("stage-fails", "not json").satisfies((error) -> assertThat(error.code()).isEqualTo("W_ERROR"));
	}

	@Test
	void stageThatIsNullIsAFailure() {
		assertThatError("null-stage", "x").satisfies((error) -> assertThat(error.code()).isEqualTo("W_ERROR"));
	}

	@Test
	void exceptionIsAnErrorThatTellsNothing() {
		assertThatError("fails", "secret").satisfies((error) -> {
			assertThat(error.code()).isEqualTo("W_ERROR");
			assertThat(error.remoteMessage()).isEqualTo("The worker failed");
		});
	}

	@Test
	void workerExceptionIsAnErrorThatTells() {
		assertThatError("fails", "expected").satisfies((error) -> {
			assertThat(error.code()).isEqualTo("EXPECTED");
			assertThat(error.remoteMessage()).isEqualTo("as it should");
		});
	}

	@Test
	void messagesOfExceptionsMayBeExposed() {
		try (PigatoContext exposing = PigatoContext.with((context) -> {
			context.register(Workers.class);
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", Map.of("expose-errors", "true")));
		})) {
			for (String service : List.of("fails", "stage-fails")) {
				assertThatExceptionOfType(PigatoRemoteException.class)
					.isThrownBy(() -> exposing.client().call(service, "secret", String.class))
					.satisfies((error) -> assertThat(error.remoteMessage()).isEqualTo("a secret"));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"text\"", "{}", "[1]" })
	void payloadThatDoesNotFitIsTheClientsMistake(String json) {
		assertThatError("increment", RawJson.of(json)).satisfies((error) -> {
			assertThat(error.code()).isEqualTo("W_BAD_REQUEST");
			assertThat(error.remoteMessage()).isEqualTo("The data of the request does not fit the service");
		});
		assertThat(call("increment", 1, Integer.class)).isEqualTo(2);
	}

	@Test
	void optionalPayloadMayBeNull() {
		assertThat(call("optional", null, String.class)).isEqualTo("Optional.empty");
		assertThat(call("optional", "x", String.class)).isEqualTo("Optional[x]");
	}

	private static RequestSpec request(String service) {
		return context.client().request(service).timeout(Duration.ofSeconds(20));
	}

	private static <T> @Nullable T call(String service, @Nullable Object data, Class<T> type) {
		return request(service).data(data).call(type);
	}

	private static ThrowableAssertAlternative<PigatoRemoteException> assertThatError(String service, Object data) {
		return assertThatExceptionOfType(PigatoRemoteException.class)
			.isThrownBy(() -> call(service, data, String.class));
	}

	record Item(String name, int number) {

	}

	static class Workers {

		@PigatoWorker("text")
		String text(String text) {
			return text + "!";
		}

		@PigatoWorker("records")
		List<Item> records(List<Item> items) {
			return List.of(items.get(1), items.get(0));
		}

		@PigatoWorker("maps")
		long maps(Map<String, List<Long>> numbers) {
			long sum = 0;
			for (List<Long> values : numbers.values()) {
				for (Long value : values) {
					sum += value;
				}
			}
			return sum;
		}

		@PigatoWorker("raw")
		RawJson raw(RawJson json) {
			return json;
		}

		@PigatoWorker("bytes")
		byte[] bytes(byte[] json) {
			return json;
		}

		@PigatoWorker("nullable")
		String nullable(@Nullable String text) {
			return "got " + text;
		}

		@PigatoWorker("null")
		@Nullable String nothingFor(String text) {
			return null;
		}

		@PigatoWorker("nothing")
		String nothing() {
			return "nothing";
		}

		@PigatoWorker("request")
		String request(PigatoRequest request, String text) {
			return request.service() + " " + text + " " + (request.timeLeft() != null);
		}

		@PigatoWorker("void")
		void nothing(String text) {
		}

		@PigatoWorker("manual")
		void manual(PigatoReply reply, int to) {
			reply.end(write(reply, to));
		}

		@PigatoWorker("partial-and-value")
		int partialAndValue(int to, PigatoReply reply) {
			return write(reply, to);
		}

		private static int write(PigatoReply reply, int to) {
			int sum = 0;
			for (int i = 1; i <= to; i++) {
				reply.write(i);
				sum += i;
			}
			return sum;
		}

		@PigatoWorker("later")
		void later(String text, PigatoReply reply) {
			new Thread(() -> reply.end("later " + text)).start();
		}

		@PigatoWorker("stage")
		CompletionStage<String> stage(String text) {
			return CompletableFuture.supplyAsync(() -> "stage " + text);
		}

		@PigatoWorker("stage-fails")
		CompletableFuture<Object> stageFails(String how) {
			return CompletableFuture.supplyAsync(() -> how.equals("not json") ? new Object() {

				@SuppressWarnings("unused") // read as JSON
				public String getName() {
					throw new IllegalStateException();
				}
			} : fails(how));
		}

		@PigatoWorker("null-stage")
		@Nullable CompletionStage<String> nullStage() {
			return null;
		}

		@PigatoWorker("fails")
		String fails(String how) {
			if (how.equals("expected")) {
				throw new WorkerException("EXPECTED", "as it should");
			}
			throw new IllegalStateException("a " + how);
		}

		@PigatoWorker("increment")
		int increment(int number) {
			return number + 1;
		}

		@PigatoWorker("optional")
		String optional(Optional<String> text) {
			return text.toString();
		}

	}

	abstract static class AbstractWorker<T> {

		@PigatoWorker("generic")
		String generic(T value) {
			return describe(value);
		}

		abstract String describe(T value);

	}

	static class GenericWorker extends AbstractWorker<Item> {

		@Override
		String describe(Item value) {
			return "Item " + value.name();
		}

	}

}
