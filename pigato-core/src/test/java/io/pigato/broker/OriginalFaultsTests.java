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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ReplyStatus;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The faults of the original's broker (protocol part 2), none of which may come back.
 */
class OriginalFaultsTests {

	private final BrokerHarness broker = new BrokerHarness();

	@Test
	void fault1RequestHeartbeatInEitherSpellingReachesTheWorker() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		BrokerHarness.Client client = this.broker.client("c").request("echo", "r");
		worker.request();
		this.broker.receiveFrames(client.id, "C", "4", "req", "r");
		this.broker.receiveFrames(client.id, "C", "4", "request", "r");
		ToWorker.RequestHeartbeat expected = new ToWorker.RequestHeartbeat(Bytes.of("c"), Bytes.of("r"));
		assertThat(this.broker.take(worker.id)).containsExactly(expected, expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "undefined", "", "[]", "1", "{", "{\"concurrency\":\"x\"}",
			"{\"concurrency\":null}", "{\"concurrency\":{\"a\":[1]}}" })
	void fault1WorkerHeartbeatWithOddOptionsHarmsNobody(String options) {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.broker.receiveFrames(worker.id, "W", "4", "", options);
		BrokerHarness.Client client = this.broker.client("c").request("echo", "r");
		worker.reply(worker.request(), "1");
		assertThat(client.replies()).containsExactly("r 3 0 1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "constructor", "__proto__", "toString", "hasOwnProperty", "prototype" })
	void fault1ServicesMayBeNamedLikeAnythingInJavaScript(String name) {
		BrokerHarness.Client client = this.broker.client("c").request(name, "r");
		BrokerHarness.Worker worker = this.broker.worker(name, "w");
		worker.reply(worker.request(), "1");
		assertThat(client.replies()).containsExactly("r 3 0 1");
	}

	@Test
	void fault2RequestsThatAWorkersConnectionDoesNotTakeWaitInsteadOfBeingLost() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w").concurrency(1000);
		BrokerHarness.Client client = this.broker.client("c");
		this.broker.take(worker.id);
		client.request("echo", "r0");
		this.broker.full.add(worker.id);
		for (int i = 1; i < 50; i++) {
			client.request("echo", "r" + i);
		}
		assertThat(worker.requestIds()).containsExactly("r0");
		assertThat(this.broker.counters.queued.get()).isEqualTo(49);
		this.broker.full.clear();
		this.broker.engine.onWritable(worker.id);
		assertThat(worker.requestIds()).hasSize(49).startsWith("r1", "r2", "r3").endsWith("r48", "r49");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ec*", "*", "echo*" })
	void fault3RequestQueuedBeforeItsWildcardWorkerIsDispatched(String wildcard) {
		this.broker.client("c").request("echo", "r");
		assertThat(this.broker.worker(wildcard, "w").requestIds()).containsExactly("r");
	}

	@Test
	void fault3RequestQueuedBeforeItsVersionedWorkerIsDispatched() {
		this.broker.client("c").request("echo@~1.2", "r");
		assertThat(this.broker.worker("echo@1.3.0", "w1").requestIds()).isEmpty();
		assertThat(this.broker.worker("echo@1.2.9", "w2").requestIds()).containsExactly("r");
	}

	@Test
	void fault4RejectedRequestDoesNotGoBackToTheWorkerThatRejectedIt() {
		BrokerHarness.Worker first = this.broker.worker("echo", "w1");
		BrokerHarness.Client client = this.broker.client("c").request("echo", "r");
		first.reject(first.request());
		assertThat(first.requestIds()).isEmpty();
		first.beat();
		assertThat(first.requestIds()).isEmpty();
		BrokerHarness.Worker second = this.broker.worker("echo", "w2");
		second.reply(second.request(), "\"DID\"");
		assertThat(client.replies()).containsExactly("r 3 0 \"DID\"");
	}

	@Test
	void fault5RequestHeartbeatsReachTheWorkerForAsLongAsTheRequestIsOpen() {
		BrokerHarness.Worker worker = this.broker.worker("slow", "w");
		BrokerHarness.Client client = this.broker.client("c").request("slow", "r");
		ToWorker.Request request = worker.request();
		for (int i = 0; i < 5; i++) {
			this.broker.passMillis(2500);
			worker.beat();
			client.beat("r");
			assertThat(this.broker.take(worker.id))
				.containsExactly(new ToWorker.RequestHeartbeat(request.clientId(), request.requestId()));
		}
		worker.reply(request, "1");
		client.beat("r");
		assertThat(this.broker.take(worker.id)).isEmpty();
	}

	@Test
	void fault6OrderIsKeptUnderSaturation() {
		BrokerHarness.Client client = this.broker.client("c");
		for (int i = 0; i < 100; i++) {
			client.request("echo", "r" + i);
		}
		BrokerHarness.Worker worker = this.broker.worker("echo", "w", 3);
		List<String> order = new ArrayList<>();
		List<ToWorker.Request> requests = worker.requests();
		while (!requests.isEmpty()) {
			requests.forEach((request) -> order.add(request.requestId().toString()));
			requests.forEach((request) -> worker.reply(request, "1"));
			requests = worker.requests();
		}
		assertThat(order).hasSize(100);
		for (int i = 0; i < 100; i++) {
			assertThat(order.get(i)).isEqualTo("r" + i);
		}
	}

	@Test
	void fault7ClientsWithTheSameRequestIdGetTheirOwnReplies() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		BrokerHarness.Client first = this.broker.client("c1").request("echo", "same", "1", "{}");
		BrokerHarness.Client second = this.broker.client("c2").request("echo", "same", "2", "{}");
		List<ToWorker.Request> requests = worker.requests();
		assertThat(requests).hasSize(2);
		worker.reply(requests.get(1), "\"for c2\"").reply(requests.get(0), "\"for c1\"");
		assertThat(first.replies()).containsExactly("same 3 0 \"for c1\"");
		assertThat(second.replies()).containsExactly("same 3 0 \"for c2\"");
		assertThat(worker.wasDisconnected()).isFalse();
	}

	@Test
	void fault8PeersWithBinaryIdentitiesAreServed() {
		Bytes clientId = Bytes.wrap(new byte[] { 0, (byte) 0xff, (byte) 0xfe, 1 });
		Bytes twinId = Bytes.wrap(new byte[] { 0, (byte) 0xfd, (byte) 0xfc, 1 });
		Bytes workerId = Bytes.wrap(new byte[] { 0, (byte) 0x80, 7 });
		this.broker.receive(workerId, new ToBroker.Ready("echo", null));
		BrokerHarness.Client client = this.broker.client(clientId).request("echo", "r");
		BrokerHarness.Client twin = this.broker.client(twinId).request("echo", "r");
		for (Object message : this.broker.take(workerId)) {
			if (message instanceof ToWorker.Request request) {
				// what the original's worker does with the identity
				Bytes asText = Bytes.of(BrokerHarness.text(request.clientId().array()));
				this.broker.receive(workerId, new ToBroker.WorkerReply(ReplyType.FINAL, asText, request.requestId(),
						ReplyStatus.ok(), request.payload()));
			}
		}
		assertThat(client.replies()).containsExactly("r 3 0 \"r\"");
		assertThat(twin.replies()).containsExactly("r 3 0 \"r\"");
		assertThat(this.broker.counters.forgedReplies.get()).isZero();
	}

	@Test
	void fault9LateReplyIsDroppedAndTheWorkerStays() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		BrokerHarness.Client client = this.broker.client("c")
			.request("echo", "late", "{\"timeout\":50}")
			.request("echo", "other");
		List<ToWorker.Request> requests = worker.requests();
		this.broker.passMillis(60);
		worker.partial(requests.get(0), "1").reply(requests.get(0), "2");
		worker.reply(requests.get(1), "3");
		assertThat(client.replies()).containsExactly("other 3 0 3");
		assertThat(worker.wasDisconnected()).isFalse();
		assertThat(this.broker.counters.lateReplies.get()).isEqualTo(2);
		assertThat(this.broker.counters.workers.get()).isEqualTo(1);
	}

	@Test
	void fault10QueuedRequestsAreNotForgotten() {
		BrokerHarness.Client client = this.broker.client("c").request("echo", "r", "{\"timeout\":-1}");
		for (int i = 0; i < 100; i++) {
			this.broker.passMillis(60_000);
		}
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		worker.reply(worker.request(), "1");
		assertThat(client.replies()).containsExactly("r 3 0 1");
	}

	@Test
	void fault10LossOfAWorkerIsToldAtOnce() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		BrokerHarness.Client client = this.broker.client("c").request("echo", "r");
		worker.leave();
		assertThat(client.replies()).containsExactly("r 3 -1 \"B_WORKER_LOST\"");
	}

	@Test
	void fault10ExpiryIsToldToAClientThatAnnouncedItself() {
		BrokerHarness.Client announced = this.broker.client("c1").hello().request("echo", "r", "{\"timeout\":100}");
		BrokerHarness.Client old = this.broker.client("c2").request("echo", "r", "{\"timeout\":100}");
		this.broker.passMillis(100);
		assertThat(announced.replies()).containsExactly("r 3 -1 \"B_TIMEOUT\"");
		assertThat(old.replies()).isEmpty();
		assertThat(this.broker.counters.expired.get()).isEqualTo(2);
	}

	@Test
	void fault11RequestsExpireInTime() {
		BrokerHarness.Client client = this.broker.client("c").hello().request("echo", "r", "{\"timeout\":100}");
		this.broker.passMillis(99);
		assertThat(client.replies()).isEmpty();
		this.broker.passMillis(1);
		assertThat(client.replies()).containsExactly("r 3 -1 \"B_TIMEOUT\"");
	}

	@Test
	void fault11ExpiredHeadOfAQueueDoesNotStopDispatch() {
		BrokerHarness.Client client = this.broker.client("c")
			.request("echo", "stale", "{\"timeout\":50}")
			.request("echo", "fresh");
		this.broker.passMillis(60);
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		worker.reply(worker.request(), "1");
		assertThat(client.replies()).containsExactly("fresh 3 0 1");
	}

	@Test
	void fault11PoisonRequestDoesNotKillEveryWorkerInTurn() {
		BrokerHarness.Client client = this.broker.client("c").request("echo", "poison", "{\"retry\":1}");
		for (int i = 1; i <= 3; i++) {
			BrokerHarness.Worker victim = this.broker.worker("echo", "w" + i);
			assertThat(victim.requestIds()).containsExactly("poison");
			this.broker.engine.onDisconnected(victim.id);
		}
		assertThat(client.replies()).containsExactly("poison 3 -1 \"B_WORKER_LOST\"");
		assertThat(this.broker.worker("echo", "w4").requestIds()).isEmpty();
	}

	@Test
	void fault12RangesAreServed() {
		BrokerHarness.Worker worker = this.broker.worker("echo@1.0.0", "w");
		BrokerHarness.Client client = this.broker.client("c")
			.request("echo@~1", "r1")
			.request("echo@^1.x", "r2")
			.request("echo@>=0.9.0 <2.0.0", "r3")
			.request("echo@1.0.0", "r4");
		worker.requests().forEach((request) -> worker.reply(request, "\"" + request.service() + "\""));
		assertThat(client.replies()).containsExactly("r1 3 0 \"echo@~1\"", "r2 3 0 \"echo@^1.x\"",
				"r3 3 0 \"echo@>=0.9.0 <2.0.0\"", "r4 3 0 \"echo@1.0.0\"");
	}

	@Test
	void fault12LoadBalancingComparesLoad() {
		BrokerHarness.Worker busy = this.broker.worker("echo", "busy");
		BrokerHarness.Client client = this.broker.client("c");
		for (int i = 0; i < 10; i++) {
			client.request("echo", "b" + i);
		}
		assertThat(busy.requests()).hasSize(10);
		BrokerHarness.Worker idle = this.broker.worker("echo", "idle");
		for (int i = 0; i < 10; i++) {
			client.request("echo", "i" + i);
		}
		assertThat(idle.requests()).hasSize(10);
		assertThat(busy.requests()).isEmpty();
	}

	@Test
	void fault12DirectoryIsToldEveryChange() {
		BrokerHarness.Worker first = this.broker.worker("echo", "w1");
		this.broker.newWorker("ec*", "w2");
		first.leave();
		this.broker.engine.onDisconnected(Bytes.of("w2"));
		assertThat(this.broker.events).containsExactly("joined echo w1", "joined ec* w2", "left echo w1 DISCONNECTED",
				"left ec* w2 CONNECTION_LOST");
	}

	@Test
	void payloadsPassByteForByteWithFramesBeyondThoseKnown() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		Bytes client = Bytes.of("c");
		byte[] odd = { (byte) 0xff, 0, '{' };
		this.broker.receive(client,
				new ToBroker.Request("echo", Bytes.of("r"), Payload.of(odd, BrokerHarness.utf8("undefined"), odd)));
		ToWorker.Request request = worker.request();
		assertThat(request.payload().size()).isEqualTo(3);
		assertThat(request.payload().data()).isEqualTo(odd);
		byte[][] frames = new byte[3][];
		request.payload().copyTo(frames, 0);
		assertThat(frames[2]).isEqualTo(odd);
	}

}
