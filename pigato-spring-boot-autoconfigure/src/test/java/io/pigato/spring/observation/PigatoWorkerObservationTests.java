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

package io.pigato.spring.observation;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.ObservationContextAssert;
import io.micrometer.observation.transport.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.pigato.client.PigatoRemoteException;
import io.pigato.client.PigatoTimeoutException;
import io.pigato.client.RequestSpec;
import io.pigato.spring.WorkerEndpoint;
import io.pigato.spring.handler.FailureAwareReply;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.WorkerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for the observations of workers.
 */
@Timeout(180)
class PigatoWorkerObservationTests {

	private final ObservedPeers peers = new ObservedPeers(null, new DefaultPigatoClientObservationConvention());

	@AfterEach
	void close() {
		this.peers.close();
	}

	/**
	 * Send a request by a client whose observations don't matter here.
	 */
	private CompletableFuture<Object> send(String service) {
		return this.peers.client()
			.request(service)
			.data("hello")
			.callAsync(Object.class)
			.whenComplete((result, error) -> {
				this.peers.clientEvents.nextStopped();
			});
	}

	private Object call(String service) throws Exception {
		return send(service).get(60, TimeUnit.SECONDS);
	}

	private void callInVain(String service) {
		assertThat(send(service)).failsWithin(Duration.ofSeconds(60));
	}

	private ObservationContextAssert<?> nextStopped() {
		return this.peers.workerEvents.nextStopped();
	}

	private static ObservationContextAssert<?> has(ObservationContextAssert<?> observation, String service,
			RequestOutcome outcome, String errorCode) {
		observation.hasNameEqualTo("pigato.worker")
			.hasLowCardinalityKeyValue("rpc.system", "pigato")
			.hasLowCardinalityKeyValue("rpc.service", service)
			.hasLowCardinalityKeyValue("outcome", outcome.name())
			.hasLowCardinalityKeyValue("error.code", errorCode)
			.hasOnlyKeys("rpc.system", "rpc.service", "outcome", "error.code", "pigato.service", "pigato.request.id",
					"pigato.client.id", "pigato.worker.id", "pigato.partial.replies");
		return observation;
	}

	@Test
	void observationIsTheCurrentOneOfTheHandlerAndStopsWithIt() throws Exception {
		CompletableFuture<Observation> current = new CompletableFuture<>();
		this.peers.observedWorker("echo", (request, reply) -> {
			current.complete(this.peers.registry.getCurrentObservation());
			reply.end(request.json());
		});
		assertThat(call("echo")).isEqualTo("hello");
		has(nextStopped(), "echo", RequestOutcome.SUCCESS, "NONE").hasContextualNameEqualTo("echo")
			.hasHighCardinalityKeyValue("pigato.service", "echo")
			.hasHighCardinalityKeyValue("pigato.worker.id", "the-worker")
			.hasHighCardinalityKeyValueWithKey("pigato.request.id")
			.hasHighCardinalityKeyValueWithKey("pigato.client.id")
			.hasHighCardinalityKeyValue("pigato.partial.replies", "0")
			.doesNotHaveError()
			.satisfies((context) -> {
				assertThat(current.join().getContextView()).isSameAs(context);
				assertThat(((PigatoWorkerObservationContext) context).getKind()).isEqualTo(Kind.SERVER);
			});
	}

	@Test
	void serviceIsTheOneThatTheWorkerOffers() throws Exception {
		this.peers.observedWorker("orders.*", (request, reply) -> reply.end());
		call("orders.123");
		has(nextStopped(), "orders.*", RequestOutcome.SUCCESS, "NONE").hasContextualNameEqualTo("orders.*")
			.hasHighCardinalityKeyValue("pigato.service", "orders.123");
	}

