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

package io.pigato.interop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import io.pigato.broker.BrokerStatistics;
import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.client.PigatoNoWorkerException;
import io.pigato.client.PigatoTimeoutException;
import io.pigato.client.PigatoWorkerLostException;
import io.pigato.json.TypeRef;
import io.pigato.worker.ServiceWorker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The original's clients and workers on this project's broker, with each other and with
 * this project's.
 */
class NodePeersOnOurBrokerTests extends AbstractInteropTests {

	private static final String ANY_PORT = "tcp://127.0.0.1:0";

	private PigatoBroker broker;

	/** The transport of this project's brokers. */
	String brokerTransport() {
		return "netty";
	}

	@Override
	void startBroker(NodePeers peers) {
		this.broker = PigatoBroker.builder()
			.transport(brokerTransport())
			.endpoint(ANY_PORT)
			.directoryEndpoint(ANY_PORT)
			.gracePeriod(Duration.ofSeconds(2))
			.build();
		this.broker.start();
	}

	@Override
	void stopBroker() {
		this.broker.stop();
		BrokerStatistics statistics = this.broker.statistics();
		assertThat(statistics.malformed().values()).as("messages that the broker could not read").containsOnly(0L);
		assertThat(statistics.forgedReplies()).isZero();
	}

	@Override
	String endpoint() {
		return this.broker.endpoints().get(0).toString();
	}

	@ParameterizedTest
	@EnumSource
	void rangesFindVersions(Sides sides) {
		worker(sides, this.service + "@1.2.3", "echo");
		worker(sides, this.service + "@3.0.0", "opts");
		for (String range : List.of("1.2.3", "^1.0.0", "~1.2", "1.x", ">=1.2.0 <2.0.0", "0.9.9 || 1.2 - 1.4")) {
			assertThat(caller(sides).call(this.service + "@" + range, "data").data()).as(range).isEqualTo(json("data"));
		}
	}

	@ParameterizedTest
	@EnumSource
	void requestsWaitForAWildcardOrVersionedWorker(Sides sides) {
		Caller.Sent wildcard = caller(sides).send(this.service + "-name", "one", Map.of());
		Caller.Sent versioned = caller(sides).send(this.service + "@^2.0", "two", Map.of());
		worker(sides, this.service + "-*", "echo");
		assertThat(wildcard.await().data()).isEqualTo(json("one"));
		worker(sides, this.service + "@2.1.0", "echo");
		assertThat(versioned.await().data()).isEqualTo(json("two"));
	}

	@ParameterizedTest
	@EnumSource
	void moreConcurrencyCountsAtOnce(Sides sides) {
		HeldRequests worker = hold(sides, 0);
		Caller.Sent first = caller(sides).send(this.service, 1, Map.of());
		Caller.Sent second = caller(sides).send(this.service, 2, Map.of());
		eventually().until(() -> this.broker.statistics().queued() == 2);
		assertThat(worker.waiting()).isZero();
		worker.concurrency(1);
		HeldRequests.Held held = worker.next();
		worker.concurrency(-1);
		worker.next().end("done");
		held.end("done");
		assertThat(first.await().data()).isEqualTo(json("done"));
		assertThat(second.await().data()).isEqualTo(json("done"));
	}

	@Test
	void requestsWithRetryRunAgainWhenTheirWorkerIsKilled() {
		NodeWorker first = this.peers.worker(endpoint(), this.service, "hold", Map.of());
		first.awaitConnect();
		Caller.Sent fromNode = caller(Sides.NODE_CLIENT_AND_NODE_WORKER).send(this.service, "node", Map.of("retry", 1));
		first.awaitRequest();
		Caller.Sent fromUs = caller(Sides.OUR_CLIENT_AND_NODE_WORKER).send(this.service, "us", Map.of("retry", 1));
		first.awaitRequest();
		first.kill();
		this.peers.worker(endpoint(), this.service, "echo", Map.of());
		assertThat(fromNode.await().data()).isEqualTo(json("node"));
		assertThat(fromUs.await().data()).isEqualTo(json("us"));
	}

	@Test
	void requestsWithoutRetryFailAtOnceWhenTheirWorkerIsKilled() {
		NodeWorker worker = this.peers.worker(endpoint(), this.service, "hold", Map.of());
		int fromNode = nodeClient().request(this.service, "node");
		worker.awaitRequest();
		CompletableFuture<String> fromUs = ourClient().callAsync(this.service, "us", String.class);
		worker.awaitRequest();
		worker.kill();
		assertThat(nodeClient().awaitFinal(fromNode).get("error").asString()).isEqualTo("B_WORKER_LOST");
		assertThatExceptionOfType(PigatoWorkerLostException.class).isThrownBy(() -> join(fromUs));
	}

