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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.protocol.Bytes;
import io.pigato.transport.Endpoint;
import io.pigato.transport.EventLoop;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.TestDealer;
import io.pigato.transport.TransportException;
import io.pigato.transport.Transports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A broker with its loop and sockets, and peers that are raw dealers.
 */
class PigatoBrokerTests {

	private final List<AutoCloseable> closeables = new ArrayList<>();

	private final EventLoop peerLoop = Transports.named("memory").newEventLoop("peers");

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable closeable : this.closeables) {
			closeable.close();
		}
		this.peerLoop.close();
	}

	private PigatoBroker start(PigatoBroker.Builder builder) {
		PigatoBroker broker = builder.build();
		this.closeables.add(broker);
		broker.start();
		return broker;
	}

	private static PigatoBroker.Builder memoryBroker() {
		return PigatoBroker.builder().endpoint("inproc://*").gracePeriod(Duration.ofSeconds(10));
	}

	private TestDealer connect(Endpoint endpoint, String identity) {
		TestDealer dealer = new TestDealer(this.peerLoop, Bytes.of(identity));
		dealer.connect(endpoint, SocketOptions.builder().reconnectDelay(Duration.ofMillis(10)).build());
		return dealer.awaitEvent("connected");
	}

	private static void send(TestDealer dealer, String... frames) {
		byte[][] bytes = new byte[frames.length][];
		for (int i = 0; i < frames.length; i++) {
			bytes[i] = frames[i].getBytes(StandardCharsets.UTF_8);
		}
		dealer.send(bytes);
	}

	private static List<String> next(TestDealer dealer) {
		return Arrays.stream(dealer.nextMessage()).map((frame) -> new String(frame, StandardCharsets.UTF_8)).toList();
	}

	@Test
	void servesClientsAndWorkers() {
		PigatoBroker broker = start(memoryBroker());
		TestDealer worker = connect(broker.endpoints().get(0), "w");
		send(worker, "W", "1", "echo");
		assertThat(next(worker)).containsExactly("W", "1");
		TestDealer client = connect(broker.endpoints().get(0), "c");
		send(client, "C", "2", "echo", "r", "\"hi\"", "{}");
		assertThat(next(worker)).containsExactly("W", "2", "c", "echo", "", "r", "\"hi\"", "{}");
		send(worker, "W", "6", "c", "", "r", "0", "1", "{}");
		send(worker, "W", "3", "c", "", "r", "0", "2");
		assertThat(next(client)).containsExactly("C", "6", "", "r", "0", "1", "{}");
		assertThat(next(client)).containsExactly("C", "3", "", "r", "0", "2");
		Awaitility.await().until(() -> broker.statistics().replies() == 1);
		BrokerStatistics statistics = broker.statistics();
		assertThat(statistics.requests()).isEqualTo(1);
		assertThat(statistics.partials()).isEqualTo(1);
		assertThat(statistics.workers()).isEqualTo(1);
	}

	@Test
	void servesPeersOfSeveralEndpointsTogether() {
		PigatoBroker broker = start(memoryBroker().endpoint("inproc://*"));
		assertThat(broker.endpoints()).hasSize(2).doesNotHaveDuplicates();
		TestDealer worker = connect(broker.endpoints().get(0), "w");
		send(worker, "W", "1", "echo");
		next(worker);
		TestDealer client = connect(broker.endpoints().get(1), "c");
		send(client, "C", "2", "echo", "r", "1");
		assertThat(next(worker)).startsWith("W", "2", "c");
		TestDealer namesake = connect(broker.endpoints().get(0), "c");
		send(namesake, "C", "4");
		send(worker, "W", "3", "c", "", "r", "0", "2");
		assertThat(next(client)).containsExactly("C", "3", "", "r", "0", "2");
		assertThat(namesake.messages).isEmpty();
		Awaitility.await().until(() -> broker.statistics().namesakes() == 1);
	}

	@Test
	void directoryKnowsWhoIsThere() {
		PigatoBroker broker = start(memoryBroker());
		Endpoint endpoint = broker.endpoints().get(0);
		TestDealer client = connect(endpoint, "c");
		send(client, "C", "2", "$dir", "r1", "null", "{}");
		assertThat(next(client)).containsExactly("C", "3", "", "r1", "0", "{}", "{}");
		TestDealer first = connect(endpoint, "w1");
		send(first, "W", "1", "echo");
		next(first);
		TestDealer second = connect(endpoint, "w2");
		send(second, "W", "1", "echo");
		next(second);
		send(client, "C", "2", "$dir", "r2", "\"echo\"", "{}");
		assertThat(next(client)).containsExactly("C", "3", "", "r2", "0", "[\"w1\",\"w2\"]", "{}");
		send(client, "C", "2", "$dir", "r3", "undefined", "{}");
		assertThat(next(client)).contains("{\"echo\":[\"w1\",\"w2\"]}");
		send(first, "W", "5");
		Awaitility.await().until(() -> broker.statistics().workers() == 1);
		send(client, "C", "2", "$dir", "r4", "\"echo\"", "{}");
		assertThat(next(client)).contains("[\"w2\"]");
		send(client, "C", "2", "$dir", "r5", "\"nosuch\"", "{}");
		assertThat(next(client)).contains("[]");
	}

	@Test
	void furtherCoreServicesAreAskedOffTheLoopAndTheirFailuresAnswered() {
		CoreService service = new CoreService() {

			@Override
			public String name() {
				return "$time";
			}

			@Override
			public Instance start(CoreServiceContext context) {
				return (request) -> {
					assertThat(Thread.currentThread().getName()).isEqualTo("pigato-broker-events");
					if (request.data().length == 1) {
						throw new IllegalStateException("expected of a core service");
					}
					return request.data();
				};
			}

		};
		PigatoBroker broker = start(memoryBroker().coreService(service));
		TestDealer client = connect(broker.endpoints().get(0), "c");
		send(client, "C", "2", "$time", "r1", "\"now\"", "{}");
		assertThat(next(client)).containsExactly("C", "3", "", "r1", "0", "\"now\"", "{}");
		send(client, "C", "2", "$time", "r2", "1", "{}");
		assertThat(next(client)).startsWith("C", "3", "", "r2", "-1");
	}

	@Test
	void listenersAreToldInOrder() throws Exception {
		BlockingQueue<String> events = new LinkedBlockingQueue<>();
		PigatoBroker broker = start(memoryBroker().listener(new BrokerListener() {

			@Override
			public void onStart(List<Endpoint> endpoints) {
				events.add("start " + endpoints.size());
				throw new IllegalStateException("expected of a listener");
			}

			@Override
			public void onStop() {
				events.add("stop");
			}

			@Override
			public void onWorkerJoined(String service, String workerId) {
				events.add("joined " + service + " " + workerId);
			}

			@Override
			public void onWorkerLeft(String service, String workerId, DepartureReason reason) {
				events.add("left " + service + " " + workerId + " " + reason);
			}

			@Override
			public void onClientJoined(String clientId) {
				events.add("client " + clientId);
			}

			@Override
			public void onClientLeft(String clientId) {
				events.add("client left " + clientId);
			}

		}));
		TestDealer worker = connect(broker.endpoints().get(0), "w");
		send(worker, "W", "1", "echo");
		next(worker);
		TestDealer client = connect(broker.endpoints().get(0), "c");
		send(client, "C", "2", "nobody", "r", "1");
		Awaitility.await().until(() -> broker.statistics().queued() == 1);
		client.close();
		worker.close();
		Awaitility.await().until(() -> broker.statistics().workers() == 0 && broker.statistics().clients() == 0);
		broker.stop();
		List<String> told = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			told.add(events.poll(10, TimeUnit.SECONDS));
		}
		assertThat(told).startsWith("start 1", "joined echo w", "client c")
			.endsWith("stop")
			.contains("client left c", "left echo w CONNECTION_LOST");
	}

	@Test
	void startAndStopMayBeRepeated() {
		PigatoBroker broker = start(memoryBroker().name("B1"));
		for (int i = 0; i < 5; i++) {
			broker.start();
			assertThat(broker.isRunning()).isTrue();
			assertThat(broker.isHealthy()).isTrue();
			TestDealer client = connect(broker.endpoints().get(0), "c" + i);
			send(client, "C", "4");
			assertThat(next(client)).containsExactly("C", "4");
			broker.stop();
			broker.stop();
			assertThat(broker.isRunning()).isFalse();
			assertThat(broker.isHealthy()).isFalse();
			assertThat(broker.endpoints()).isEmpty();
			broker.start();
		}
	}

	@Test
	void startsAndStopsOfManyThreadsEndInTheLastOne() {
		PigatoBroker broker = start(memoryBroker());
		List<CompletableFuture<Void>> all = new CopyOnWriteArrayList<>();
		for (int i = 0; i < 200; i++) {
			boolean start = i % 2 == 1;
			all.add(CompletableFuture.runAsync(() -> {
				if (start) {
					broker.startAsync().join();
				}
				else {
					broker.stopAsync().join();
				}
			}));
		}
		CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
		broker.stop();
		assertThat(broker.isRunning()).isFalse();
		broker.start();
		assertThat(broker.isRunning()).isTrue();
	}

	@Test
	void stoppingBrokerFinishesWhatIsInFlight() {
		PigatoBroker broker = start(memoryBroker());
		TestDealer worker = connect(broker.endpoints().get(0), "w");
		send(worker, "W", "1", "echo", "{\"features\":[\"drain\"]}");
		next(worker);
		TestDealer client = connect(broker.endpoints().get(0), "c");
		send(client, "C", "2", "echo", "r1", "1");
		next(worker);
		CompletableFuture<Void> stopped = broker.stopAsync();
		assertThat(next(worker)).containsExactly("W", "4", "drain");
		send(client, "C", "2", "echo", "r2", "1");
		assertThat(next(client)).containsExactly("C", "3", "", "r2", "-1", "\"B_SHUTDOWN\"", "{}");
		assertThat(stopped).isNotDone();
		send(worker, "W", "3", "c", "", "r1", "0", "2");
		assertThat(next(client)).containsExactly("C", "3", "", "r1", "0", "2");
		assertThat(next(worker)).containsExactly("W", "5");
		stopped.join();
	}

	@Test
	void graceIsBounded() {
		PigatoBroker broker = start(memoryBroker().gracePeriod(Duration.ofMillis(50)));
		TestDealer worker = connect(broker.endpoints().get(0), "w");
		send(worker, "W", "1", "echo");
		next(worker);
		TestDealer client = connect(broker.endpoints().get(0), "c");
		send(client, "C", "2", "echo", "r1", "1");
		next(worker);
		broker.stop();
		assertThat(next(client)).containsExactly("C", "3", "", "r1", "-1", "\"B_SHUTDOWN\"", "{}");
	}

	@Test
	void stopThatIsGoingOnCanBeHastened() {
		PigatoBroker broker = start(memoryBroker().gracePeriod(Duration.ofHours(1)));
		TestDealer worker = connect(broker.endpoints().get(0), "w");
		send(worker, "W", "1", "echo");
		next(worker);
		TestDealer client = connect(broker.endpoints().get(0), "c");
		send(client, "C", "2", "echo", "r1", "1");
		next(worker);
		CompletableFuture<Void> stopped = broker.stopAsync();
		broker.stopAsync(Duration.ofHours(2));
		assertThat(stopped).isNotDone();
		broker.stopAsync(Duration.ZERO).join();
		stopped.join();
		assertThat(next(client)).containsExactly("C", "3", "", "r1", "-1", "\"B_SHUTDOWN\"", "{}");
		assertThatIllegalArgumentException().isThrownBy(() -> broker.stopAsync(Duration.ofMillis(-1)))
			.withMessageContaining("gracePeriod");
	}

	@Test
	void failedStartLeavesNothingBoundAndMayBeTriedAgain() {
		String taken = "inproc://taken-" + UUID.randomUUID();
		String free = "inproc://free-" + UUID.randomUUID();
		PigatoBroker first = start(PigatoBroker.builder().endpoint(taken));
		PigatoBroker second = PigatoBroker.builder().endpoint(free).endpoint(taken).build();
		this.closeables.add(second);
		assertThatExceptionOfType(TransportException.class).isThrownBy(second::start).withMessageContaining(taken);
		assertThat(second.isRunning()).isFalse();
		second.stop();
		start(PigatoBroker.builder().endpoint(free)).stop();
		first.stop();
		second.start();
		assertThat(second.endpoints()).hasSize(2);
	}

	@Test
	void mustNotBeWaitedForOnItsLoop() {
		PigatoBroker broker = memoryBroker().eventLoop(this.peerLoop).build();
		broker.start();
		CompletableFuture<Void> tried = CompletableFuture.runAsync(broker::stop, this.peerLoop);
		assertThatExceptionOfType(java.util.concurrent.CompletionException.class).isThrownBy(tried::join)
			.withCauseInstanceOf(IllegalStateException.class)
			.withMessageContaining("stopAsync()");
		CompletableFuture.supplyAsync(broker::stopAsync, this.peerLoop).thenCompose((stop) -> stop).join();
		assertThat(broker.isRunning()).isFalse();
		assertThat(CompletableFuture.supplyAsync(() -> "the loop goes on", this.peerLoop).join()).isNotEmpty();
	}

	@Test
	void stopOfABrokerWhoseLoopWasTakenAwayEnds() {
		EventLoop loop = Transports.named("memory").newEventLoop("taken-away");
		PigatoBroker broker = memoryBroker().eventLoop(loop).build();
		broker.start();
		loop.close();
		broker.stop();
		assertThat(broker.isRunning()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "heartbeatInterval", "heartbeatLiveness", "maxAttempts", "gracePeriod", "name" })
	void invalidOptionsAreNamed(String option) {
		PigatoBroker.Builder builder = memoryBroker();
		switch (option) {
			case "heartbeatInterval" -> builder.heartbeatInterval(Duration.ZERO);
			case "heartbeatLiveness" -> builder.heartbeatLiveness(0);
			case "maxAttempts" -> builder.maxAttempts(0);
			case "gracePeriod" -> builder.gracePeriod(Duration.ofMillis(-1));
			default -> builder.name(" ");
		}
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageStartingWith(option);
	}

	@Test
	void invalidLimitsAreNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> BrokerLimits.builder().maxQueued(-1).build())
			.withMessage("maxQueued must be positive but is -1");
		assertThat(BrokerLimits.defaults().toBuilder().build()).isEqualTo(BrokerLimits.defaults());
		assertThatIllegalArgumentException().isThrownBy(() -> new ReplyCacheOptions(true, 0, 1))
			.withMessageStartingWith("maxEntries");
	}

	@Test
	void unknownTransportsAndSchemesAreNamed() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PigatoBroker.builder().endpoint("inproc://a").transport("pigeon").build())
			.withMessageContaining("pigeon")
			.withMessageContaining("memory");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PigatoBroker.builder().endpoint("tcp://127.0.0.1:0").transport("memory").build())
			.withMessageContaining("tcp://127.0.0.1:0");
		assertThatIllegalArgumentException().isThrownBy(() -> PigatoBroker.builder().endpoint("nonsense"))
			.withMessageContaining("nonsense");
		assertThatIllegalStateException().isThrownBy(() -> Endpoint.inproc("a").host());
	}

}