	@Test
	void partialRepliesAreCountedWithinTheScope() throws Exception {
		this.peers.observedWorker("count", (request, reply) -> {
			reply.write(1);
			reply.write(2);
			assertThat(this.peers.registry.getCurrentObservation()).isNotNull();
			reply.end(3);
		});
		assertThat(call("count")).isEqualTo(3);
		has(nextStopped(), "count", RequestOutcome.SUCCESS, "NONE").hasHighCardinalityKeyValue("pigato.partial.replies",
				"2");
	}

	@Test
	void observationIsOpenUntilTheReplyEndsOnAnotherThread() throws Exception {
		CompletableFuture<PigatoReply> later = new CompletableFuture<>();
		this.peers.observedWorker("later", (request, reply) -> later.complete(reply));
		CompletableFuture<Object> result = send("later");
		this.peers.workerEvents.awaitScopeClosed();
		later.get(60, TimeUnit.SECONDS).write("partial");
		this.peers.workerEvents.nothingStopped();
		later.join().end("done");
		has(nextStopped(), "later", RequestOutcome.SUCCESS, "NONE").hasHighCardinalityKeyValue("pigato.partial.replies",
				"1");
		assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo("done");
	}

	@Test
	void observationIsOpenUntilTheHandlerReturns() throws Exception {
		CountDownLatch answered = new CountDownLatch(1);
		this.peers.observedWorker("early", (request, reply) -> {
			reply.end("done");
			assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
		});
		assertThat(call("early")).isEqualTo("done");
		this.peers.workerEvents.nothingStopped();
		answered.countDown();
		has(nextStopped(), "early", RequestOutcome.SUCCESS, "NONE");
	}

	@Test
	void exceptionOfTheHandlerIsAnError() {
		this.peers.observedWorker("fail", (request, reply) -> {
			throw new IllegalStateException("no");
		});
		callInVain("fail");
		has(nextStopped(), "fail", RequestOutcome.ERROR, "W_ERROR").assertThatError()
			.isInstanceOf(IllegalStateException.class)
			.hasMessage("no");
	}

	@ParameterizedTest
	@CsvSource({ "SOLD_OUT, SOLD_OUT", "ORDER-4711, OTHER" })
	void onlyCodesThatAreKnownAreKeptApart(String code, String expected) {
		this.peers.observedWorker("throw", (request, reply) -> {
			throw new WorkerException(code, "no");
		});
		this.peers.observedWorker("code", (request, reply) -> reply.error(code, "no"));
		this.peers.observedWorker("data", (request, reply) -> reply.error(Map.of("code", code, "message", "no")));
		callInVain("throw");
		has(nextStopped(), "throw", RequestOutcome.ERROR, expected).assertThatError()
			.isInstanceOf(WorkerException.class);
		callInVain("code");
		has(nextStopped(), "code", RequestOutcome.ERROR, expected).assertThatError().hasMessage(code + ": no");
		callInVain("data");
		has(nextStopped(), "data", RequestOutcome.ERROR, expected).assertThatError().hasMessage(code + ": no");
	}

	@Test
	void errorWithoutACodeIsAnErrorAllTheSame() {
		this.peers.observedWorker("data", (request, reply) -> reply.error("no"));
		callInVain("data");
		has(nextStopped(), "data", RequestOutcome.ERROR, "OTHER").assertThatError().hasMessage("no");
	}

	@Test
	void errorReplyOfAFailureHasTheFailureForItsError() {
		IllegalStateException failure = new IllegalStateException("internal");
		this.peers.observedWorker("mapped", (request, reply) -> {
			((FailureAwareReply) reply).failed(failure);
			reply.error("W_INVALID", "Please mend your request");
		});
		callInVain("mapped");
		has(nextStopped(), "mapped", RequestOutcome.ERROR, "W_INVALID").hasError(failure);
	}

