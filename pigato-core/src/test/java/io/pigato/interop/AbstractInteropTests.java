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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

import io.pigato.client.PigatoClient;
import io.pigato.worker.ServiceWorker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What holds on either broker, whoever's client and worker take part. One broker and one
 * client of each kind serve all tests of a class; each test has services of its own.
 */
@Tag("interop")
@TestInstance(Lifecycle.PER_CLASS)
abstract class AbstractInteropTests {

	static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final AtomicInteger SERVICES = new AtomicInteger();

	private NodePeers shared;

	private NodeClient nodeClient;

	private Caller nodeCaller;

	private PigatoClient ourClient;

	private Caller ourCaller;

	/** For one test. */
	NodePeers peers;

	/** For one test. */
	String service;

	private final List<AutoCloseable> closeables = new ArrayList<>();

	@BeforeAll
	void start() {
		this.shared = NodePeers.open();
		startBroker(this.shared);
		this.nodeClient = this.shared.client(endpoint(), Map.of());
		this.nodeClient.awaitConnect();
		this.nodeCaller = new NodeCaller(this.nodeClient);
		this.ourClient = PigatoClient.builder().endpoint(endpoint()).transport(peerTransport()).build();
		this.ourClient.start();
		this.ourCaller = new OurCaller(this.ourClient);
	}

	@AfterAll
	void stop() {
		if (this.shared != null) {
			if (this.ourClient != null) {
				this.ourClient.stop();
			}
			this.shared.close();
			stopBroker();
		}
	}

