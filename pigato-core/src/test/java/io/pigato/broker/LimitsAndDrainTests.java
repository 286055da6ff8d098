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

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Fault;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ReplyStatus;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToClient;
import io.pigato.protocol.ToWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the broker says no, and how it ends.
 */
class LimitsAndDrainTests {

	@Test
	void queueOfAServiceIsBounded() {
		BrokerHarness broker = BrokerHarness.withLimits((limits) -> limits.maxQueuedPerService(2));
		BrokerHarness.Client client = broker.client("c").request("a", "r1").request("a", "r2").request("a", "r3");
		assertThat(client.replies()).containsExactly("r3 3 -1 \"B_BUSY\"");
		client.request("b", "r4");
		assertThat(client.replies()).isEmpty();
		client.cancel("r1").request("a", "r5");
		assertThat(client.replies()).isEmpty();
		assertThat(broker.worker("a", "w").requestIds()).containsExactly("r2", "r5");
	}

	@Test
	void queuesAreBoundedInAll() {
		BrokerHarness broker = BrokerHarness.withLimits((limits) -> limits.maxQueued(2));
		BrokerHarness.Client client = broker.client("c").request("a", "r1").request("b", "r2").request("c", "r3");
		assertThat(client.replies()).containsExactly("r3 3 -1 \"B_BUSY\"");
	}

	@Test
	void bytesMayBeUnlimited() {
		BrokerHarness broker = BrokerHarness.withLimits((limits) -> limits.maxPendingBytes(Long.MAX_VALUE));
		BrokerHarness.Client client = broker.client("C1").hello().request("echo", "r1");
		assertThat(client.replies()).isEmpty();
		assertThat(broker.worker("echo", "W1").request().requestId()).hasToString("r1");
	}

	@Test
	void bytesThatAreHeldAreBounded() {
		BrokerHarness broker = BrokerHarness.withLimits((limits) -> limits.maxPendingBytes(12_000));
		String data = '"' + "x".repeat(4000) + '"';
		BrokerHarness.Client client = broker.client("c")
			.request("a", "r1", data, "{}")
			.request("a", "r2", data, "{}")
			.request("a", "r3", data, "{}");
		assertThat(client.replies()).containsExactly("r3 3 -1 \"B_BUSY\"");
		client.cancel("r1").request("a", "r4", data, "{}");
		assertThat(client.replies()).isEmpty();
	}

	@Test
	void requestsOfAClientAreBounded() {
		BrokerHarness broker = BrokerHarness.withLimits((limits) -> limits.maxRequestsPerClient(1));
		BrokerHarness.Client client = broker.client("c").request("a", "r1").request("a", "r2");
		assertThat(client.replies()).containsExactly("r2 3 -1 \"B_BUSY\"");
		BrokerHarness.Client other = broker.client("other").request("a", "r1");
		assertThat(other.replies()).isEmpty();
	}

	@Test
	void unknownServicesAreBounded() {
		BrokerHarness broker = BrokerHarness.withLimits((limits) -> limits.maxUnknownServices(2));
		BrokerHarness.Worker worker = broker.worker("known", "w", 0);
		BrokerHarness.Client client = broker.client("c")
			.request("u1", "r1")
			.request("u2", "r2")
			.request("u3", "r3")
			.request("u1", "r4")
			.request("known", "r5");
		assertThat(client.replies()).containsExactly("r3 3 -1 \"B_BUSY\"");
		broker.worker("u1", "w1");
		client.request("u3", "r6");
		assertThat(client.replies()).isEmpty();
		worker.leave();
		client.request("u4", "r7");
		assertThat(client.replies()).containsExactly("r7 3 -1 \"B_BUSY\"");
	}

	@Test
	void clientsWorkersAndServicesAreBounded() {
		BrokerHarness broker = BrokerHarness.withLimits((limits) -> limits.maxClients(1).maxWorkers(2).maxServices(1));
		broker.client("c1").request("a", "r");
		assertThat(broker.client("c2").request("a", "r").replies()).containsExactly("r 3 -1 \"B_BUSY\"");
		BrokerHarness.Worker first = broker.worker("a", "w1");
		assertThat(broker.worker("b", "w2").wasDisconnected()).isTrue();
		assertThat(broker.worker("a", "w3").wasDisconnected()).isFalse();
		assertThat(broker.worker("a", "w4").wasDisconnected()).isTrue();
		assertThat(broker.counters.workersRefused.get()).isEqualTo(2);
		assertThat(first.requestIds()).containsExactly("r");
	}

