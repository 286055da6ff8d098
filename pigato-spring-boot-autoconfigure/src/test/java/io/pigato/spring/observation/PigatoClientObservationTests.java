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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.ObservationContextAssert;
import io.micrometer.observation.transport.Kind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.pigato.client.Call;
import io.pigato.client.CallListener;
import io.pigato.client.GatherResult;
import io.pigato.client.PigatoClientClosedException;
import io.pigato.client.PigatoException;
import io.pigato.client.PigatoNoWorkerException;
import io.pigato.client.PigatoRejectedException;
import io.pigato.client.PigatoRemoteException;
import io.pigato.client.PigatoTimeoutException;
import io.pigato.client.RawReply;
import io.pigato.client.RequestSpec;
import io.pigato.json.PayloadException;
import io.pigato.json.TypeRef;
import io.pigato.worker.ServiceWorker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for the observations of clients, for each way to send.
 */
@Timeout(180)
class PigatoClientObservationTests {

	private final ObservedPeers peers = new ObservedPeers();

	@AfterEach
	void close() {
		this.peers.close();
	}

	private RequestSpec request(String service) {
		return this.peers.client().request(service);
	}

	private ObservationContextAssert<?> stopped() {
		return this.peers.clientEvents.stopped();
	}

	private static void has(ObservationContextAssert<?> observation, String service, RequestOutcome outcome,
			String errorCode) {
		observation.hasNameEqualTo("pigato.client")
			.hasLowCardinalityKeyValue("rpc.system", "pigato")
			.hasLowCardinalityKeyValue("rpc.service", service)
			.hasLowCardinalityKeyValue("outcome", outcome.name())
			.hasLowCardinalityKeyValue("error.code", errorCode)
			.hasOnlyKeys("rpc.system", "rpc.service", "outcome", "error.code", "pigato.service", "pigato.request.id",
					"pigato.partial.replies");
	}

	@ParameterizedTest
	@EnumSource
	void observationIsStoppedWhenTheCallerSeesTheResult(Way way) {
		this.peers.worker("echo", (request, reply) -> reply.end(request.json()));
		way.send(request("echo").data("hello"));
		ObservationContextAssert<?> observation = stopped();
		has(observation, "echo", RequestOutcome.SUCCESS, "NONE");
		observation.hasContextualNameEqualTo("echo")
			.hasHighCardinalityKeyValue("pigato.service", "echo")
			.hasHighCardinalityKeyValueWithKey("pigato.request.id")
			.hasHighCardinalityKeyValue("pigato.partial.replies", "0")
			.doesNotHaveError()
			.doesNotHaveParentObservation()
			.satisfies((context) -> {
				PigatoClientObservationContext client = (PigatoClientObservationContext) context;
				assertThat(client.getKind()).isEqualTo(Kind.CLIENT);
				assertThat(client.getRemoteServiceName()).isEqualTo("echo");
				assertThat(client.getResponse().json()).hasToString("\"hello\"");
			});
	}

	@ParameterizedTest
	@EnumSource
	void partialRepliesAreCountedInOneObservation(Way way) {
		this.peers.worker("count", (request, reply) -> {
			reply.write(1);
			reply.write(2);
			reply.write(3);
			reply.end();
		});
		way.send(request("count"));
		ObservationContextAssert<?> observation = stopped();
		has(observation, "count", RequestOutcome.SUCCESS, "NONE");
		observation.hasHighCardinalityKeyValue("pigato.partial.replies", "3");
	}

