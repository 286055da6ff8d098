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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.client.PigatoRemoteException;
import io.pigato.client.RequestSpec;
import io.pigato.json.RawJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for handlers that are written in Kotlin.
 */
class KotlinHandlerTests {

	private static final int SECONDS = 60;

	@SuppressWarnings("NullAway.Init") // set before all tests
	private static PigatoContext context;

	@SuppressWarnings("NullAway.Init") // set before all tests
	private static KotlinWorkers workers;

	@BeforeAll
	static void start() {
		context = PigatoContext.with(KotlinWorkers.class);
		workers = context.context().getBean(KotlinWorkers.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void functionTakesAndReturnsValues() {
		assertThat(call("plain", Map.of("name", "a", "number", 1))).isEqualTo("a 1");
	}

	@Test
	void suspendFunctionRepliesWhenItReturns() {
		assertThat(call("suspend", "x")).isEqualTo("suspend x");
		assertThat(call("suspend-at-once", "x")).isEqualTo("x of null");
		assertThat(request("suspend-list", List.of(Map.of("name", "a", "number", 1), Map.of("name", "b", "number", 2)))
			.call(RawJson.class))
			.isEqualTo(RawJson.of("[{\"name\":\"b\",\"number\":2},{\"name\":\"a\",\"number\":1}]"));
	}

	@Test
	void suspendFunctionMayTakeAndReturnNull() {
		assertThat(call("suspend-null", null)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "suspend", "plain", "suspend-at-once" })
	void nullForATypeThatHasNoneIsTheClientsMistake(String service) {
		assertThat(fail(service, null).code()).isEqualTo("W_BAD_REQUEST");
	}

	@Test
	void unitIsNull() throws InterruptedException {
		assertThat(request("suspend-unit", "unit").call(RawJson.class)).isEqualTo(RawJson.of("null"));
		assertThat(workers.getEvents().poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("unit");
		assertThat(request("lambda-unit", "lambda").call(RawJson.class)).isEqualTo(RawJson.of("null"));
		assertThat(workers.getEvents().poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("lambda");
	}

	@Test
	void suspendFunctionMayEndTheReplyItself() {
		assertThat(call("suspend-reply", "x")).isEqualTo("replied x");
	}

	@ParameterizedTest
	@ValueSource(strings = { "at once", "later" })
	void suspendFunctionFailsAsOthersDo(String how) {
		PigatoRemoteException error = fail("suspend-fails", how);
		assertThat(error.code()).isEqualTo("EXPECTED");
		assertThat(error.remoteMessage()).isEqualTo("as it should " + how);
	}

	@Test
	void suspendFunctionIsCancelledWhenTheClientIsGone() throws InterruptedException {
		CompletableFuture<String> future = request("suspend-forever", "x").callAsync(String.class);
		assertThat(workers.getEvents().poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("suspended x");
		future.cancel(true);
		assertThat(workers.getEvents().poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("cancelled x");
	}

	@Test
	void deferredRepliesWhenItIsCompleted() {
		assertThat(call("deferred", "x")).isEqualTo("deferred x");
	}

	@ParameterizedTest
	@ValueSource(strings = { "flow", "suspend-flow" })
	void flowIsPartialReplies(String service) {
		try (Stream<@Nullable Integer> replies = request(service, 3).stream(Integer.class)) {
			assertThat(replies).containsExactly(1, 2, 3);
		}
	}

	@Test
	void lambdaIsAFunction() {
		assertThat(call("lambda", List.of(Map.of("name", "a", "number", 1), Map.of("name", "b", "number", 2))))
			.isEqualTo("a, b");
	}

	private static RequestSpec request(String service, @Nullable Object data) {
		return context.client().request(service).timeout(Duration.ofSeconds(SECONDS)).data(data);
	}

	private static @Nullable String call(String service, @Nullable Object data) {
		return request(service, data).call(String.class);
	}

	private static PigatoRemoteException fail(String service, @Nullable Object data) {
		return catchThrowableOfType(PigatoRemoteException.class, () -> call(service, data));
	}

}