	@Test
	void optionsAndNamesAreBounded() {
		BrokerHarness broker = BrokerHarness
			.withLimits((limits) -> limits.maxOptionsSize(100).maxServiceNameLength(10));
		BrokerHarness.Client client = broker.client("c")
			.request("a", "r1", "{\"x\":\"" + "y".repeat(100) + "\"}")
			.request("a".repeat(11), "r2");
		assertThat(client.replies()).containsExactly("r1 3 -1 \"B_TOO_LARGE\"", "r2 3 -1 \"B_TOO_LARGE\"");
		assertThat(broker.worker("a".repeat(11), "w").wasDisconnected()).isTrue();
	}

	@Test
	void oversizedMessagesAreAnsweredWhereTheyCanBe() {
		BrokerHarness broker = new BrokerHarness();
		BrokerHarness.Worker worker = broker.worker("echo", "w");
		BrokerHarness.Client client = broker.client("c").request("echo", "r1");
		ToWorker.Request request = worker.request();
		broker.engine.onOversizedMessage(client.id, new ToBroker.Request("echo", Bytes.of("r2"), Payload.none()));
		broker.engine.onOversizedMessage(worker.id, new ToBroker.WorkerReply(ReplyType.FINAL, request.clientId(),
				request.requestId(), ReplyStatus.ok(), Payload.none()));
		assertThat(client.replies()).containsExactly("r2 3 -1 \"B_TOO_LARGE\"", "r1 3 -1 \"B_TOO_LARGE\"");
		worker.reply(request, "1");
		assertThat(worker.wasDisconnected()).isFalse();
		assertThat(broker.counters.lateReplies.get()).isEqualTo(1);
	}

	@Test
	void workerIsToldToEndARequestWhoseReplyWasTooLarge() {
		BrokerHarness broker = new BrokerHarness();
		BrokerHarness.Worker worker = broker.newWorker("echo", "w");
		BrokerHarness.Client client = broker.client("c").request("echo", "r1");
		ToWorker.Request request = worker.request();
		broker.engine.onOversizedMessage(worker.id, new ToBroker.WorkerReply(ReplyType.PARTIAL, request.clientId(),
				request.requestId(), ReplyStatus.ok(), Payload.none()));
		assertThat(client.replies()).containsExactly("r1 3 -1 \"B_TOO_LARGE\"");
		assertThat(broker.take(worker.id)).contains(new ToWorker.CancelRequest(client.id, Bytes.of("r1")));
	}

	@Test
	void malformedMessagesAreCountedByTheirFaultAndHarmNobody() {
		BrokerHarness broker = new BrokerHarness();
		BrokerHarness.Worker worker = broker.worker("echo", "w");
		BrokerHarness.Client client = broker.client("c").request("echo", "r");
		Bytes hostile = Bytes.of("hostile");
		broker.receiveFrames(hostile);
		broker.receiveFrames(hostile, "C");
		broker.receiveFrames(hostile, "X", "1");
		broker.receiveFrames(hostile, "C", "9");
		broker.receiveFrames(hostile, "C", "2", "echo", "");
		broker.receiveFrames(hostile, "C", "4", "what", "r");
		broker.receiveFrames(worker.id, "W", "3", "c", "not empty", "r", "0", "1");
		assertThat(broker.counters.malformed.get(Fault.UNKNOWN_SIDE).get()).isEqualTo(1);
		assertThat(broker.counters.malformed.get(Fault.TOO_FEW_FRAMES).get()).isEqualTo(2);
		assertThat(broker.counters.malformed.get(Fault.DELIMITER_NOT_EMPTY).get()).isEqualTo(1);
		worker.reply(worker.request(), "1");
		assertThat(client.replies()).containsExactly("r 3 0 1");
	}

	@Test
	void unfinishedRequestsAreNamedButNotWithoutEnd() {
		BrokerHarness broker = new BrokerHarness();
		broker.worker("a", "w");
		BrokerHarness.Client client = broker.client("c").request("a", "r1").request("b", "r2");
		assertThat(UnfinishedRequests.describe(broker.engine.pending()).split("; ")).containsExactlyInAnyOrder(
				"request r1 to 'a' of client c, at worker w", "request r2 to 'b' of client c, waiting for a worker");
		for (int i = 0; i < UnfinishedRequests.MAX_NAMED; i++) {
			client.request("b", "more" + i);
		}
		assertThat(UnfinishedRequests.describe(broker.engine.pending())).endsWith("; and 2 more");
	}