	@Test
	void nodeWorkersThatStopDoNotComeBackByThemselves() {
		NodeWorker worker = this.peers.worker(endpoint(), this.service, "echo", Map.of());
		long joined = -1;
		for (int i = 0; i < 5; i++) {
			String workerId = worker.awaitConnect();
			assertThat(workerIds()).containsExactly(workerId);
			joined = (joined < 0) ? this.broker.statistics().workersJoined() : joined + 1;
			worker.stop();
			eventually().until(() -> workerIds().isEmpty());
			worker.send(Map.of("command", "start"));
		}
		worker.awaitConnect();
		assertThat(this.broker.statistics().workersJoined()).isEqualTo(joined + 1);
		worker.stop();
		eventually().untilAsserted(() -> assertThatExceptionOfType(PigatoNoWorkerException.class)
			.isThrownBy(() -> ourClient().request(this.service).failFast().call(String.class)));
		assertThat(this.broker.statistics().workersJoined()).isEqualTo(joined + 1);
	}

	private List<String> workerIds() {
		List<String> ids = ourClient().request("$dir").data(this.service).call(new TypeRef<List<String>>() {
		});
		return (ids != null) ? ids : List.of();
	}

	@Test
	void heartbeatsOfTheNodeClientKeepARequestActive() {
		NodeWorker worker = this.peers.worker(endpoint(), this.service, "hold", Map.of("heartbeat", 400));
		int id = nodeClient().requestStream(this.service, "kept", Map.of());
		int kept = worker.awaitRequest().get("request").asInt();
		nodeClient().request(this.service, "let go");
		int letGo = worker.awaitRequest().get("request").asInt();
		eventually().pollInterval(Duration.ofMillis(20)).until(() -> {
			nodeClient().heartbeat(id);
			return !worker.isActive(letGo);
		});
		assertThat(worker.isActive(kept)).isTrue();
		worker.reply(kept, "end", "done");
		assertThat(nodeClient().await("data", id).get("data")).isEqualTo(json("done"));
	}

	@Test
	void ourClientKeepsItsRequestsActiveByItself() {
		NodeWorker worker = this.peers.worker(endpoint(), this.service, "hold", Map.of("heartbeat", 400));
		PigatoClient client = closeLater(PigatoClient.builder()
			.transport(peerTransport())
			.endpoint(endpoint())
			.heartbeatInterval(Duration.ofMillis(50))
			.build());
		client.start();
		CompletableFuture<String> kept = client.callAsync(this.service, "kept", String.class);
		int first = worker.awaitRequest().get("request").asInt();
		nodeClient().request(this.service, "let go");
		int second = worker.awaitRequest().get("request").asInt();
		worker.await("inactive", (line) -> line.get("request").asInt() == second);
		assertThat(worker.isActive(first)).isTrue();
		worker.reply(first, "end", "done");
		assertThat(join(kept)).isEqualTo("done");
	}

	@Test
	void lateRepliesReachNobodyAndHarmNobody() {
		NodeWorker worker = this.peers.worker(endpoint(), this.service, "hold", Map.of());
		NodeClient client = this.peers.client(endpoint(), Map.of("heartbeat", 100));
		client.awaitConnect();
		worker.awaitConnect();
		BrokerStatistics before = this.broker.statistics();
		int late = client.request(this.service, "late", Map.of("timeout", 300));
		int request = worker.awaitRequest().get("request").asInt();
		int other = client.request(this.service, "other");
		int otherRequest = worker.awaitRequest().get("request").asInt();
		assertThat(client.awaitFinal(late).get("error").asString()).isEqualTo("C_TIMEOUT");
		eventually().until(() -> this.broker.statistics().expired() > before.expired());
		worker.reply(request, "end", "too late");
		eventually().until(() -> this.broker.statistics().lateReplies() > before.lateReplies());
		worker.reply(otherRequest, "end", "in time");
		assertThat(client.awaitFinal(other).get("data")).isEqualTo(json("in time"));
		assertThat(events(client)).doesNotContain("error", "uncaught");
		assertThat(events(worker)).doesNotContain("error", "uncaught", "disconnect");
	}

	@Test
	void cancelledRequestsOfOurClientLeaveTheNodeWorkerAlone() {
		NodeWorker worker = this.peers.worker(endpoint(), this.service, "hold", Map.of("concurrency", 1));
		worker.awaitConnect();
		CompletableFuture<String> first = ourClient().callAsync(this.service, "first", String.class);
		int request = worker.awaitRequest().get("request").asInt();
		first.cancel(true);
		CompletableFuture<String> second = ourClient().callAsync(this.service, "second", String.class);
		worker.reply(request, "end", "too late");
		worker.reply(worker.awaitRequest().get("request").asInt(), "end", "done");
		assertThat(join(second)).isEqualTo("done");
		assertThat(events(worker)).doesNotContain("error", "uncaught", "disconnect");
	}

