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

package io.pigato.spring.boot.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;

import io.pigato.client.PigatoClient;
import io.pigato.client.PigatoRemoteException;
import io.pigato.spring.PigatoWorker;
import io.pigato.spring.boot.test.autoconfigure.AutoConfigureTestPigatoTransport;
import io.pigato.spring.boot.test.example.ExampleApplication;
import io.pigato.spring.boot.test.example.Order;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PigatoRecorder} and its assertions.
 */
@SpringBootTest(classes = { ExampleApplication.class, PigatoRecorderTests.MoreWorkers.class })
@AutoConfigureTestPigatoTransport
class PigatoRecorderTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Autowired
	private PigatoClient client;

	@Autowired
	private PigatoRecorder recorder;

	@Test
	void recordsTheRequestAndItsResult() {
		this.client.request("greet").data("Ann").option("tenant", "t1").call(String.class);
		assertThat(this.recorder).hasRequest("greet")
			.hasRequest("greet", "Ann")
			.hasNoRequest("double")
			.hasRequestCount(1)
			.hasRequestCount("greet", 1)
			.request("greet")
			.hasData("Ann")
			.hasOption("tenant", "t1")
			.doesNotHaveOption("other")
			.hasReplied()
			.hasReplied("Hello Ann")
			.hasPartials();
		assertThat(this.recorder.requests().get(0).handler()).endsWith("GreetingWorkers.greet(String)");
	}

	@Test
	void recordsPartialReplies() {
		assertThat(this.client.request("count").data(3).stream(Integer.class)).containsExactly(1, 2, 3);
		assertThat(this.recorder).request("count").hasPartials(1, 2).hasReplied(3);
	}

	@Test
	void recordsErrorsWithTheirCode() {
		assertThatExceptionOfType(PigatoRemoteException.class)
			.isThrownBy(() -> this.client.call("greet", "", String.class));
		assertThat(this.recorder).request("greet").hasFailed().hasFailed("NO_NAME");
		assertThat(this.recorder).request("greet").reply().extractingPath("$.message").isEqualTo("Whom?");
		assertThatExceptionOfType(PigatoRemoteException.class)
			.isThrownBy(() -> this.client.call("error", Map.of("code", "E1"), String.class));
		assertThat(this.recorder).request("error").hasFailed("E1");
		assertThatExceptionOfType(PigatoRemoteException.class)
			.isThrownBy(() -> this.client.call("error", "text", String.class));
		assertThat(this.recorder).requests("error").last().extracting(RecordedRequest::errorCode).isNull();
	}

	@Test
	void recordsExceptionsThatNobodyExpected() {
		assertThatExceptionOfType(PigatoRemoteException.class)
			.isThrownBy(() -> this.client.call("broken", null, String.class));
		assertThat(this.recorder).request("broken").hasFailed("W_ERROR");
	}

	@Test
	void recordsRequestsThatNobodyWaitsForAnyMore(@Autowired MoreWorkers workers) throws Exception {
		CompletableFuture<String> reply = this.client.callAsync("wait", null, String.class);
		assertThat(workers.entered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(this.recorder).request("wait").hasOutcome(RecordedOutcome.PENDING);
		reply.cancel(true);
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.recorder).request("wait").hasOutcome(RecordedOutcome.ABANDONED));
		workers.leave.countDown();
	}

	@Test
	void dataIsReadAsJsonOrAsAType() {
		this.client.call("swallow", new Order("book", 2), Object.class);
		assertThat(this.recorder).request("swallow").data().extractingPath("$.item").isEqualTo("book");
		assertThat(this.recorder).request("swallow").data().isLenientlyEqualTo("{\"count\":2}");
		assertThat(this.recorder).request("swallow").data().convertTo(Order.class).isEqualTo(new Order("book", 2));
		assertThat(this.recorder).request("swallow").dataAs(Order.class).isEqualTo(new Order("book", 2));
		assertThat(this.recorder).request("swallow").hasData(Map.of("count", 2, "item", "book"));
		assertThat(this.recorder.requests("swallow").get(0).data(Order.class)).isEqualTo(new Order("book", 2));
		assertThat(this.recorder.requests("swallow").get(0)).hasReplied(null);
	}

	@Test
	void forgetsAfterEachTestWhatWasRecordedInIt() {
		// holds only if the other tests of this class have left nothing
		assertThat(this.recorder).hasNoRequests();
		this.client.call("greet", "Ann", String.class);
		this.recorder.clear();
		assertThat(this.recorder).hasNoRequests();
	}

	@Test
	void assertionsThatFailSayWhatWasRecorded() {
		this.client.call("greet", "Ann", String.class);
		assertFails(() -> assertThat(this.recorder).hasRequest("double"), "'double'",
				"greet \"Ann\", REPLIED \"Hello Ann\" (by ");
		assertFails(() -> assertThat(this.recorder).hasRequest("greet", "Bob"), "\"Bob\"", "greet \"Ann\"");
		assertFails(() -> assertThat(this.recorder).hasNoRequest("greet"), "'greet'", "greet \"Ann\"");
		assertFails(() -> assertThat(this.recorder).hasNoRequests(), "Expected 0", "greet \"Ann\"");
		assertFails(() -> assertThat(this.recorder).hasRequestCount("greet", 2), "Expected 2", "greet \"Ann\"");
		assertFails(() -> assertThat(this.recorder).request("double"), "Expected 1", "greet \"Ann\"");
		RecordedRequest request = this.recorder.requests().get(0);
		assertFails(() -> assertThat(request).hasData("Bob"), "\"Bob\"", "\"Ann\"");
		assertFails(() -> assertThat(request).hasOption("x", 1), "'x'", "null");
		assertFails(() -> assertThat(request).doesNotHaveOption("timeout"), "'timeout'", "60000");
		assertFails(() -> assertThat(request).hasPartials(1), "[1]", "[]");
		assertFails(() -> assertThat(request).hasReplied("Hello Bob"), "\"Hello Bob\"", "\"Hello Ann\"");
		assertFails(() -> assertThat(request).hasFailed(), "FAILED", "REPLIED");
		this.recorder.clear();
		assertFails(() -> assertThat(this.recorder).hasRequest("greet"), "no requests");
	}

	private static void assertFails(Runnable assertion, String... parts) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion::run)
			.satisfies((error) -> assertThat(error.getMessage()).contains(parts));
	}

	@Test
	void requestsCanBeFilteredAndExtracted() {
		this.client.call("double", 1, Integer.class);
		this.client.call("double", 2, Integer.class);
		assertThat(this.recorder).requests("double")
			.extracting((request) -> request.data(Integer.class))
			.containsExactly(1, 2);
		assertThat(this.recorder.requests()).extracting(RecordedRequest::service)
			.isEqualTo(List.of("double", "double"));
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class MoreWorkers {

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch leave = new CountDownLatch(1);

		@PigatoWorker("swallow")
		void swallow(PigatoRequest request) {
		}

		@PigatoWorker("error")
		void error(Object error, PigatoReply reply) {
			reply.error(error);
		}

		@PigatoWorker("broken")
		void broken() {
			throw new UnsupportedOperationException("expected");
		}

		@PigatoWorker("wait")
		void await(PigatoReply reply) throws InterruptedException {
			this.entered.countDown();
			assertThat(this.leave.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			reply.end();
		}

	}

}