	@ParameterizedTest
	@EnumSource
	void errorOfTheWorkerIsAnError(Way way) {
		this.peers.worker("fail", (request, reply) -> {
			throw new IllegalStateException("no");
		});
		way.sendInVain(request("fail"), PigatoRemoteException.class);
		ObservationContextAssert<?> observation = stopped();
		has(observation, "fail", RequestOutcome.ERROR, "W_ERROR");
		observation.assertThatError().isInstanceOf(PigatoRemoteException.class);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null", value = { "SOLD_OUT, SOLD_OUT", "ORDER-4711, OTHER", "null, OTHER" })
	void onlyCodesThatAreKnownAreKeptApart(String code, String expected) {
		this.peers.worker("fail", (request, reply) -> reply.error((code != null) ? Map.of("code", code) : "failed"));
		Way.CALL.sendInVain(request("fail"), PigatoRemoteException.class);
		has(stopped(), "fail", RequestOutcome.ERROR, expected);
	}

	@ParameterizedTest
	@EnumSource
	void timeoutIsAnError(Way way) {
		way.sendInVain(request("nobody").timeout(Duration.ofMillis(1)), PigatoTimeoutException.class);
		ObservationContextAssert<?> observation = stopped();
		has(observation, "nobody", RequestOutcome.TIMEOUT, "TIMEOUT");
		observation.assertThatError().isInstanceOf(PigatoTimeoutException.class);
	}

	@ParameterizedTest
	@EnumSource
	void errorOfTheBrokerIsAnError(Way way) {
		way.sendInVain(request("nobody").failFast(), PigatoNoWorkerException.class);
		has(stopped(), "nobody", RequestOutcome.ERROR, "NO_WORKER");
	}

	@Test
	void requestThatItsWorkerRejectsIsRejected() {
		ServiceWorker worker = this.peers.worker("choosy", (request, reply) -> {
			if (request.options().workerId() != null) {
				reply.reject("not today");
			}
			else {
				reply.end();
			}
		});
		Way.CALL.send(request("choosy"));
		stopped();
		Way.CALL.sendInVain(request("choosy").workerId(worker.workerId()), PigatoRejectedException.class);
		has(stopped(), "choosy", RequestOutcome.REJECTED, "REJECTED");
	}

	@ParameterizedTest
	@EnumSource
	void requestThatIsRefusedIsAnError(Way way) {
		this.peers.client().stop();
		way.sendInVain(request("echo"), PigatoClientClosedException.class);
		has(stopped(), "echo", RequestOutcome.ERROR, "CLIENT_CLOSED");
	}

	@Test
	void resultThatDoesNotFitIsAnError() {
		this.peers.worker("echo", (request, reply) -> reply.end("text"));
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> request("echo").call(Integer.class));
		has(stopped(), "echo", RequestOutcome.ERROR, "UNREADABLE");
	}

	@Test
	void requestThatIsGivenUpHasNotFailed() {
		CompletableFuture<Object> future = request("nobody").callAsync(Object.class);
		this.peers.clientEvents.nothingStopped();
		future.cancel(true);
		ObservationContextAssert<?> observation = this.peers.clientEvents.nextStopped();
		has(observation, "nobody", RequestOutcome.CANCELLED, "NONE");
		observation.doesNotHaveError();
	}

	@Test
	void callThatIsCancelledHasNotFailed() {
		Call call = request("nobody").send(new CallListener<>() {

			@Override
			public void onFinal(RawReply reply) {
			}

			@Override
			public void onError(PigatoException error) {
			}

		});
		call.cancel();
		ObservationContextAssert<?> observation = this.peers.clientEvents.nextStopped();
		has(observation, "nobody", RequestOutcome.CANCELLED, "NONE");
		observation.doesNotHaveError().hasHighCardinalityKeyValue("pigato.request.id", call.requestId());
	}

	@ParameterizedTest
	@EnumSource
	void observationIsAChildOfTheCurrentOne(Way way) {
		this.peers.worker("echo", (request, reply) -> reply.end());
		Observation parent = Observation.createNotStarted("parent", this.peers.registry).start();
		try (Observation.Scope scope = parent.openScope()) {
			assertThat(scope.isNoop()).isFalse();
			way.send(request("echo"));
			assertThat(this.peers.registry.getCurrentObservation()).isSameAs(parent);
		}
		parent.stop();
		stopped().hasParentObservationEqualTo(parent);
	}

	@Test
	void allRequestsOfAScatterAreChildrenOfTheOneThatWasCurrent() {
		for (int i = 0; i < 3; i++) {
			this.peers.worker("stock", (request, reply) -> reply.end(1));
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> this.peers.client().request("$dir").data("stock").call(List.class).size() == 3);
		this.peers.registry.clear();
		this.peers.clientEvents.clear();
		Observation parent = Observation.createNotStarted("parent", this.peers.registry).start();
		parent.scoped(() -> {
			GatherResult<Integer> result = this.peers.client().scatter("stock").parallelism(1).gather(Integer.class);
			assertThat(result.values()).containsExactly(1, 1, 1);
		});
		parent.stop();
		for (String service : List.of("$dir", "stock", "stock", "stock")) {
			this.peers.clientEvents.nextStopped().hasContextualNameEqualTo(service).hasParentObservationEqualTo(parent);
		}
	}