	@Test
	void ourClientIsToldOfExpiredRequestsAndTheNodeWorkerGoesOn() {
		NodeWorker worker = this.peers.worker(endpoint(), this.service, "hold", Map.of());
		worker.awaitConnect();
		assertThatExceptionOfType(PigatoTimeoutException.class)
			.isThrownBy(() -> ourClient().request(this.service).timeout(Duration.ofMillis(200)).call(String.class));
		worker.reply(worker.awaitRequest().get("request").asInt(), "end", "too late");
		CompletableFuture<String> next = ourClient().callAsync(this.service, "next", String.class);
		worker.reply(worker.awaitRequest().get("request").asInt(), "end", "done");
		assertThat(join(next)).isEqualTo("done");
	}

	@Test
	void theBuiltInDirectoryListsWorkersOfBothKinds() {
		String nodeId = this.peers.worker(endpoint(), this.service, "echo", Map.of()).awaitConnect();
		ServiceWorker ours = ourWorker(this.service, "echo");
		for (Sides sides : List.of(Sides.NODE_CLIENT_AND_NODE_WORKER, Sides.OUR_CLIENT_AND_OUR_WORKER)) {
			assertThat(caller(sides).call("$dir", this.service).data()).containsExactlyInAnyOrder(json(nodeId),
					json(ours.workerId()));
			assertThat(caller(sides).call("$dir", null).data().get(this.service)).hasSize(2);
		}
	}

	@Test
	void theOriginalsDirectoryServiceServesOnThePublishedDirectory() {
		PigatoBroker withDirectory = closeLater(PigatoBroker.builder()
			.transport(brokerTransport())
			.endpoint(ANY_PORT)
			.directoryEndpoint(ANY_PORT)
			.build());
		withDirectory.start();
		String endpoint = withDirectory.endpoints().get(0).toString();
		NodePeer directory = this.peers.directory(endpoint, withDirectory.directoryEndpoint().toString());
		String directoryId = directory.await("connect").get("workerId").asString();
		// the broker has a directory itself
		Map<String, Object> options = Map.of("workerId", directoryId);
		NodeClient client = this.peers.client(endpoint, Map.of());
		NodeWorker worker = this.peers.worker(endpoint, this.service, "echo", Map.of());
		String workerId = worker.awaitConnect();
		// its subscription may be there only later than the change
		eventually().untilAsserted(() -> {
			directory.send(Map.of("command", "update"));
			assertThat(client.awaitFinal(client.request("$dir", this.service, options)).get("data"))
				.containsExactly(json(workerId));
		});
		JsonNode all = client.awaitFinal(client.request("$dir", null, options)).get("data");
		assertThat(all).isEqualTo(json(Map.of(this.service, List.of(workerId), "$dir", List.of(directoryId))));
		assertThat(directory.await("request").path("data")).isEqualTo(json(this.service));
		worker.stop();
		eventually().untilAsserted(
				() -> assertThat(client.awaitFinal(client.request("$dir", this.service, options)).get("data"))
					.isEmpty());
	}

	@Test
	void nodePeersComeBackToABrokerThatWasRestarted() {
		String endpoint = NodePeers.freeEndpoint();
		PigatoBroker restarted = closeLater(PigatoBroker.builder()
			.transport(brokerTransport())
			.endpoint(endpoint)
			.gracePeriod(Duration.ZERO)
			.build());
		restarted.start();
		NodeWorker worker = this.peers.worker(endpoint, this.service, "echo",
				Map.of("heartbeat", 200, "reconnect", 100));
		NodeClient client = this.peers.client(endpoint, Map.of("heartbeat", 200, "reconnect", 100));
		String workerId = worker.awaitConnect();
		assertThat(client.awaitFinal(client.request(this.service, "before")).get("data")).isEqualTo(json("before"));
		restarted.stop();
		worker.await("disconnect");
		restarted.start();
		assertThat(worker.awaitConnect()).isNotEqualTo(workerId);
		eventually().untilAsserted(() -> assertThat(
				client.awaitFinal(client.request(this.service, "after", Map.of("timeout", 1000))).get("data"))
			.isEqualTo(json("after")));
	}

	private static List<String> events(NodePeer peer) {
		return peer.unread().stream().map((line) -> line.path("event").asString("")).toList();
	}

	private static <T> T join(CompletableFuture<T> future) {
		try {
			return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw ex;
		}
	}

}
