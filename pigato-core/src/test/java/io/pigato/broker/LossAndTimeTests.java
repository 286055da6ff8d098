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
import java.util.List;

import org.junit.jupiter.api.Test;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.ReplyStatus;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToClient;
import io.pigato.protocol.ToWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of requests when peers fall silent, leave or lie, and when time passes.
 */
class LossAndTimeTests {

	private final BrokerHarness broker = new BrokerHarness();

	private final BrokerHarness.Client client = this.broker.client("c");

	@Test
	void silentWorkerIsLostAfterItsLivenessAndTold() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.client.request("echo", "r");
		worker.requests();
		this.broker.passMillis(7499);
		assertThat(this.client.replies()).isEmpty();
		this.broker.passMillis(1);
		assertThat(this.client.replies()).containsExactly("r 3 -1 \"B_WORKER_LOST\"");
		assertThat(worker.wasDisconnected()).isTrue();
		assertThat(this.broker.events).contains("left echo w EXPIRED");
	}

	@Test
	void everyMessageOfAWorkerCountsAsAHeartbeat() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.client.request("echo", "r");
		ToWorker.Request request = worker.request();
		for (int i = 0; i < 10; i++) {
			this.broker.passMillis(7000);
			worker.partial(request, "" + i);
		}
		worker.reply(request, "10");
		assertThat(this.client.replies()).hasSize(11);
	}

	@Test
	void clientBeatsForARubyWorker() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		for (int i = 0; i < 10; i++) {
			this.broker.passMillis(7000);
			this.broker.receiveFrames(Bytes.of("beater"), "C", "4", "worker", "w");
		}
		assertThat(worker.wasDisconnected()).isFalse();
		assertThat(this.broker.counters.workers.get()).isEqualTo(1);
	}

	@Test
	void unequalHeartbeatSettingsDisconnectNobodyThatAnnouncedIts() {
		Bytes slow = Bytes.of("slow");
		this.broker.receive(slow, new ToBroker.Ready("echo", Capabilities.of(60_000).encode()));
		this.broker.passMillis(179_999);
		assertThat(this.broker.counters.workers.get()).isEqualTo(1);
		this.broker.passMillis(1);
		assertThat(this.broker.counters.workers.get()).isZero();
	}

	@Test
	void workersHearFromTheBrokerEveryInterval() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.broker.takeAll(worker.id);
		for (int i = 0; i < 4; i++) {
			this.broker.passMillis(2500);
			assertThat(this.broker.takeAll(worker.id)).contains(new ToWorker.Heartbeat());
			worker.beat();
			this.broker.takeAll(worker.id);
		}
	}

	@Test
	void clientHeartbeatIsAnswered() {
		this.broker.receiveFrames(this.client.id, "C", "4");
		assertThat(this.broker.takeAll(this.client.id)).containsExactly(new ToClient.Heartbeat());
	}

	@Test
	void helloIsAnsweredWithCapabilities() {
		this.broker.receive(this.client.id, new ToBroker.ClientHello(Capabilities.of(1000).encode()));
		assertThat(this.broker.take(this.client.id)).singleElement()
			.isInstanceOfSatisfying(ToClient.Hello.class,
					(hello) -> assertThat(Capabilities.decode(hello.capabilities()).has(Capabilities.CANCEL)).isTrue());
	}

	@Test
	void unknownWorkerIsToldToStartOver() {
		for (String[] frames : List.of(new String[] { "W", "4" }, new String[] { "W", "3", "c", "", "r", "0", "1" })) {
			this.broker.receiveFrames(Bytes.of("stranger"), frames);
			assertThat(this.broker.take(Bytes.of("stranger"))).containsExactly(new ToWorker.Disconnect());
		}
	}

	@Test
	void goodbyeOfAWorkerIsNotAnsweredSinceTheOriginalsWorkerWouldStartAgain() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.broker.take(worker.id);
		worker.leave();
		worker.leave();
		assertThat(this.broker.takeAll(worker.id)).isEmpty();
		assertThat(this.broker.counters.workers.get()).isZero();
	}

	@Test
	void readyWithoutAServiceIsDisconnected() {
		this.broker.receiveFrames(Bytes.of("w"), "W", "1", "");
		assertThat(this.broker.take(Bytes.of("w"))).containsExactly(new ToWorker.Disconnect());
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.broker.receiveFrames(worker.id, "W", "1", "other");
		assertThat(this.broker.counters.workers.get()).isEqualTo(1);
		this.broker.receiveFrames(worker.id, "W", "1", "");
		assertThat(worker.wasDisconnected()).isTrue();
		assertThat(this.broker.counters.workers.get()).isZero();
	}

	@Test
	void requestWithRetryGoesToTheNextWorkerInFrontOfTheOthers() {
		BrokerHarness.Worker first = this.broker.worker("echo", "w1", 3);
		for (int i = 0; i < 5; i++) {
			this.client.request("echo", "r" + i, "{\"retry\":1}");
		}
		assertThat(first.requestIds()).containsExactly("r0", "r1", "r2");
		this.broker.engine.onDisconnected(first.id);
		BrokerHarness.Worker second = this.broker.worker("echo", "w2");
		assertThat(second.requestIds()).containsExactly("r0", "r1", "r2", "r3", "r4");
		assertThat(this.broker.counters.requeued.get()).isEqualTo(3);
	}

	@Test
	void requestsOfALostWorkerAreSpreadOverTheOthers() {
		BrokerHarness.Worker lost = this.broker.worker("echo", "w1");
		for (int i = 0; i < 10; i++) {
			this.client.request("echo", "r" + i, "{\"retry\":1}");
		}
		BrokerHarness.Worker second = this.broker.worker("echo", "w2");
		BrokerHarness.Worker third = this.broker.worker("echo", "w3");
		this.broker.engine.onDisconnected(lost.id);
		assertThat(second.requests()).hasSize(5);
		assertThat(third.requests()).hasSize(5);
	}

	@Test
	void requestThatDeliveredAPartialDoesNotRunAgain() {
		BrokerHarness.Worker first = this.broker.worker("echo", "w1");
		this.client.request("echo", "r", "{\"retry\":1}");
		first.partial(first.request(), "1");
		BrokerHarness.Worker second = this.broker.worker("echo", "w2");
		this.broker.engine.onDisconnected(first.id);
		assertThat(second.requests()).isEmpty();
		assertThat(this.client.replies()).containsExactly("r 6 0 1", "r 3 -1 \"B_WORKER_LOST\"");
	}

	@Test
	void replyOfAWorkerThatWasTakenForLostIsNotDelivered() {
		BrokerHarness.Worker first = this.broker.worker("echo", "w1");
		this.client.request("echo", "r", "{\"retry\":1}");
		ToWorker.Request request = first.request();
		this.broker.passMillis(7500);
		BrokerHarness.Worker second = this.broker.worker("echo", "w2");
		ToWorker.Request again = second.request();
		first.reply(request, "\"old\"");
		assertThat(first.wasDisconnected()).isTrue();
		second.reply(again, "\"new\"");
		assertThat(this.client.replies()).containsExactly("r 3 0 \"new\"");
	}

	@Test
	void forgedRepliesAreDroppedAndTheirSenderDisconnected() {
		BrokerHarness.Worker honest = this.broker.worker("echo", "honest");
		this.client.request("echo", "r");
		ToWorker.Request request = honest.request();
		BrokerHarness.Worker thief = this.broker.worker("other", "thief");
		thief.reply(request, "\"stolen\"");
		assertThat(thief.wasDisconnected()).isTrue();
		ToWorker.Request forged = new ToWorker.Request(Bytes.of("someone"), "echo", request.requestId(),
				request.payload());
		BrokerHarness.Worker second = this.broker.worker("other", "thief2");
		second.reply(forged, "1");
		assertThat(second.wasDisconnected()).isTrue();
		assertThat(this.broker.counters.forgedReplies.get()).isEqualTo(2);
		honest.reply(request, "1");
		assertThat(this.client.replies()).containsExactly("r 3 0 1");
		assertThat(this.broker.take(Bytes.of("someone"))).isEmpty();
	}

	@Test
	void secondFinalReplyIsAForgery() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.client.request("echo", "r");
		ToWorker.Request request = worker.request();
		worker.reply(request, "1").reply(request, "2");
		assertThat(this.client.replies()).containsExactly("r 3 0 1");
		assertThat(this.broker.counters.workers.get()).isZero();
	}

	@Test
	void errorsAndFalsyValuesPassUnchanged() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		for (String data : List.of("0", "false", "\"\"", "null", "undefined", "")) {
			this.client.request("echo", "r");
			worker.reply(ReplyType.FINAL, worker.request(), ReplyStatus.error(), data, "{}");
			assertThat(this.client.replies()).containsExactly("r 3 -1 " + data);
		}
	}

	@Test
	void partialRestartsTheTimeoutAndTheDeadlineStands() {
		this.client.hello();
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.client.request("echo", "r", "{\"timeout\":1000,\"deadline\":2500}");
		ToWorker.Request request = worker.request();
		for (int i = 0; i < 3; i++) {
			this.broker.passMillis(800);
			worker.partial(request, "" + i);
		}
		assertThat(this.client.replies()).containsExactly("r 6 0 0", "r 6 0 1", "r 6 0 2");
		this.broker.passMillis(100);
		assertThat(this.client.replies()).containsExactly("r 3 -1 \"B_TIMEOUT\"");
	}

	@Test
	void streamThatFlowsNeverExpires() {
		this.client.hello();
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.client.request("echo", "r", "{\"timeout\":100}");
		ToWorker.Request request = worker.request();
		for (int i = 0; i < 1000; i++) {
			this.broker.passMillis(99);
			this.broker.receiveFrames(this.client.id, "C", "4");
			worker.partial(request, "" + i);
		}
		worker.reply(request, "1");
		assertThat(this.client.replies()).hasSize(1001);
	}

	@Test
	void expiredRequestIsCancelledAtAWorkerThatUnderstands() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		this.client.request("echo", "r", "{\"timeout\":100}");
		worker.requests();
		this.broker.passMillis(100);
		assertThat(this.broker.take(worker.id))
			.containsExactly(new ToWorker.CancelRequest(this.client.id, Bytes.of("r")));
		assertThat(this.broker.counters.inFlight.get()).isZero();
	}

	@Test
	void zeroTimeoutMeansTheDefaultAndMinusOneNone() {
		this.client.request("echo", "r0", "{\"timeout\":0}").request("echo", "r1", "{\"timeout\":-1}");
		this.broker.passMillis(59_999);
		assertThat(this.broker.counters.queued.get()).isEqualTo(2);
		this.broker.passMillis(1);
		assertThat(this.broker.counters.queued.get()).isEqualTo(1);
		this.broker.pass(Duration.ofDays(400));
		assertThat(this.broker.counters.queued.get()).isEqualTo(1);
	}

	@Test
	void clientThatIsGoneLeavesNothingBehind() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w").concurrency(1);
		this.client.request("echo", "r1").request("echo", "r2").request("other", "r3");
		worker.requests();
		this.broker.engine.onDisconnected(this.client.id);
		assertThat(this.broker.take(worker.id))
			.containsExactly(new ToWorker.CancelRequest(this.client.id, Bytes.of("r1")));
		assertThat(this.broker.counters.inFlight.get()).isZero();
		assertThat(this.broker.counters.queued.get()).isZero();
		assertThat(this.broker.counters.pendingBytes.get()).isZero();
		assertThat(this.broker.counters.clients.get()).isZero();
		worker.leave();
		assertThat(this.broker.timerCount()).isZero();
	}

	@Test
	void replyToAClientThatIsGoneIsCounted() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.client.request("echo", "r");
		this.broker.unreachable.add(this.client.id);
		worker.reply(worker.request(), "1");
		assertThat(this.broker.counters.undeliverable.get()).isEqualTo(1);
		assertThat(this.broker.counters.clients.get()).isZero();
		assertThat(worker.wasDisconnected()).isFalse();
	}

	@Test
	void clientThatDoesNotReadItsRepliesIsDroppedAndNobodyElse() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		BrokerHarness.Client other = this.broker.client("other").request("echo", "o");
		this.client.request("echo", "r1").request("echo", "r2");
		List<ToWorker.Request> requests = worker.requests();
		this.broker.full.add(this.client.id);
		worker.partial(requests.get(1), "1");
		assertThat(this.broker.dropped).containsExactly(this.client.id);
		assertThat(this.broker.counters.slowClients.get()).isEqualTo(1);
		assertThat(this.broker.take(worker.id)).hasSize(2).allMatch(ToWorker.CancelRequest.class::isInstance);
		worker.reply(requests.get(2), "2").reply(requests.get(0), "3");
		assertThat(other.replies()).containsExactly("o 3 0 3");
		assertThat(this.broker.counters.lateReplies.get()).isEqualTo(1);
	}

	@Test
	void silentClientThatAnnouncedItselfIsForgottenWithItsRequests() {
		this.client.hello().request("echo", "r", "{\"timeout\":-1}");
		BrokerHarness.Client old = this.broker.client("old").request("echo", "r", "{\"timeout\":-1}");
		this.broker.passMillis(7500);
		assertThat(this.broker.counters.queued.get()).isEqualTo(1);
		assertThat(this.broker.counters.clients.get()).isEqualTo(1);
		assertThat(this.broker.dropped).containsExactly(this.client.id);
		old.cancel("r");
		this.broker.passMillis(15_000);
		assertThat(this.broker.counters.clients.get()).isZero();
		assertThat(this.broker.timerCount()).isZero();
	}

	@Test
	void unreachableWorkerIsReplacedInTheSameBreath() {
		BrokerHarness.Worker dead = this.broker.worker("echo", "dead");
		BrokerHarness.Worker live = this.broker.worker("echo", "live");
		this.broker.unreachable.add(dead.id);
		for (int i = 0; i < 4; i++) {
			this.client.request("echo", "r" + i);
		}
		assertThat(live.requestIds()).containsExactly("r0", "r1", "r2", "r3");
		assertThat(this.broker.events).contains("left echo dead CONNECTION_LOST");
	}

	@Test
	void requestOfALostWorkerPassesByThoseThatTurnOutToBeGone() {
		BrokerHarness.Worker lost = this.broker.worker("echo", "lost");
		this.client.request("echo", "r", "{\"retry\":1}");
		BrokerHarness.Worker gone = this.broker.worker("echo", "gone");
		BrokerHarness.Worker blocked = this.broker.worker("echo", "blocked");
		BrokerHarness.Worker free = this.broker.worker("echo", "free");
		this.broker.unreachable.add(gone.id);
		this.broker.full.add(blocked.id);
		this.broker.engine.onDisconnected(lost.id);
		assertThat(free.requestIds()).containsExactly("r");
	}

	@Test
	void blockedWorkerIsPassedOver() {
		BrokerHarness.Worker blocked = this.broker.worker("echo", "blocked");
		BrokerHarness.Worker free = this.broker.worker("echo", "free");
		this.broker.full.add(blocked.id);
		for (int i = 0; i < 4; i++) {
			this.client.request("echo", "r" + i);
		}
		assertThat(free.requests()).hasSize(4);
		this.broker.full.clear();
		this.broker.engine.onWritable(blocked.id);
		this.client.request("echo", "r4");
		assertThat(blocked.requestIds()).containsExactly("r4");
	}

	@Test
	void lateRepliesOfALongListAreStillNoForgeries() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w").concurrency(-1);
		this.broker.take(worker.id);
		for (int i = 0; i < 3000; i++) {
			this.client.request("echo", "r" + i, "{\"timeout\":100}");
		}
		List<ToWorker.Request> requests = worker.requests();
		this.broker.passMillis(100);
		requests.forEach((request) -> worker.reply(request, "1"));
		assertThat(this.broker.counters.lateReplies.get()).isEqualTo(3000);
		assertThat(worker.wasDisconnected()).isFalse();
	}

	@Test
	void nothingIsLeftOfAMillionExpiredRequests() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w").concurrency(-1);
		for (int i = 0; i < 1_000_000; i++) {
			this.client.request("echo", "r" + i, "1", "{\"timeout\":10}");
			if (i % 10_000 == 0) {
				worker.beat();
				this.broker.takeAll(worker.id);
				this.broker.passMillis(10);
			}
		}
		this.broker.passMillis(10);
		assertThat(this.broker.counters.expired.get()).isEqualTo(1_000_000);
		assertThat(this.broker.counters.inFlight.get()).isZero();
		assertThat(this.broker.counters.pendingBytes.get()).isZero();
		// the worker's and the client's
		assertThat(this.broker.timerCount()).isEqualTo(2);
	}

}