	@Test
	void drainingBrokerFinishesWhatItAccepted() {
		BrokerHarness broker = new BrokerHarness();
		BrokerHarness.Worker worker = broker.newWorker("echo", "w").concurrency(1);
		broker.take(worker.id);
		BrokerHarness.Client client = broker.client("c").hello();
		client.request("echo", "running").request("echo", "waiting").request("nobody", "hopeless");
		ToWorker.Request running = worker.request();
		AtomicInteger drained = new AtomicInteger();
		broker.engine.drain(drained::incrementAndGet);
		assertThat(broker.take(worker.id)).containsExactly(new ToWorker.Drain());
		assertThat(broker.take(client.id)).contains(new ToClient.Drain())
			.filteredOn(ToClient.Reply.class::isInstance)
			.hasSize(1);
		client.request("echo", "new");
		assertThat(client.replies()).containsExactly("new 3 -1 \"B_SHUTDOWN\"");
		worker.reply(running, "1");
		assertThat(drained).hasValue(0);
		worker.reply(worker.request(), "2");
		assertThat(client.replies()).containsExactly("running 3 0 1", "waiting 3 0 2");
		assertThat(drained).hasValue(1);
	}

	@Test
	void idleBrokerIsDrainedAtOnceAndExpiryCountsAsAnEnd() {
		AtomicInteger drained = new AtomicInteger();
		new BrokerHarness().engine.drain(drained::incrementAndGet);
		assertThat(drained).hasValue(1);
		BrokerHarness broker = new BrokerHarness();
		broker.worker("echo", "w");
		broker.client("c").request("echo", "r", "{\"timeout\":100}");
		broker.engine.drain(drained::incrementAndGet);
		assertThat(drained).hasValue(1);
		broker.passMillis(100);
		assertThat(drained).hasValue(2);
	}

	@Test
	void lossOfTheLastWorkerEndsWhatWaitsForItWhileDraining() {
		BrokerHarness broker = new BrokerHarness();
		BrokerHarness.Worker worker = broker.worker("echo", "w", 1);
		BrokerHarness.Client client = broker.client("c").request("echo", "r1", "{\"retry\":1}").request("echo", "r2");
		AtomicInteger drained = new AtomicInteger();
		broker.engine.drain(drained::incrementAndGet);
		broker.engine.onDisconnected(worker.id);
		assertThat(client.replies()).containsExactlyInAnyOrder("r1 3 -1 \"B_SHUTDOWN\"", "r2 3 -1 \"B_SHUTDOWN\"");
		assertThat(drained).hasValue(1);
	}

	@Test
	void closedBrokerAnswersEverythingAndSendsWorkersAway() {
		BrokerHarness broker = new BrokerHarness();
		BrokerHarness.Worker worker = broker.worker("echo", "w", 1);
		broker.coreServices.add("$dir");
		BrokerHarness.Client client = broker.client("c")
			.request("echo", "r1")
			.request("echo", "r2")
			.request("nobody", "r3")
			.request("$dir", "r4");
		broker.engine.close();
		assertThat(client.replies()).containsExactlyInAnyOrder("r1 3 -1 \"B_SHUTDOWN\"", "r2 3 -1 \"B_SHUTDOWN\"",
				"r3 3 -1 \"B_SHUTDOWN\"", "r4 3 -1 \"B_SHUTDOWN\"");
		assertThat(worker.wasDisconnected()).isTrue();
		assertThat(broker.timerCount()).isZero();
		assertThat(broker.counters.inFlight.get()).isZero();
		assertThat(broker.counters.pendingBytes.get()).isZero();
	}

	@Test
	void coreServiceIsAskedInsteadOfAWorkerOfTheSameName() {
		BrokerHarness broker = new BrokerHarness();
		broker.coreServices.add("$dir");
		BrokerHarness.Client client = broker.client("c").request("$dir", "r1").request("$dir", "r2");
		assertThat(broker.coreRequests).hasSize(2);
		broker.engine.completeCoreRequest(broker.coreRequests.get(0), new ToClient.Reply(ReplyType.FINAL,
				Bytes.of("r1"), ReplyStatus.ok(), Payload.of(BrokerHarness.utf8("[]"))));
		assertThat(client.replies()).containsExactly("r1 3 0 []");
		client.cancel("r2");
		broker.engine.completeCoreRequest(broker.coreRequests.get(1), new ToClient.Reply(ReplyType.FINAL,
				Bytes.of("r2"), ReplyStatus.ok(), Payload.of(BrokerHarness.utf8("[]"))));
		assertThat(client.replies()).isEmpty();
		assertThat(broker.counters.inFlight.get()).isZero();
		BrokerHarness.Worker external = broker.worker("$dir", "w");
		client.request("$dir", "r3").request("$dir", "r4", "{\"workerId\":\"w\"}");
		assertThat(broker.coreRequests).hasSize(3);
		assertThat(external.requestIds()).containsExactly("r4");
	}

