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

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which worker gets which request, and when.
 */
class DispatchTests {

	private final BrokerHarness broker = new BrokerHarness();

	private final BrokerHarness.Client client = this.broker.client("c");

	@Test
	void workerIsToldClientServiceAndPayload() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.client.request("echo", "r", "{\"a\":1}", "{\"timeout\":5000,\"x\":[1]}");
		ToWorker.Request request = worker.request();
		assertThat(request.clientId()).isEqualTo(this.client.id);
		assertThat(request.service()).isEqualTo("echo");
		assertThat(BrokerHarness.text(request.payload().data())).isEqualTo("{\"a\":1}");
		assertThat(BrokerHarness.text(request.payload().options())).isEqualTo("{\"timeout\":5000,\"x\":[1]}");
	}

	@Test
	void emptyServiceMeansUnk() {
		BrokerHarness.Worker worker = this.broker.worker("UNK", "w");
		this.client.request("", "r");
		assertThat(worker.request().service()).isEqualTo("UNK");
	}

	@Test
	void duplicateOfAnOpenRequestIsIgnored() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.client.request("echo", "r").request("echo", "r");
		worker.reply(worker.request(), "1");
		assertThat(this.client.replies()).containsExactly("r 3 0 1");
		assertThat(this.broker.counters.duplicateRequests.get()).isEqualTo(1);
	}

	@Test
	void concurrencyIsARespectedLimit() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w", 2);
		for (int i = 0; i < 5; i++) {
			this.client.request("echo", "r" + i);
		}
		List<ToWorker.Request> requests = worker.requests();
		assertThat(requests).hasSize(2);
		worker.reply(requests.get(1), "1");
		assertThat(worker.requestIds()).containsExactly("r2");
	}

	@Test
	void concurrencyIsAHundredUntilTheWorkerSaysOtherwise() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		for (int i = 0; i < 150; i++) {
			this.client.request("echo", "r" + i);
		}
		assertThat(worker.requests()).hasSize(100);
	}

	@Test
	void concurrencyMayChangeWithAnyHeartbeat() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w", 0);
		for (int i = 0; i < 300; i++) {
			this.client.request("echo", "r" + i);
		}
		assertThat(worker.requests()).isEmpty();
		assertThat(worker.concurrency(3).requestIds()).containsExactly("r0", "r1", "r2");
		assertThat(worker.concurrency(1).requests()).isEmpty();
		assertThat(worker.concurrency(-1).requests()).hasSize(297);
	}

	@Test
	void concurrencyThatReadyAnnouncesCountsFromTheStart() {
		for (int i = 0; i < 3; i++) {
			this.client.request("echo", "r" + i);
		}
		Bytes id = Bytes.of("w");
		this.broker.receiveFrames(id, "W", "1", "echo", "{\"heartbeat\":1000,\"features\":[],\"concurrency\":1}");
		assertThat(this.broker.take(id)).filteredOn(ToWorker.Request.class::isInstance).hasSize(1);
	}

	@Test
	void requestsThatArriveWithAWorkerQueueBehindThoseThatWait() {
		this.client.request("echo", "first");
		Bytes id = Bytes.of("w");
		this.broker.engine.onMessage(id, new ToBroker.Ready("echo", null));
		this.broker.engine.onMessage(this.client.id, new ToBroker.Request("echo", Bytes.of("second"),
				io.pigato.protocol.Payload.of(BrokerHarness.utf8("1"))));
		this.broker.engine.onReadComplete();
		assertThat(this.broker.take(id)).filteredOn(ToWorker.Request.class::isInstance)
			.extracting((message) -> ((ToWorker.Request) message).requestId())
			.containsExactly(Bytes.of("first"), Bytes.of("second"));
	}

	@Test
	void sequentialRequestsGoRoundIdleWorkers() {
		List<BrokerHarness.Worker> workers = List.of(this.broker.worker("echo", "w1"), this.broker.worker("echo", "w2"),
				this.broker.worker("echo", "w3"));
		Map<Bytes, Integer> served = new HashMap<>();
		for (int i = 0; i < 30; i++) {
			this.client.request("echo", "r" + i);
			for (BrokerHarness.Worker worker : workers) {
				for (ToWorker.Request request : worker.requests()) {
					served.merge(worker.id, 1, Integer::sum);
					worker.reply(request, "1");
				}
			}
		}
		assertThat(served.values()).containsExactly(10, 10, 10);
	}

	@Test
	void newcomerIsNotFloodedToCatchUp() {
		BrokerHarness.Worker old = this.broker.worker("echo", "w1");
		for (int i = 0; i < 1000; i++) {
			this.client.request("echo", "r" + i);
			old.reply(old.request(), "1");
		}
		BrokerHarness.Worker newcomer = this.broker.worker("echo", "w2");
		int count = 0;
		for (int i = 0; i < 100; i++) {
			this.client.request("echo", "s" + i);
			for (ToWorker.Request request : newcomer.requests()) {
				newcomer.reply(request, "1");
				count++;
			}
			old.requests().forEach((request) -> old.reply(request, "1"));
		}
		assertThat(count).isEqualTo(50);
	}

	@Test
	void loadIsTheShareOfTheConcurrencyInUse() {
		BrokerHarness.Worker small = this.broker.worker("echo", "small", 10);
		BrokerHarness.Worker large = this.broker.worker("echo", "large", 90);
		for (int i = 0; i < 50; i++) {
			this.client.request("echo", "r" + i);
		}
		assertThat(small.requests()).hasSizeBetween(4, 6);
		assertThat(large.requests()).hasSizeBetween(44, 46);
	}

	@Test
	void randomDispatchUsesAllFreeWorkersAndNoOther() {
		BrokerHarness random = BrokerHarness.withDispatch(Dispatch.RANDOM);
		random.worker("echo", "w1", 100);
		random.worker("echo", "w2", 100);
		random.worker("echo", "busy", 0);
		BrokerHarness.Client other = random.client("c");
		for (int i = 0; i < 100; i++) {
			other.request("echo", "r" + i);
		}
		assertThat(random.take(Bytes.of("w1")).size()).isBetween(20, 80);
		assertThat(random.take(Bytes.of("w2")).size()).isBetween(20, 80);
		assertThat(random.take(Bytes.of("busy"))).noneMatch(ToWorker.Request.class::isInstance);
	}

	@Test
	void exactServiceWithALiveWorkerBeatsAnyWildcardAndTheLongestWildcardWins() {
		BrokerHarness.Worker any = this.broker.worker("*", "any");
		BrokerHarness.Worker shorter = this.broker.worker("ec*", "shorter");
		BrokerHarness.Worker longer = this.broker.worker("ech*", "longer");
		BrokerHarness.Worker exact = this.broker.worker("echo", "exact");
		assertThat(exact.requests()).isEmpty();
		this.client.request("echo", "r1");
		assertThat(exact.requestIds()).containsExactly("r1");
		exact.leave();
		this.client.request("echo", "r2");
		assertThat(longer.requestIds()).containsExactly("r2");
		longer.leave();
		this.client.request("echo", "r3");
		assertThat(shorter.requestIds()).containsExactly("r3");
		shorter.leave();
		this.client.request("echo", "r4");
		assertThat(any.requestIds()).containsExactly("r4");
		this.client.request("echo@1.0.0", "r5").request("echo@~1", "r6");
		assertThat(any.requests()).isEmpty();
	}

	@Test
	void busyExactServiceIsWaitedForInsteadOfAWildcard() {
		BrokerHarness.Worker wildcard = this.broker.worker("e*", "wildcard");
		BrokerHarness.Worker exact = this.broker.worker("echo", "exact", 1);
		this.client.request("echo", "r1").request("echo", "r2");
		assertThat(exact.requestIds()).containsExactly("r1");
		assertThat(wildcard.requests()).isEmpty();
		exact.leave();
		assertThat(wildcard.requestIds()).containsExactly("r2");
	}

	@Test
	void wildcardMayBeAskedForLiterally() {
		BrokerHarness.Worker worker = this.broker.worker("ec*", "w");
		this.client.request("ec*", "r");
		assertThat(worker.request().service()).isEqualTo("ec*");
	}

	@Test
	void servicesBehindAWildcardTakeTurns() {
		for (int i = 0; i < 3; i++) {
			this.client.request("a.x", "x" + i);
		}
		for (int i = 0; i < 3; i++) {
			this.client.request("a.y", "y" + i);
		}
		BrokerHarness.Worker worker = this.broker.worker("a.*", "w");
		assertThat(worker.requestIds()).containsExactly("x0", "y0", "x1", "y1", "x2", "y2");
	}

	@Test
	void rangeIsServedByAllVersionsInIt() {
		BrokerHarness.Worker older = this.broker.worker("echo@1.0.0", "w1", 1);
		BrokerHarness.Worker newer = this.broker.worker("echo@1.1.0", "w2", 1);
		BrokerHarness.Worker other = this.broker.worker("echo@2.0.0", "w3", 1);
		this.client.request("echo@^1", "r1").request("echo@^1", "r2").request("echo@^1", "r3");
		assertThat(Set.of(older.requestIds(), newer.requestIds())).containsExactlyInAnyOrder(List.of("r1"),
				List.of("r2"));
		assertThat(other.requests()).isEmpty();
		older.leave();
		newer.leave();
		this.broker.worker("echo@1.5.0", "w4");
		assertThat(this.broker.take(Bytes.of("w4"))).filteredOn(ToWorker.Request.class::isInstance).hasSize(1);
	}

	@Test
	void targetedRequestGoesToItsWorkerOnly() {
		this.broker.worker("echo", "w1");
		BrokerHarness.Worker target = this.broker.worker("echo", "w2", 1);
		this.client.request("echo", "r1", "{\"workerId\":\"w2\"}").request("echo", "r2", "{\"workerId\":\"w2\"}");
		ToWorker.Request first = target.request();
		assertThat(first.requestId()).isEqualTo(Bytes.of("r1"));
		target.reply(first, "1");
		assertThat(target.requestIds()).containsExactly("r2");
		assertThat(this.broker.take(Bytes.of("w1"))).noneMatch(ToWorker.Request.class::isInstance);
	}

	@Test
	void targetedRequestWaitsForAWorkerThatIsNotThereYet() {
		this.client.request("echo", "r", "{\"workerId\":\"later\"}");
		this.broker.worker("echo", "other");
		assertThat(this.broker.take(Bytes.of("other"))).noneMatch(ToWorker.Request.class::isInstance);
		assertThat(this.broker.worker("echo", "later").requestIds()).containsExactly("r");
	}

	@Test
	void targetedRequestsAndOthersAreServedInTheirOrder() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w", 1);
		this.client.request("echo", "r0");
		ToWorker.Request busy = worker.request();
		this.client.request("echo", "r1").request("echo", "r2", "{\"workerId\":\"w\"}").request("echo", "r3");
		worker.reply(busy, "1");
		assertThat(worker.concurrency(10).requestIds()).containsExactly("r1", "r2", "r3");
	}

	@Test
	void targetedRequestFailsWithItsWorker() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w", 1);
		this.client.request("echo", "running", "{\"workerId\":\"w\",\"retry\":1}")
			.request("echo", "waiting", "{\"workerId\":\"w\"}");
		worker.leave();
		assertThat(this.client.replies()).containsExactlyInAnyOrder("running 3 -1 \"B_WORKER_LOST\"",
				"waiting 3 -1 \"B_WORKER_LOST\"");
	}

	@Test
	void workerWithABinaryIdentityIsTargetedAsTheDirectoryShowsIt() {
		Bytes id = Bytes.wrap(new byte[] { 0, (byte) 0xff });
		this.broker.receive(id, new ToBroker.Ready("echo", null));
		assertThat(this.broker.events).containsExactly("joined echo 0x00ff");
		this.client.request("echo", "r", "{\"workerId\":\"0x00ff\"}");
		assertThat(this.broker.take(id)).filteredOn(ToWorker.Request.class::isInstance).hasSize(1);
	}

	@Test
	void failFastFailsWhereNobodyOffersTheService() {
		this.client.request("echo", "r1", "{\"failFast\":true}");
		this.client.request("echo", "r2", "{\"failFast\":1,\"workerId\":\"w\"}");
		assertThat(this.client.replies()).containsExactly("r1 3 -1 \"B_NO_WORKER\"", "r2 3 -1 \"B_NO_WORKER\"");
		BrokerHarness.Worker busy = this.broker.worker("echo", "w", 0);
		this.client.request("echo", "r3", "{\"failFast\":true}");
		assertThat(busy.concurrency(1).requestIds()).containsExactly("r3");
	}

	@Test
	void rejectedRequestWaitsForOneThatHasNotRejectedItAndHoldsUpNobody() {
		BrokerHarness.Worker picky = this.broker.worker("echo", "picky", 1);
		this.client.request("echo", "unwanted").request("echo", "wanted");
		picky.reject(picky.request());
		ToWorker.Request wanted = picky.request();
		assertThat(wanted.requestId()).isEqualTo(Bytes.of("wanted"));
		picky.reply(wanted, "1");
		assertThat(picky.requests()).isEmpty();
		BrokerHarness.Worker other = this.broker.worker("echo", "other", 1);
		other.reply(other.request(), "2");
		assertThat(this.client.replies()).containsExactly("wanted 3 0 1", "unwanted 3 0 2");
	}

	@Test
	void rejectedRequestGoesToAFreeWorkerAtOnce() {
		BrokerHarness.Worker first = this.broker.worker("echo", "w1");
		this.client.request("echo", "r");
		ToWorker.Request request = first.request();
		BrokerHarness.Worker second = this.broker.worker("echo", "w2");
		first.reject(request);
		assertThat(second.requestIds()).containsExactly("r");
	}

	@Test
	void requestThatAllRejectExpiresAsRejected() {
		BrokerHarness.Worker first = this.broker.worker("echo", "w1");
		BrokerHarness.Worker second = this.broker.worker("echo", "w2");
		this.client.request("echo", "r", "{\"timeout\":1000}");
		first.requests().forEach(first::reject);
		second.requests().forEach(second::reject);
		first.requests().forEach(first::reject);
		assertThat(this.broker.counters.rejected.get()).isEqualTo(2);
		this.broker.passMillis(1000);
		assertThat(this.client.replies()).containsExactly("r 3 -1 \"B_REJECTED\"");
	}

	@Test
	void rejectsByManyWorkersAreKeptApart() {
		Set<String> ids = new HashSet<>();
		for (int i = 0; i < 20; i++) {
			this.client.request("echo", "r" + i);
			ids.add("r" + i);
		}
		for (int i = 0; i < 5; i++) {
			BrokerHarness.Worker worker = this.broker.worker("echo", "w" + i, 4);
			for (List<ToWorker.Request> requests = worker.requests(); !requests.isEmpty(); requests = worker
				.requests()) {
				requests.forEach(worker::reject);
			}
			if (i % 2 == 0) {
				worker.leave();
			}
		}
		BrokerHarness.Worker good = this.broker.worker("echo", "good", 100);
		assertThat(good.requestIds()).containsExactlyInAnyOrderElementsOf(ids);
	}

	@Test
	void workerThatTakesNothingForNowMayHaveLaterWhatItGaveBack() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.client.request("echo", "r1").request("echo", "r2", "{\"workerId\":\"w\"}");
		List<ToWorker.Request> requests = worker.requests();
		worker.concurrency(0);
		requests.forEach(worker::reject);
		assertThat(worker.requests()).isEmpty();
		assertThat(worker.concurrency(5).requestIds()).containsExactly("r1", "r2");
		assertThat(this.client.replies()).isEmpty();
	}

	@Test
	void rejectOfATargetedRequestEndsIt() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.client.request("echo", "r", "{\"workerId\":\"w\"}");
		worker.reject(worker.request());
		assertThat(this.client.replies()).containsExactly("r 3 -1 \"B_REJECTED\"");
	}

	@Test
	void rejectAfterAPartialEndsTheRequest() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w1");
		this.client.request("echo", "r");
		ToWorker.Request request = worker.request();
		BrokerHarness.Worker other = this.broker.worker("echo", "w2");
		worker.partial(request, "1").reject(request);
		assertThat(this.client.replies()).containsExactly("r 6 0 1", "r 3 -1 \"B_REJECTED\"");
		assertThat(other.requests()).isEmpty();
	}

	@Test
	void idThatIsUsedAgainDoesNotMakeALateReplyAForgery() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.client.request("echo", "same");
		ToWorker.Request request = worker.request();
		this.client.cancel("same").request("echo", "same").cancel("same");
		worker.requests();
		worker.reply(request, "1").reply(request, "2");
		assertThat(this.broker.counters.lateReplies.get()).isEqualTo(2);
		assertThat(worker.wasDisconnected()).isFalse();
	}

	@Test
	void cancelledRequestFreesItsWorkerWhichIsToldIfItUnderstands() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w").concurrency(1);
		this.broker.take(worker.id);
		this.client.request("echo", "r1").request("echo", "r2").request("echo", "r3");
		assertThat(worker.requestIds()).containsExactly("r1");
		this.client.cancel("r2").cancel("r1").cancel("unknown");
		assertThat(this.broker.take(worker.id)).first()
			.isEqualTo(new ToWorker.CancelRequest(this.client.id, Bytes.of("r1")));
		assertThat(this.broker.counters.inFlight.get()).isEqualTo(1);
		assertThat(this.broker.counters.cancelled.get()).isEqualTo(2);
		assertThat(this.client.replies()).isEmpty();
	}

	@Test
	void oldWorkerIsNotToldOfACancel() {
		BrokerHarness.Worker worker = this.broker.worker("echo", "w");
		this.client.request("echo", "r");
		worker.requests();
		this.client.cancel("r");
		assertThat(this.broker.takeAll(worker.id)).isEmpty();
	}

	@Test
	void costOfADispatchDoesNotGrowWithWhatWaitsOrWhoIsThere() {
		// not timed: the steps are counted by how often the structures are asked
		BrokerHarness crowded = BrokerHarness
			.withLimits((limits) -> limits.maxServices(20_000).maxWorkers(20_000).maxUnknownServices(20_000));
		BrokerHarness.Client other = crowded.client("c");
		for (int i = 0; i < 10_000; i++) {
			other.request("waiting" + i, "q" + i);
			crowded.worker("service" + i, "w" + i);
		}
		for (int i = 0; i < 10_000; i++) {
			other.request("service" + i, "r" + i);
		}
		assertThat(crowded.counters.dispatched.get()).isEqualTo(10_000);
		assertThat(crowded.counters.queued.get()).isEqualTo(10_000);
		assertThat(crowded.counters.services.get()).isEqualTo(10_000);
	}

	@Test
	void announcedCapabilitiesAreAnswered() {
		BrokerHarness.Worker worker = this.broker.newWorker("echo", "w");
		assertThat(this.broker.take(worker.id)).singleElement()
			.isInstanceOfSatisfying(ToWorker.ReadyAccepted.class, (accepted) -> {
				Capabilities capabilities = Capabilities.decode(accepted.capabilities());
				assertThat(capabilities.heartbeatMillis()).isEqualTo(2500);
				assertThat(capabilities.has(Capabilities.CANCEL)).isTrue();
			});
		BrokerHarness.Worker old = this.broker.worker("echo", "old");
		assertThat(this.broker.take(old.id)).singleElement()
			.isInstanceOfSatisfying(ToWorker.ReadyAccepted.class,
					(accepted) -> assertThat(accepted.capabilities()).isNull());
	}

}
