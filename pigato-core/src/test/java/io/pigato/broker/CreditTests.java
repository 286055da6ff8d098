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

package io.pigato.broker;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToClient;
import io.pigato.protocol.ToWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BrokerEngine}: credit for partial replies.
 */
class CreditTests {

	private static final long MAX_READER_PAUSE = BrokerLimits.defaults().maxReaderPause().toMillis();

	private static final String CREDIT = "{\"timeout\":1000,\"credit\":2,\"creditBytes\":100}";

	private final BrokerHarness broker = new BrokerHarness();

	private final BrokerHarness.Client client = this.broker.client("c").hello();

	@Test
	void announcesCreditToClientsAndWorkers() {
		Bytes peer = Bytes.of("p");
		this.broker.receive(peer, new ToBroker.ClientHello(Capabilities.of(1000).encode()));
		assertThat(this.broker.take(peer)).singleElement()
			.isInstanceOfSatisfying(ToClient.Hello.class,
					(hello) -> assertThat(Capabilities.decode(hello.capabilities()).has(Capabilities.CREDIT)).isTrue());
		Bytes worker = Bytes.of("w");
		this.broker.receive(worker, new ToBroker.Ready("echo", Capabilities.of(1000).encode()));
		assertThat(this.broker.take(worker)).singleElement()
			.isInstanceOfSatisfying(ToWorker.ReadyAccepted.class,
					(answer) -> assertThat(Capabilities.decode(answer.capabilities()).has(Capabilities.CREDIT))
						.isTrue());
	}

