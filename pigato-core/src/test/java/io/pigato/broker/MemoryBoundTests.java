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

import org.junit.jupiter.api.Test;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.ToBroker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What peers can make large counts against the limits, or is not kept.
 */
class MemoryBoundTests {

	@Test
	void longRequestIdIsRefused() {
		BrokerHarness broker = new BrokerHarness();
		String id = "r".repeat(255);
		BrokerHarness.Client client = broker.client("c").request("a", id).request("a", id + "r");
		assertThat(client.replies()).containsExactly(id + "r 3 -1 \"B_TOO_LARGE\"");
		assertThat(broker.counters.queued.get()).isEqualTo(1);
	}

	@Test
	void longWorkerIdIsRefused() {
		BrokerHarness broker = new BrokerHarness();
		BrokerHarness.Client client = broker.client("c")
			.request("a", "r1", "1", "{\"workerId\":\"" + "w".repeat(512) + "\"}")
			.request("a", "r2", "1", "{\"workerId\":\"" + "w".repeat(513) + "\"}");
		assertThat(client.replies()).containsExactly("r2 3 -1 \"B_TOO_LARGE\"");
	}

	@Test
	void idsAndNamesAndFramesCount() {
		BrokerHarness broker = new BrokerHarness();
		broker.client("c").request("a", "r1", "1", "{}");
		long plain = broker.counters.pendingBytes.get();
		broker.client("c").request("a".repeat(101), "r2".repeat(51), "1", "{}");
		assertThat(broker.counters.pendingBytes.get() - 2 * plain).isEqualTo(3 * 100 + 100);
		long before = broker.counters.pendingBytes.get();
		broker.receiveFrames(Bytes.of("c"), "C", "2", "a", "r3", "1", "{}", "", "", "");
		assertThat(broker.counters.pendingBytes.get() - before).isGreaterThan(plain);
		broker.client("c").cancel("r1").cancel("r2".repeat(51)).cancel("r3");
		assertThat(broker.counters.pendingBytes.get()).isZero();
	}

	@Test
	void aClientLeavesRoomForOthers() {
		BrokerHarness broker = BrokerHarness.withLimits((limits) -> limits.maxPendingBytes(100_000));
		BrokerHarness.Client hog = broker.client("hog");
		BrokerHarness.Client other = broker.client("other").request("a", "r", "1", "{}");
		long one = broker.counters.pendingBytes.get();
		for (int i = 0; i < 1_000; i++) {
			hog.request("a", "r" + i, "1", "{}");
		}
		assertThat(broker.counters.pendingBytes.get()).isBetween(80_000L, 90_000L);
		for (int i = 0; i < 5_000 / one; i++) {
			other.request("a", "r" + i, "1", "{}");
		}
		assertThat(other.replies()).isEmpty();
	}

	@Test
	void aClientLeavesPlacesInQueuesToOthers() {
		BrokerHarness broker = BrokerHarness.withLimits((limits) -> limits.maxQueued(90));
		BrokerHarness.Client hog = broker.client("hog");
		for (int i = 0; i < 100; i++) {
			hog.request("a", "r" + i);
		}
		assertThat(broker.counters.queued.get()).isEqualTo(80);
		BrokerHarness.Client other = broker.client("other");
		for (int i = 0; i < 9; i++) {
			other.request("a", "r" + i);
		}
		assertThat(other.replies()).isEmpty();
	}

	@Test
	void rejectersOfARequestCount() {
		BrokerHarness broker = BrokerHarness.withLimits((limits) -> limits.maxPendingBytes(1_500));
		BrokerHarness.Client client = broker.client("c").request("a", "r");
		int rejections = 0;
		while (client.replies().isEmpty() && rejections < 100) {
			Bytes worker = Bytes.of("w" + rejections++);
			broker.receiveFrames(worker, "W", "1", "a");
			broker.receiveFrames(worker, "W", "7", "c", "", "r", "0", "null", "{}");
		}
		assertThat(rejections).isBetween(2, 20);
		assertThat(broker.counters.pendingBytes.get()).isZero();
	}

	@Test
	void abandonedRequestsAreBoundedInAll() {
		BrokerHarness broker = new BrokerHarness();
		BrokerHarness.Client client = broker.client("c");
		for (int w = 0; w < 60; w++) {
			String worker = "w" + w;
			broker.receiveFrames(Bytes.of(worker), "W", "1", worker);
			for (int i = 0; i < 1_000; i++) {
				client.request(worker, "r" + i).cancel("r" + i);
			}
		}
		// the last one was not given anything to remember, and is believed
		broker.receiveFrames(Bytes.of("w59"), "W", "3", "c", "", "r5", "0", "1", "{}");
		assertThat(broker.counters.lateReplies.get()).isEqualTo(1);
		assertThat(broker.counters.workers.get()).isEqualTo(60);
	}

	@Test
	void unknownExtensionsAreNotKept() {
		BrokerLimits limits = BrokerLimits.defaults();
		Capabilities kept = BrokerEngine
			.announced(Bytes.of("{\"heartbeat\":5,\"features\":[\"x\",\"drain\"],\"concurrency\":3}").array(), limits);
		assertThat(kept.has("x")).isFalse();
		assertThat(kept.has(Capabilities.DRAIN)).isTrue();
		assertThat(kept.has(Capabilities.CANCEL)).isFalse();
		assertThat(kept.heartbeatMillis()).isEqualTo(5);
		assertThat(kept.concurrency()).isEqualTo(3);
		String large = "{\"features\":[\"cancel\"],\"x\":\"" + "y".repeat(limits.maxOptionsSize()) + "\"}";
		assertThat(BrokerEngine.announced(Bytes.of(large).array(), limits).has(Capabilities.CANCEL)).isFalse();
		assertThat(BrokerEngine.announced(null, limits).has(Capabilities.CANCEL)).isFalse();
		BrokerHarness broker = new BrokerHarness();
		broker.receive(Bytes.of("c"), new ToBroker.ClientHello(Bytes.of(large).array()));
		assertThat(broker.counters.clients.get()).isEqualTo(1);
	}

}
