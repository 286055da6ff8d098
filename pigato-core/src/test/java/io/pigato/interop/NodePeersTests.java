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

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The original with itself: that the peers of the interoperability tests do what those
 * tests rely on.
 */
@Tag("interop")
class NodePeersTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private NodePeers peers;

	private NodeBroker broker;

	@BeforeEach
	void startBroker() {
		this.peers = NodePeers.open();
		this.broker = this.peers.broker(Map.of());
	}

	@AfterEach
	void endAll() {
		if (this.peers != null) {
			this.peers.close();
		}
	}

	@Test
	void repliesAreEchoed() {
		worker("echo");
		NodeClient client = client();
		for (Object data : List.of("grüße", 42, true, List.of(1, 2), Map.of("key", "value"))) {
			JsonNode outcome = client.awaitFinal(client.request("service", data));
			assertThat(outcome.get("error").asInt()).isZero();
			assertThat(outcome.get("data")).isEqualTo(NodePeer.MAPPER.valueToTree(data));
		}
	}

	@Test
	void partialsComeInOrderBeforeTheFinalReply() {
		worker("partials");
		NodeClient client = client();
		int id = client.request("service", 3);
		for (int i = 0; i < 3; i++) {
			assertThat(client.awaitPartial(id).asInt()).isEqualTo(i);
		}
		assertThat(client.awaitFinal(id).get("data").asInt()).isEqualTo(3);
		assertThat(client.unread()).noneMatch((line) -> line.path("event").asString().equals("partial"));
	}

	@Test
	void streamsEnd() {
		worker("partials");
		NodeClient client = client();
		int id = client.requestStream("service", 2, Map.of());
		for (int i = 0; i <= 2; i++) {
			assertThat(client.await("data", id).get("data").asInt()).isEqualTo(i);
		}
		client.await("end", id);
	}

	@Test
	void errorsAreTextOrObjects() {
		worker("error");
		NodeClient client = client();
		assertThat(client.awaitFinal(client.request("service", "NO")).get("error").asString()).isEqualTo("NO");
		JsonNode outcome = client.awaitFinal(client.request("service", Map.of("code", "E", "message", "No")));
		assertThat(outcome.get("error").get("code").asString()).isEqualTo("E");
		assertThat(outcome.get("data").isNull()).isTrue();
	}

	@Test
	void rejectedRequestsGoToAnotherWorker() {
		worker("reject").awaitConnect();
		NodeClient client = client();
		int id = client.request("service", "data");
		worker("echo");
		assertThat(client.awaitFinal(id).get("data").asString()).isEqualTo("data");
	}

	@Test
	void workersSeeOptions() {
		worker("opts");
		NodeClient client = client();
		JsonNode options = client.awaitFinal(client.request("service", null, Map.of("timeout", 30_000, "x", "y")))
			.get("data");
		assertThat(options.get("timeout").asInt()).isEqualTo(30_000);
		assertThat(options.get("x").asString()).isEqualTo("y");
	}

	@Test
	void undefinedDataArrivesAsNull() {
		NodeWorker worker = worker("hold");
		NodeClient client = client();
		int id = client.requestWithoutData("service");
		JsonNode request = worker.awaitRequest();
		assertThat(request.get("data").isNull()).isTrue();
		worker.reply(request.get("request").asInt(), "end");
		assertThat(client.awaitFinal(id).get("data").isNull()).isTrue();
	}

	@Test
	void heldRequestsAreRepliedToStepByStep() {
		NodeWorker worker = worker("hold");
		NodeClient client = client();
		int id = client.request("service", "data");
		int request = worker.awaitRequest().get("request").asInt();
		assertThat(worker.isActive(request)).isTrue();
		worker.reply(request, "write", "one");
		assertThat(client.awaitPartial(id).asString()).isEqualTo("one");
		worker.reply(request, "end", "two");
		assertThat(client.awaitFinal(id).get("data").asString()).isEqualTo("two");
		assertThat(worker.isActive(request)).isFalse();
	}

	@Test
	void requestsTurnInactiveAfterThreeIntervals() {
		NodeWorker worker = this.peers.worker(this.broker.endpoint(), "service", "hold", Map.of("heartbeat", 100));
		NodeClient client = client();
		client.request("service", "data");
		int request = worker.awaitRequest().get("request").asInt();
		worker.await("inactive", (line) -> line.get("request").asInt() == request);
	}

	@Test
	void scriptsDoWhatTheySay() {
		worker("script");
		NodeClient client = client();
		int id = client.request("service", List.of(Map.of("op", "write", "value", false),
				Map.of("op", "opts", "value", Map.of("cache", 1000)), Map.of("op", "end", "value", "")));
		assertThat(client.awaitPartial(id).isBoolean()).isTrue();
		assertThat(client.awaitFinal(id).get("data").asString()).isEmpty();
	}

	@Test
	void requestsTimeOut() {
		NodeClient client = this.peers.client(this.broker.endpoint(), Map.of("heartbeat", 100));
		JsonNode outcome = client.awaitFinal(client.request("service", "data", Map.of("timeout", 50)));
		assertThat(outcome.get("error").asString()).isEqualTo("C_TIMEOUT");
	}

	@Test
	void theDirectoryListsWorkers() {
		NodeBroker withDirectory = this.peers.brokerWithDirectory(Map.of());
		NodeWorker worker = this.peers.worker(withDirectory.endpoint(), "service", "echo", Map.of());
		String workerId = worker.awaitConnect();
		NodeClient client = this.peers.client(withDirectory.endpoint(), Map.of());
		Awaitility.await()
			.pollInSameThread()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(client.awaitFinal(client.request("$dir", "service")).get("data"))
				.containsExactly(NodePeer.MAPPER.valueToTree(workerId)));
	}

	@Test
	void failuresAreLinesAndTheProgramGoesOn() {
		NodeWorker worker = worker("hold");
		worker.reply(99, "end", "no such request");
		assertThat(worker.await("uncaught").get("message").asString()).isNotEmpty();
		NodeClient client = client();
		int id = client.request("service", "data");
		worker.reply(worker.awaitRequest().get("request").asInt(), "end", "done");
		assertThat(client.awaitFinal(id).get("data").asString()).isEqualTo("done");
	}

	@Test
	void programsEndWithTheirInput() {
		NodeWorker worker = worker("echo");
		worker.awaitConnect();
		NodeClient client = client();
		client.awaitConnect();
		for (NodePeer peer : List.of(worker, client, this.broker)) {
			peer.endInput();
			assertThat(peer.awaitEnd(PATIENCE)).isZero();
		}
	}

	@Test
	void theOriginalsTestsRunAgainstABrokerInAProcessOfItsOwn() {
		List<String> command = List.of("node", "broker.js", "--stdin=false", "--endpoint={endpoint}",
				"--conf={\"intch\":\"{directory}\",\"heartbeat\":{heartbeat},\"name\":\"{name}\"}");
		NodePeer tests = this.peers.originalTests("--command=" + NodePeer.MAPPER.writeValueAsString(command),
				"--files=[\"requestStream.js\"]");
		assertThat(tests.await("test").get("state").asString()).isEqualTo("passed");
		assertThat(tests.await("file").get("complete").asBoolean()).isTrue();
		assertThat(tests.awaitEnd(PATIENCE)).isZero();
	}

	private NodeWorker worker(String behaviour) {
		return this.peers.worker(this.broker.endpoint(), "service", behaviour, Map.of());
	}

	private NodeClient client() {
		return this.peers.client(this.broker.endpoint(), Map.of());
	}

}