	@Test
	void grantsGoToTheWorkerThatHasTheRequest() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		BrokerHarness.Worker other = this.broker.newWorker("other", "o");
		this.client.request("echo", "r", CREDIT);
		worker.request();
		other.grants();
		this.client.grant("r", 1, 50).grant("r", 2, 60);
		assertThat(worker.grants()).containsExactly("c r 1 50", "c r 2 60");
		assertThat(other.grants()).isEmpty();
	}

	@Test
	void grantsForWhatIsNotInFlightGoNowhere() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		this.client.grant("never", 1, 1);
		this.client.request("echo", "r", CREDIT);
		worker.reply(worker.request(), "1");
		this.client.request("nobody", "queued", CREDIT);
		this.broker.client("d").hello().grant("r", 1, 1);
		this.broker.client("stranger").grant("r", 1, 1);
		this.client.grant("r", 1, 1).grant("queued", 1, 1);
		assertThat(worker.grants()).isEmpty();
	}

	@Test
	void grantsForARequestWithoutALimitGoNowhere() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		this.client.request("echo", "r", "{\"credit\":5}");
		worker.request();
		this.client.grant("r", 1, 1);
		assertThat(worker.grants()).isEmpty();
	}

	@Test
	void workerThatDoesNotUnderstandItIsTakenAsItIs() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.client.request("echo", "r", CREDIT);
		ToWorker.Request request = worker.request();
		for (int i = 0; i < 5; i++) {
			worker.partial(request, "" + i);
		}
		this.client.grant("r", 5, 50);
		assertThat(this.broker.take(worker.id)).isEmpty();
		worker.reply(request, "5");
		assertThat(this.client.replies()).hasSize(6).last().isEqualTo("r 3 0 5");
	}

	@Test
	void grantsMergeWhileTheWorkersConnectionIsFull() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		this.client.request("echo", "r", CREDIT).request("echo", "s", CREDIT).request("echo", "t", CREDIT);
		worker.requests();
		this.broker.full.add(worker.id);
		this.client.grant("r", 1, 10).grant("s", 2, Integer.MAX_VALUE).grant("t", 9, 9).grant("r", 3, 30);
		this.client.grant("s", Integer.MAX_VALUE, Integer.MAX_VALUE).cancel("t");
		assertThat(worker.grants()).isEmpty();
		this.broker.full.clear();
		this.broker.engine.onWritable(worker.id);
		assertThat(worker.grants()).containsExactly("c r 4 40", "c s " + Integer.MAX_VALUE + " " + Integer.MAX_VALUE);
		this.broker.engine.onWritable(worker.id);
		assertThat(worker.grants()).isEmpty();
	}

	@Test
	void grantsThatMeetAFullConnectionAgainAreKept() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		this.client.request("echo", "r", CREDIT);
		worker.request();
		this.broker.full.add(worker.id);
		this.client.grant("r", 1, 10);
		this.broker.engine.onWritable(worker.id);
		assertThat(worker.grants()).isEmpty();
		this.broker.full.clear();
		this.broker.engine.onWritable(worker.id);
		assertThat(worker.grants()).containsExactly("c r 1 10");
	}

	@Test
	void slowReaderDoesNotLoseItsRequest() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		this.client.request("echo", "r", CREDIT);
		ToWorker.Request request = worker.request();
		this.broker.passMillis(900);
		worker.partial(request, "1");
		this.broker.passMillis(900);
		worker.partial(request, "2");
		passAlive(worker, 20_500);
		assertThat(this.client.replies()).hasSize(2);
		this.client.grant("r", 1, 10);
		this.broker.passMillis(999);
		assertThat(this.client.replies()).isEmpty();
		this.broker.passMillis(1);
		assertThat(this.client.replies()).containsExactly("r 3 -1 \"B_TIMEOUT\"");
	}

	@Test
	void creditOfBytesCountsToo() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		this.client.request("echo", "r", "{\"timeout\":1000,\"credit\":1000,\"creditBytes\":10}");
		ToWorker.Request request = worker.request();
		worker.partial(request, "\"" + "x".repeat(20) + "\"");
		passAlive(worker, 5000);
		worker.reply(request, "1");
		assertThat(this.client.replies()).hasSize(2).last().isEqualTo("r 3 0 1");
	}

	@Test
	void deadlineBoundsTheWholeHoweverSlowTheReaderIs() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		this.client.request("echo", "r", "{\"timeout\":1000,\"deadline\":4500,\"credit\":1,\"creditBytes\":100}");
		worker.partial(worker.request(), "1");
		passAlive(worker, 4499);
		assertThat(this.client.replies()).hasSize(1);
		this.broker.passMillis(1);
		assertThat(this.client.replies()).containsExactly("r 3 -1 \"B_TIMEOUT\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1000", "-1" })
	void readerThatPausesForTooLongLosesItsRequest(String timeout) {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		this.client.request("echo", "r", "{\"timeout\":%s,\"credit\":1,\"creditBytes\":100}".formatted(timeout));
		worker.partial(worker.request(), "1");
		passAlive(worker, MAX_READER_PAUSE - 1);
		assertThat(this.client.replies()).hasSize(1);
		assertThat(this.broker.take(worker.id)).doesNotHaveAnyElementsOfTypes(ToWorker.CancelRequest.class);
		this.broker.passMillis(1);
		assertThat(this.client.replies()).containsExactly("r 3 -1 \"B_TIMEOUT\"");
		assertThat(this.broker.take(worker.id)).contains(new ToWorker.CancelRequest(this.client.id, Bytes.of("r")));
	}

	@Test
	void readerThatTakesSomethingNowAndThenMayTakeAnyTime() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		this.client.request("echo", "r", "{\"timeout\":-1,\"credit\":1,\"creditBytes\":100}");
		ToWorker.Request request = worker.request();
		for (int i = 0; i < 4; i++) {
			worker.partial(request, "1");
			passAlive(worker, MAX_READER_PAUSE - 1);
			this.client.grant("r", 1, 100);
		}
		worker.reply(request, "2");
		assertThat(this.client.replies()).hasSize(5).last().isEqualTo("r 3 0 2");
	}

	@Test
	void pauseMayBeAsGoodAsUnlimited() {
		BrokerHarness patient = BrokerHarness
			.withLimits((limits) -> limits.maxReaderPause(Duration.ofSeconds(Long.MAX_VALUE)));
		BrokerHarness.Client reader = patient.client("c").hello();
		BrokerHarness.Worker worker = patient.newWorker("echo", "w");
		reader.request("echo", "r", CREDIT);
		ToWorker.Request request = worker.request();
		worker.partial(request, "1").partial(request, "2");
		patient.passMillis(1000);
		assertThat(reader.replies()).hasSize(2);
	}

	@Test
	void workerMayTakeAnyTimeIfItsRequestHasNoTimeout() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		this.client.request("echo", "r", "{\"timeout\":-1,\"credit\":1,\"creditBytes\":100}");
		ToWorker.Request request = worker.request();
		passAlive(worker, 2 * MAX_READER_PAUSE);
		worker.reply(request, "1");
		assertThat(this.client.replies()).containsExactly("r 3 0 1");
	}

	@Test
	void longerTimeoutCountsInPlaceOfTheReadersPause() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		this.client.request("echo", "r", "{\"timeout\":400000,\"credit\":1,\"creditBytes\":100}");
		worker.partial(worker.request(), "1");
		passAlive(worker, 399_999);
		assertThat(this.client.replies()).hasSize(1);
		this.broker.passMillis(1);
		assertThat(this.client.replies()).containsExactly("r 3 -1 \"B_TIMEOUT\"");
	}

	@Test
	void deadClientIsNoticedHoweverMuchItOwes() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		this.client.request("echo", "r", CREDIT);
		ToWorker.Request request = worker.request();
		worker.partial(request, "1").partial(request, "2");
		for (int i = 0; i < 8; i++) {
			this.broker.passMillis(1000);
			worker.beat();
		}
		assertThat(this.broker.events).contains("client left c");
		assertThat(this.broker.take(worker.id)).contains(new ToWorker.CancelRequest(this.client.id, Bytes.of("r")));
		assertThat(this.broker.counters.inFlight.get()).isZero();
	}

	@Test
	void clientThatAnnouncedNothingTimesOutAsEver() {
		BrokerHarness.Client old = this.broker.client("old");
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		old.request("echo", "r", CREDIT);
		ToWorker.Request request = worker.request();
		worker.partial(request, "1").partial(request, "2");
		this.broker.passMillis(1000);
		assertThat(this.broker.take(worker.id)).contains(new ToWorker.CancelRequest(old.id, Bytes.of("r")));
	}

	@Test
	void clientThatIsForgottenIsDisconnectedSoThatItAnnouncesItselfAgain() {
		this.broker.passMillis(7500);
		assertThat(this.broker.events).contains("client left c");
		assertThat(this.broker.dropped).containsExactly(this.client.id);
	}

	@Test
	void grantsOfAClientThatAnnouncedNothingArePassedOn() {
		BrokerHarness.Client unknown = this.broker.client("u");
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		unknown.request("echo", "r", CREDIT);
		worker.request();
		unknown.grant("r", 1, 10);
		assertThat(worker.grants()).containsExactly("u r 1 10");
	}

	@Test
	void requestThatRunsAgainHasItsCreditAgain() {
		BrokerHarness.Worker first = this.broker.newWorker("echo", "w1");
		this.client.request("echo", "r", "{\"retry\":1,\"credit\":2,\"creditBytes\":100}");
		first.request();
		BrokerHarness.Worker second = this.broker.newWorker("echo", "w2");
		first.leave();
		assertThat(second.request().payload().options())
			.isEqualTo(BrokerHarness.utf8("{\"retry\":1,\"credit\":2,\"creditBytes\":100}"));
		this.client.grant("r", 1, 10);
		assertThat(second.grants()).containsExactly("c r 1 10");
		assertThat(first.grants()).isEmpty();
	}

	/** Let time pass while client and worker beat. */
	private void passAlive(BrokerHarness.Worker worker, long millis) {
		for (long left = millis; left > 0; left -= 1000) {
			this.broker.passMillis(Math.min(left, 1000));
			worker.beat();
			this.broker.receive(this.client.id, new ToBroker.ClientHeartbeat());
		}
	}

}