	@BeforeEach
	void open() {
		this.peers = NodePeers.open();
		this.service = "service" + SERVICES.incrementAndGet();
	}

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable closeable : this.closeables) {
			closeable.close();
		}
		this.closeables.clear();
		this.peers.close();
	}

	/** The transport of this project's clients and workers. */
	String peerTransport() {
		return "netty";
	}

	/** Start the broker of all tests. */
	abstract void startBroker(NodePeers peers);

	/** Stop the broker of all tests. */
	abstract void stopBroker();

	/**
	 * Whether the broker answers a worker's goodbye, which the original's worker takes
	 * for a command to start again.
	 */
	boolean wakesStoppedNodeWorkers() {
		return false;
	}

	/** Where the broker of all tests is. */
	abstract String endpoint();

	NodeClient nodeClient() {
		return this.nodeClient;
	}

	PigatoClient ourClient() {
		return this.ourClient;
	}

	Caller caller(Sides sides) {
		return sides.nodeClient() ? this.nodeCaller : this.ourCaller;
	}

	/** Start a worker, and wait until the broker has answered it. */
	void worker(Sides sides, String service, String behaviour) {
		if (sides.nodeWorker()) {
			this.peers.worker(endpoint(), service, behaviour, Map.of()).awaitConnect();
		}
		else {
			ourWorker(service, behaviour);
		}
	}

	/** Start a worker of this project, and wait until the broker has answered it. */
	ServiceWorker ourWorker(String service, String behaviour) {
		List<ServiceWorker> self = new ArrayList<>();
		self.add(ServiceWorker.builder(service, OurBehaviours.handler(behaviour, () -> self.get(0).workerId()))
			.transport(peerTransport())
			.endpoint(endpoint())
			.build());
		return connect(self.get(0));
	}

	/** Start a worker that leaves its replies to the test. */
	HeldRequests hold(Sides sides, int concurrency) {
		if (sides.nodeWorker()) {
			return new HeldRequests.OfNode(
					this.peers.worker(endpoint(), this.service, "hold", Map.of("concurrency", concurrency)));
		}
		HeldRequests.OfOurs held = new HeldRequests.OfOurs();
		held.of(connect(ServiceWorker.builder(this.service, held::handle)
			.transport(peerTransport())
			.endpoint(endpoint())
			.concurrency(concurrency)
			.gracePeriod(Duration.ZERO)
			.build()));
		return held;
	}

	ServiceWorker connect(ServiceWorker worker) {
		closeLater(worker).start();
		eventually().until(() -> worker.statistics().connected());
		return worker;
	}

	<T extends AutoCloseable> T closeLater(T closeable) {
		this.closeables.add(closeable);
		return closeable;
	}

	static ConditionFactory eventually() {
		return Awaitility.await().pollInSameThread().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE);
	}

	static JsonNode json(Object value) {
		return (value != null) ? NodePeer.MAPPER.valueToTree(value) : NullNode.getInstance();
	}

	@ParameterizedTest
	@EnumSource
	void valuesAreEchoed(Sides sides) {
		worker(sides, this.service, "echo");
		for (Object value : Arrays.asList("plain", "grüße, Ελλάδα, 漢字, \ud83d\udc26, \u0000\t\"\\", 42, -1.5, 0, true,
				false, "", null, List.of(), List.of(1, "two", List.of()), Map.of(),
				Map.of("ключ", Map.of("deep", List.of(false))), "x".repeat(1 << 20))) {
			Outcome outcome = caller(sides).call(this.service, value);
			assertThat(outcome.error()).isNull();
			assertThat(outcome.data()).isEqualTo(json(value));
			assertThat(outcome.partials()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void partialsComeInOrderBeforeTheFinalReply(Sides sides) {
		worker(sides, this.service, "partials");
		Outcome outcome = caller(sides).call(this.service, 500);
		assertThat(outcome.partials()).hasSize(500);
		for (int i = 0; i < 500; i++) {
			assertThat(outcome.partials().get(i)).isEqualTo(json(i));
		}
		assertThat(outcome.data()).isEqualTo(json(500));
	}

	@ParameterizedTest
	@EnumSource
	void errorsAreAnyJson(Sides sides) {
		worker(sides, this.service, "error");
		for (Object value : Arrays.asList("NO", Map.of("code", "E", "message", "nö"), List.of(1), 7, "", false, null)) {
			Outcome outcome = caller(sides).call(this.service, value);
			assertThat(outcome.error()).as("the error " + value).isEqualTo(json(value));
			assertThat(outcome.data().isNull()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource
	void rejectedRequestsGoToAnotherWorker(Sides sides) {
		worker(sides, this.service, "reject");
		Caller.Sent sent = caller(sides).send(this.service, "data", Map.of());
		worker(sides, this.service, "echo");
		assertThat(sent.await().data()).isEqualTo(json("data"));
	}

	@ParameterizedTest
	@EnumSource
	void workersSeeOptionsOfAnyKey(Sides sides) {
		worker(sides, this.service, "opts");
		JsonNode options = caller(sides)
			.send(this.service, null,
					Map.of("timeout", 30_000, "retry", 1, "x", "ÿ", "deep", Map.of("list", List.of(0, false))))
			.await()
			.data();
		assertThat(options.get("timeout")).isEqualTo(json(30_000));
		assertThat(options.get("retry")).isEqualTo(json(1));
		assertThat(options.get("x")).isEqualTo(json("ÿ"));
		assertThat(options.get("deep")).isEqualTo(json(Map.of("list", List.of(0, false))));
	}

	@ParameterizedTest
	@EnumSource
	void requestsReachTheWorkerTheyAreFor(Sides sides) {
		HeldRequests first = hold(sides, 100);
		HeldRequests second = hold(sides, 100);
		for (HeldRequests target : List.of(second, first, second)) {
			Caller.Sent sent = caller(sides).send(this.service, null, Map.of("workerId", target.workerId()));
			target.next().end(target.workerId());
			assertThat(sent.await().data()).isEqualTo(json(target.workerId()));
		}
		assertThat(first.waiting() + second.waiting()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void concurrencyIsKeptAndChangesAtRunTime(Sides sides) {
		HeldRequests worker = hold(sides, 1);
		// the original's worker announces its concurrency after READY, but before a reply
		Caller.Sent announced = caller(sides).send(this.service, "announced", Map.of());
		worker.next().end("done");
		announced.await();
		List<Caller.Sent> sent = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			sent.add(caller(sides).send(this.service, i, Map.of()));
		}
		HeldRequests.Held first = worker.next();
		roundTrip(sides);
		assertThat(worker.waiting()).isZero();
		first.end("done");
		HeldRequests.Held second = worker.next();
		roundTrip(sides);
		assertThat(worker.waiting()).isZero();
		// the original's broker hands out more only when it has something else to do
		worker.concurrency(3);
		second.end("done");
		List<HeldRequests.Held> together = List.of(worker.next(), worker.next(), worker.next());
		for (HeldRequests.Held held : together) {
			held.end("done");
		}
		for (Caller.Sent each : sent) {
			assertThat(each.await().data()).isEqualTo(json("done"));
		}
	}

	/** When this returns the broker has read what the client sent before. */
	private void roundTrip(Sides sides) {
		ServiceWorker other = ourWorker(this.service + "-other", "echo");
		assertThat(caller(sides).call(this.service + "-other", "data").data()).isEqualTo(json("data"));
		other.stop();
	}

	@ParameterizedTest
	@EnumSource
	void requestsWaitForTheirWorker(Sides sides) {
		Caller.Sent sent = caller(sides).send(this.service, "data", Map.of());
		worker(sides, this.service, "echo");
		assertThat(sent.await().data()).isEqualTo(json("data"));
	}

	@ParameterizedTest
	@EnumSource
	void theLongestWildcardServes(Sides sides) {
		worker(sides, this.service + "-*", "opts");
		worker(sides, this.service + "-long-*", "echo");
		assertThat(caller(sides).call(this.service + "-long-name", "data").data()).isEqualTo(json("data"));
		assertThat(caller(sides).call(this.service + "-name", "data").data().isObject()).isTrue();
		assertThat(caller(sides).call(this.service + "-long-*", "data").data()).isEqualTo(json("data"));
	}

	@ParameterizedTest
	@EnumSource
	void heldRequestsAreRepliedToStepByStep(Sides sides) {
		HeldRequests worker = hold(sides, 100);
		Caller.Sent sent = caller(sides).send(this.service, "data", Map.of());
		HeldRequests.Held held = worker.next();
		assertThat(held.data()).isEqualTo(json("data"));
		assertThat(held.isActive()).isTrue();
		held.write("one");
		held.write(2);
		held.end(List.of(3));
		Outcome outcome = sent.await();
		assertThat(outcome.partials()).containsExactly(json("one"), json(2));
		assertThat(outcome.data()).isEqualTo(json(List.of(3)));
		eventually().until(() -> !held.isActive());
	}

	@ParameterizedTest
	@EnumSource
	void workersThatHaveStoppedGetNothing(Sides sides) {
		assumeThat(sides.nodeWorker() && wakesStoppedNodeWorkers()).isFalse();
		HeldRequests worker = hold(sides, 100);
		Caller.Sent before = caller(sides).send(this.service, "before", Map.of());
		worker.next().end("done");
		before.await();
		worker.stop();
		// the broker may hand it over before it has read that the worker leaves
		Caller.Sent after = caller(sides).send(this.service, "after", Map.of("retry", 1));
		worker(sides, this.service, "echo");
		assertThat(after.await().data()).isEqualTo(json("after"));
	}

	@Test
	void undefinedDataOfTheNodeClientIsNull() {
		HeldRequests ours = hold(Sides.NODE_CLIENT_AND_OUR_WORKER, 100);
		int id = this.nodeClient.requestWithoutData(this.service);
		HeldRequests.Held held = ours.next();
		assertThat(held.data() == null || held.data().isNull()).isTrue();
		held.end(null);
		assertThat(this.nodeClient.awaitFinal(id).get("data").isNull()).isTrue();
	}

	@Test
	void undefinedValuesOfTheNodeWorkerAreNull() {
		NodeWorker worker = this.peers.worker(endpoint(), this.service, "hold", Map.of());
		Caller ours = caller(Sides.OUR_CLIENT_AND_NODE_WORKER);
		Caller.Sent ended = ours.send(this.service, null, Map.of());
		worker.reply(worker.awaitRequest().get("request").asInt(), "end");
		assertThat(ended.await()).isEqualTo(new Outcome(List.of(), null, NullNode.getInstance()));
		Caller.Sent failed = ours.send(this.service, null, Map.of());
		worker.reply(worker.awaitRequest().get("request").asInt(), "error");
		assertThat(failed.await()).isEqualTo(new Outcome(List.of(), NullNode.getInstance(), NullNode.getInstance()));
	}

	@Test
	void streamsOfTheNodeClientEnd() {
		ourWorker(this.service, "partials");
		int id = this.nodeClient.requestStream(this.service, 3, Map.of());
		for (int i = 0; i <= 3; i++) {
			assertThat(this.nodeClient.await("data", id).get("data")).isEqualTo(json(i));
		}
		this.nodeClient.await("end", id);
	}

	@Test
	void streamsOfOurClientEnd() {
		this.peers.worker(endpoint(), this.service, "partials", Map.of());
		assertThat(this.ourClient.request(this.service).data(3).stream(Integer.class)).containsExactly(0, 1, 2, 3);
	}

	@Test
	void creditOfOurClientIsNoLimitForTheNodeWorker() {
		this.peers.worker(endpoint(), this.service, "partials", Map.of());
		assertThat(readWithLittleCredit()).hasSize(101).isSorted();
	}

	@Test
	void creditOfOurClientDoesNotStopOurWorker() {
		ourWorker(this.service, "partials");
		assertThat(readWithLittleCredit()).hasSize(101).isSorted();
	}

	private List<Integer> readWithLittleCredit() {
		try (Stream<Integer> replies = this.ourClient.request(this.service)
			.data(100)
			.bufferSize(200)
			.bufferBytes(1)
			.stream(Integer.class)) {
			return replies.toList();
		}
	}

}