	@Test
	void versionIsNoPartOfTheService() {
		this.peers.worker("echo@1.2.3", (request, reply) -> reply.end());
		Way.CALL.send(request("echo@^1.0.0"));
		ObservationContextAssert<?> observation = stopped();
		has(observation, "echo", RequestOutcome.SUCCESS, "NONE");
		observation.hasHighCardinalityKeyValue("pigato.service", "echo@^1.0.0");
	}

	@Test
	void servicesBeyondTheFirstOnesAreNotKeptApart() {
		this.peers.worker("order.*", (request, reply) -> reply.end());
		for (String id : List.of("1", "2", "3", "4", "1")) {
			Way.CALL.send(request("order." + id));
			ObservationContextAssert<?> observation = stopped();
			String expected = (Integer.parseInt(id) <= 2) ? "order." + id : "OTHER";
			has(observation, expected, RequestOutcome.SUCCESS, "NONE");
			observation.hasContextualNameEqualTo(expected).hasHighCardinalityKeyValue("pigato.service", "order." + id);
		}
	}

	@Test
	void numberOfServicesMustNotBeNegative() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new DefaultPigatoClientObservationConvention(-1, Set.of()))
			.withMessageContaining("maxServices");
	}

	@Test
	void whatIsPropagatedBecomesOptionsExceptWhatHasAMeaningInTheProtocol() {
		this.peers.worker("options", (request, reply) -> reply.end(request.options().asMap()));
		this.peers.registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof PigatoClientObservationContext;
			}

			@Override
			public void onStart(Observation.Context context) {
				PigatoClientObservationContext client = (PigatoClientObservationContext) context;
				client.getSetter().set(client.getCarrier(), "traceparent", "00-1-2-01");
				client.getSetter().set(client.getCarrier(), "workerId", "baggage");
			}

		});
		assertThat(request("options").call(new TypeRef<Map<String, Object>>() {
		})).containsEntry("traceparent", "00-1-2-01").containsOnlyKeys("timeout", "retry", "traceparent");
		stopped();
	}

	@Test
	void applicationMayChooseItsOwnNamesAndKeys() {
		PigatoClientObservationConvention custom = new DefaultPigatoClientObservationConvention() {

			@Override
			public String getName() {
				return "custom";
			}

			@Override
			public KeyValues getLowCardinalityKeyValues(PigatoClientObservationContext context) {
				return KeyValues.of("tenant", context.getRequest().options().get("tenant").toString());
			}

		};
		try (ObservedPeers peers = new ObservedPeers(custom, new DefaultPigatoClientObservationConvention())) {
			peers.worker("echo", (request, reply) -> reply.end());
			Way.CALL.send(peers.client().request("echo").option("tenant", "t-1"));
			peers.clientEvents.stopped().hasNameEqualTo("custom").hasLowCardinalityKeyValue("tenant", "t-1");
		}
	}

	@Test
	void nothingIsCreatedWithoutARegistryThatObserves() {
		PigatoClientObservationInterceptor interceptor = new PigatoClientObservationInterceptor(
				ObservationRegistry.NOOP, null, new DefaultPigatoClientObservationConvention());
		assertThat(interceptor.intercept(new UntouchableRequest())).isNull();
		assertThat(new PigatoClientObservationInterceptor(ObservationRegistry.create(), null,
				new DefaultPigatoClientObservationConvention())
			.intercept(new UntouchableRequest())).isNull();
	}

	@Test
	void requestsThatAPredicateExcludesAreNotObserved() {
		this.peers.registry.observationConfig().observationPredicate((name, context) -> !name.equals("pigato.client"));
		this.peers.worker("echo", (request, reply) -> reply.end());
		Way.CALL.send(request("echo"));
		this.peers.clientEvents.nothingStopped();
	}

}