	@Test
	void rejectBecauseOfAFailureIsNoError() throws Exception {
		this.peers.observedWorker("choosy", (request, reply) -> {
			((FailureAwareReply) reply).failed(new IllegalStateException("not me"));
			reply.reject("not me");
		});
		CompletableFuture<Object> result = send("choosy");
		has(nextStopped(), "choosy", RequestOutcome.REJECTED, "NONE").doesNotHaveError();
		this.peers.worker("choosy", (request, reply) -> reply.end("me"));
		assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo("me");
	}

	@Test
	void valueThatCantBeWrittenDoesNotEndTheObservation() throws Exception {
		this.peers.observedWorker("picky", (request, reply) -> {
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> reply.end(new Unwritable()));
			reply.end("written");
		});
		assertThat(call("picky")).isEqualTo("written");
		has(nextStopped(), "picky", RequestOutcome.SUCCESS, "NONE").doesNotHaveError();
	}

	@Test
	void secondEndChangesNothing() throws Exception {
		this.peers.observedWorker("twice", (request, reply) -> {
			reply.end("first");
			assertThatIllegalStateException().isThrownBy(() -> reply.error("E", "second"));
		});
		assertThat(call("twice")).isEqualTo("first");
		has(nextStopped(), "twice", RequestOutcome.SUCCESS, "NONE").doesNotHaveError();
	}

	@Test
	void rejectIsNoError() throws Exception {
		this.peers.observedWorker("choosy", (request, reply) -> reply.reject("not me"));
		CompletableFuture<Object> result = send("choosy");
		has(nextStopped(), "choosy", RequestOutcome.REJECTED, "NONE").doesNotHaveError();
		this.peers.worker("choosy", (request, reply) -> reply.end("me"));
		assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo("me");
	}

	@Test
	void requestThatItsClientGaveUpIsCancelled() throws Exception {
		CompletableFuture<PigatoReply> never = new CompletableFuture<>();
		this.peers.observedWorker("never", (request, reply) -> never.complete(reply));
		CompletableFuture<Object> result = this.peers.client().callAsync("never", null, Object.class);
		PigatoReply reply = never.get(60, TimeUnit.SECONDS);
		result.cancel(true);
		has(nextStopped(), "never", RequestOutcome.CANCELLED, "NONE").doesNotHaveError();
		assertThat(reply.end("late")).isFalse();
		this.peers.clientEvents.nextStopped();
	}

	@Test
	void handlerThatGoesOnAfterItsClientGaveUpHasNotFailed() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		this.peers.observedWorker("endless", (request, reply) -> {
			CountDownLatch inactive = new CountDownLatch(1);
			reply.onInactive(inactive::countDown);
			started.countDown();
			assertThat(inactive.await(60, TimeUnit.SECONDS)).isTrue();
			assertThat(reply.write("late")).isFalse();
			reply.end();
		});
		CompletableFuture<Object> result = this.peers.client().callAsync("endless", null, Object.class);
		assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
		result.cancel(true);
		has(nextStopped(), "endless", RequestOutcome.CANCELLED, "NONE").doesNotHaveError()
			.hasHighCardinalityKeyValue("pigato.partial.replies", "0");
		this.peers.clientEvents.nextStopped();
	}

	@Test
	void requestWhoseTimeIsOverIsCancelled() {
		CountDownLatch handled = new CountDownLatch(1);
		this.peers.observedWorker("slow", (request, reply) -> handled.countDown());
		// long enough to reach the worker, on whatever machine
		for (Duration deadline = Duration.ofMillis(200); handled.getCount() > 0; deadline = deadline.multipliedBy(2)) {
			RequestSpec request = this.peers.client().request("slow").deadline(deadline);
			assertThatExceptionOfType(PigatoTimeoutException.class).isThrownBy(() -> request.call(Object.class));
			this.peers.clientEvents.stopped();
		}
		has(nextStopped(), "slow", RequestOutcome.CANCELLED, "NONE").doesNotHaveError();
	}

	@ParameterizedTest
	@EnumSource
	void requestOfAHandlerIsAChild(Way way) throws Exception {
		this.peers.worker("inner", (request, reply) -> reply.end());
		CompletableFuture<Observation> outer = new CompletableFuture<>();
		this.peers.observedWorker("outer", (request, reply) -> {
			outer.complete(this.peers.registry.getCurrentObservation());
			way.send(this.peers.client().request("inner"));
			reply.end();
		});
		this.peers.client().callAsync("outer", null, Object.class).get(60, TimeUnit.SECONDS);
		this.peers.clientEvents.nextStopped()
			.hasContextualNameEqualTo("inner")
			.hasParentObservationEqualTo(outer.join());
		this.peers.clientEvents.nextStopped().hasContextualNameEqualTo("outer").doesNotHaveParentObservation();
		has(nextStopped(), "outer", RequestOutcome.SUCCESS, "NONE");
	}

	@Test
	void everythingElseGoesToTheReply() throws Exception {
		this.peers.observedWorker("all", (request, reply) -> {
			reply.heartbeat();
			reply.option("a", 1).cache(Duration.ZERO);
			assertThat(reply.isActive()).isTrue();
			assertThat(reply.isEnded()).isFalse();
			reply.end();
			assertThat(reply.isActive()).isFalse();
			assertThat(reply.isEnded()).isTrue();
		});
		call("all");
		has(nextStopped(), "all", RequestOutcome.SUCCESS, "NONE").doesNotHaveError();
	}

	@Test
	void applicationMayChooseItsOwnNamesAndKeys() throws Exception {
		this.peers.observedWorker("echo", (request, reply) -> reply.end(),
				new DefaultPigatoWorkerObservationConvention() {

					@Override
					public String getName() {
						return "custom";
					}

					@Override
					public KeyValues getLowCardinalityKeyValues(PigatoWorkerObservationContext context) {
						return KeyValues.of("source", context.getEndpoint().source());
					}

				});
		call("echo");
		nextStopped().hasNameEqualTo("custom").hasLowCardinalityKeyValue("source", "test");
	}

	@Test
	void nothingIsCreatedWithoutARegistryThatObserves() throws Exception {
		CompletableFuture<PigatoReply> given = new CompletableFuture<>();
		RequestHandler handler = (request, reply) -> given.complete(reply);
		RequestHandler decorated = new PigatoWorkerObservationDecorator(ObservationRegistry.NOOP, null,
				new DefaultPigatoWorkerObservationConvention(Set.of()))
			.decorate(handler, new WorkerEndpoint("id", "echo", handler, null, true, "test"));
		CompletableFuture<PigatoReply> undecorated = new CompletableFuture<>();
		this.peers.worker("echo", (request, reply) -> {
			undecorated.complete(reply);
			decorated.handle(request, reply);
			reply.end();
		});
		call("echo");
		assertThat(given.join()).isSameAs(undecorated.join());
	}

	@Test
	void requestsThatAPredicateExcludesAreNotObserved() throws Exception {
		this.peers.registry.observationConfig().observationPredicate((name, context) -> !name.equals("pigato.worker"));
		CompletableFuture<Observation> current = new CompletableFuture<>();
		this.peers.observedWorker("echo", (request, reply) -> {
			current.complete(this.peers.registry.getCurrentObservation());
			reply.end();
		});
		call("echo");
		assertThat(current.join()).isNull();
	}

	@Test
	void exceptionGoesOnToTheWorker() {
		this.peers.observedWorker("fail", (request, reply) -> {
			throw new WorkerException("SOLD_OUT", "nothing left");
		});
		assertThatExceptionOfType(PigatoRemoteException.class)
			.isThrownBy(() -> this.peers.client().call("fail", null, Object.class))
			.satisfies((error) -> assertThat(error.code()).isEqualTo("SOLD_OUT"));
		this.peers.clientEvents.stopped();
		nextStopped().hasError();
	}

	private static final class Unwritable {

		@SuppressWarnings("unused")
		public Unwritable getSelf() {
			return this;
		}

	}

}