	@Test
	void updateOfTheDirectoryIsForCoreServicesOnly() {
		BrokerHarness broker = new BrokerHarness();
		broker.worker("$dir", "core");
		broker.worker("echo", "plain");
		broker.events.clear();
		broker.receiveFrames(Bytes.of("core"), "W", "4", "", "{\"update\":1,\"concurrency\":100}");
		broker.receiveFrames(Bytes.of("plain"), "W", "4", "", "{\"update\":1}");
		assertThat(broker.events).containsExactly("directory update");
		broker.receiveFrames(Bytes.of("core"), "W", "4", "", "{\"update\":1,\"concurrency\":100}");
		assertThat(broker.events).hasSize(2);
	}

	@Test
	void allowedRepliesAreGivenAgainWhileTheyAreFresh() {
		BrokerHarness broker = BrokerHarness.withCache(ReplyCacheOptions.enabledWithDefaults());
		BrokerHarness.Worker worker = broker.worker("echo", "w");
		BrokerHarness.Client client = broker.client("c").request("echo", "r1", "\"go\"", "{}");
		worker.reply(ReplyType.FINAL, worker.request(), ReplyStatus.ok(), "\"x\"", "{\"cache\":1000}");
		BrokerHarness.Client other = broker.client("other")
			.request("echo", "r2", "\"go\"", "{}")
			.request("echo", "r3", "\"other\"", "{}")
			.request("echo", "r4", "\"go\"", "{\"nocache\":1}")
			.request("echo", "r5", "\"go\"", "{\"workerId\":\"w\"}");
		assertThat(other.replies()).containsExactly("r2 3 0 \"x\"");
		assertThat(worker.requestIds()).containsExactly("r3", "r4", "r5");
		broker.passMillis(1000);
		client.request("echo", "r6", "\"go\"", "{}");
		assertThat(worker.requestIds()).containsExactly("r6");
		assertThat(broker.counters.cacheHits.get()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"cache\":0}", "{\"cache\":-5}", "{\"cache\":\"x\"}", "undefined", "" })
	void repliesThatAreNotAllowedAreNotGivenAgain(String options) {
		BrokerHarness broker = BrokerHarness.withCache(ReplyCacheOptions.enabledWithDefaults());
		BrokerHarness.Worker worker = broker.worker("echo", "w");
		BrokerHarness.Client client = broker.client("c").request("echo", "r1", "1", "{}");
		worker.reply(ReplyType.FINAL, worker.request(), ReplyStatus.ok(), "1", options);
		client.request("echo", "r2", "1", "{}");
		assertThat(worker.requestIds()).containsExactly("r2");
	}

	@Test
	void errorsAndStreamsAreNotCachedAndNothingIsWithoutTheCache() {
		BrokerHarness broker = BrokerHarness.withCache(ReplyCacheOptions.enabledWithDefaults());
		BrokerHarness.Worker worker = broker.worker("echo", "w");
		BrokerHarness.Client client = broker.client("c").request("echo", "r1", "1", "{}");
		worker.reply(ReplyType.FINAL, worker.request(), ReplyStatus.error(), "1", "{\"cache\":1000}");
		client.request("echo", "r2", "1", "{}");
		ToWorker.Request stream = worker.request();
		worker.partial(stream, "1").reply(ReplyType.FINAL, stream, ReplyStatus.ok(), "2", "{\"cache\":1000}");
		client.request("echo", "r3", "1", "{}");
		assertThat(worker.requestIds()).containsExactly("r3");
		BrokerHarness uncached = new BrokerHarness();
		BrokerHarness.Worker other = uncached.worker("echo", "w");
		uncached.client("c").request("echo", "r1", "1", "{}");
		other.reply(ReplyType.FINAL, other.request(), ReplyStatus.ok(), "1", "{\"cache\":1000}");
		uncached.client("c").request("echo", "r2", "1", "{}");
		assertThat(other.requestIds()).containsExactly("r2");
	}

	@Test
	void cacheIsBoundedAndForgetsWhatWasNotUsedForLongest() {
		ReplyCache cache = new ReplyCache(new ReplyCacheOptions(true, 3, 10_000));
		byte[][] keys = new byte[5][];
		for (int i = 0; i < 4; i++) {
			keys[i] = BrokerHarness.utf8("" + i);
		}
		for (int i = 0; i < 3; i++) {
			cache.put("s", keys[i], Payload.of(keys[i]), 1000, 0);
		}
		assertThat(cache.get("s", keys[0], 1)).isNotNull();
		cache.put("s", keys[3], Payload.of(keys[3]), 1000, 0);
		assertThat(cache.get("s", keys[1], 1)).isNull();
		assertThat(cache.get("s", keys[0], 1)).isNotNull();
		cache.put("s", keys[0], Payload.of(new byte[9_800]), 1000, 0);
		assertThat(cache.size()).isEqualTo(1);
		cache.put("s", keys[1], Payload.of(new byte[20_000]), 1000, 0);
		assertThat(cache.size()).isEqualTo(1);
	}

}
