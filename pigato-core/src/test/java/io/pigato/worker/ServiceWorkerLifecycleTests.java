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

package io.pigato.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.ToWorker;
import io.pigato.transport.EventLoop;
import io.pigato.transport.TransportException;
import io.pigato.transport.Transports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for start, stop, connections and concurrency of {@link ServiceWorker}.
 */
class ServiceWorkerLifecycleTests extends AbstractServiceWorkerTests {

	private static final RequestHandler ECHO = (request, reply) -> reply.end(request.json());

	@Test
	void identityIsThePrefixAndSomethingFreshForEachSocket() {
		ServiceWorker worker = builder(ECHO).prefix("shop").build();
		assertThat(worker.workerId()).isNull();
		Bytes first = start(worker);
		assertThat(first.toString()).matches("shop-[0-9a-f-]{36}").isEqualTo(worker.workerId());
		this.broker.send(first, new ToWorker.Disconnect());
		Bytes second = this.broker.nextWorker();
		assertThat(second.toString()).matches("shop-[0-9a-f-]{36}").isNotEqualTo(first.toString());
		assertThat(worker.workerId()).isEqualTo(second.toString());
		worker.stop();
		assertThat(worker.workerId()).isNull();
		worker.start();
		assertThat(this.broker.nextWorker()).isNotIn(first, second);
		assertThat(this.broker.readies).containsOnly("echo").hasSize(3);
	}

	@Test
	void brokerThatFallsSilentIsTriedAgainUnderANewIdentity() {
		ServiceWorker worker = builder(ECHO).heartbeatInterval(Duration.ofMillis(10)).build();
		Bytes first = start(worker);
		Bytes second = this.broker.nextWorker();
		assertThat(second).isNotEqualTo(first);
		eventually().until(() -> worker.statistics().reconnects() >= 2);
	}

	@Test
	void brokerThatBeatsLessOftenIsNotTakenForSilent() {
		this.broker.answer = new ToWorker.ReadyAccepted(Capabilities.of(3_600_000).encode());
		ServiceWorker worker = builder(ECHO).heartbeatInterval(Duration.ofMillis(10)).build();
		Bytes id = start(worker);
		for (int i = 0; i < 20; i++) {
			ScriptedBroker.next(this.broker.heartbeats);
		}
		assertThat(this.broker.workers).isEmpty();
		this.broker.request(id, "rid", "1");
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client rid 0 1 {}");
	}

	@Test
	void lostConnectionMakesRequestsInactiveAndTheWorkerComesBack() {
		CountDownLatch inactive = new CountDownLatch(1);
		CountDownLatch handling = new CountDownLatch(1);
		Bytes first = start((request, reply) -> {
			reply.onInactive(inactive::countDown);
			handling.countDown();
		});
		this.broker.request(first, "rid", "1");
		ScriptedBroker.await(handling);
		this.broker.disconnect(first);
		ScriptedBroker.await(inactive);
		assertThat(this.broker.nextWorker()).isNotEqualTo(first);
		assertThat(this.broker.replies).isEmpty();
	}

	@Test
	void concurrencyIsEnforcedAndChangedAtRunTime() {
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		BlockingQueue<CountDownLatch> handling = new LinkedBlockingQueue<>();
		ServiceWorker worker = builder((request, reply) -> {
			most.accumulateAndGet(running.incrementAndGet(), Math::max);
			CountDownLatch release = new CountDownLatch(1);
			handling.add(release);
			ScriptedBroker.await(release);
			running.decrementAndGet();
			reply.end(1);
		}).concurrency(2).build();
		Bytes id = start(worker);
		awaitHeartbeat("{\"concurrency\":2}");
		for (int i = 0; i < 10; i++) {
			this.broker.request(id, "rid-" + i, "1");
		}
		eventually().until(() -> worker.statistics().queued() == 8);
		assertThat(worker.statistics().inFlight()).isEqualTo(2);
		for (int i = 0; i < 4; i++) {
			ScriptedBroker.next(handling).countDown();
			this.broker.nextReply();
		}
		assertThat(most).hasValue(2);
		worker.concurrency(5);
		assertThat(worker.concurrency()).isEqualTo(5);
		awaitHeartbeat("{\"concurrency\":5}");
		eventually().until(() -> running.get() == 5);
		worker.concurrency(-1);
		awaitHeartbeat("{\"concurrency\":-1}");
		eventually().until(() -> running.get() == 6);
		for (int i = 0; i < 6; i++) {
			ScriptedBroker.next(handling).countDown();
			this.broker.nextReply();
		}
		assertThat(most).hasValue(6);
	}

	@Test
	void stopFinishesWhatIsInFlight() {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch handling = new CountDownLatch(1);
		ServiceWorker worker = builder((request, reply) -> {
			handling.countDown();
			ScriptedBroker.await(release);
			reply.end("finished");
		}).gracePeriod(Duration.ofMinutes(1)).build();
		Bytes id = start(worker);
		this.broker.request(id, "rid", "1");
		ScriptedBroker.await(handling);
		CompletableFuture<Void> stopped = worker.stopAsync();
		assertThat(worker.isRunning()).isFalse();
		ScriptedBroker.next(this.broker.heartbeats);
		awaitHeartbeat("{\"concurrency\":0}");
		assertThat(stopped).isNotDone();
		release.countDown();
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client rid 0 \"finished\" {}");
		ScriptedBroker.await(stopped);
		assertThat(ScriptedBroker.next(this.broker.left)).isEqualTo(id);
	}

	@Test
	void stopDoesNotWaitLongerThanTheGracePeriod() {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch handling = new CountDownLatch(1);
		BlockingQueue<Object> outcome = new LinkedBlockingQueue<>();
		ServiceWorker worker = builder((request, reply) -> {
			handling.countDown();
			ScriptedBroker.await(release);
			outcome.add(reply.end("late"));
			outcome.add(Thread.currentThread().isInterrupted());
		}).gracePeriod(Duration.ofMillis(20)).build();
		Bytes id = start(worker);
		this.broker.request(id, "rid", "1");
		ScriptedBroker.await(handling);
		worker.stop();
		assertThat(this.broker.nextReply()).startsWith("FINAL client rid -1 {\"code\":\"W_SHUTDOWN\"");
		assertThat(ScriptedBroker.next(this.broker.left)).isEqualTo(id);
		release.countDown();
		assertThat(ScriptedBroker.next(outcome)).isEqualTo(false);
		assertThat(ScriptedBroker.next(outcome)).as("interrupted").isEqualTo(false);
		assertThat(this.broker.replies).isEmpty();
	}

	@Test
	void stopThatIsGoingOnCanBeHastened() {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch handling = new CountDownLatch(1);
		ServiceWorker worker = builder((request, reply) -> {
			handling.countDown();
			ScriptedBroker.await(release);
			reply.end();
		}).gracePeriod(Duration.ofHours(1)).build();
		Bytes id = start(worker);
		this.broker.request(id, "rid", "1");
		ScriptedBroker.await(handling);
		CompletableFuture<Void> stopped = worker.stopAsync();
		awaitHeartbeat("{\"concurrency\":0}");
		assertThat(stopped).isNotDone();
		ScriptedBroker.await(worker.stopAsync(Duration.ZERO));
		ScriptedBroker.await(stopped);
		assertThat(this.broker.nextReply()).startsWith("FINAL client rid -1 {\"code\":\"W_SHUTDOWN\"");
		release.countDown();
	}

	@Test
	void stopMayHaveAGracePeriodOfItsOwn() {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch handling = new CountDownLatch(1);
		ServiceWorker worker = builder((request, reply) -> {
			handling.countDown();
			ScriptedBroker.await(release);
			reply.end();
		}).gracePeriod(Duration.ofHours(1)).build();
		Bytes id = start(worker);
		this.broker.request(id, "rid", "1");
		ScriptedBroker.await(handling);
		ScriptedBroker.await(worker.stopAsync(Duration.ofMillis(20)));
		assertThat(this.broker.nextReply()).startsWith("FINAL client rid -1 {\"code\":\"W_SHUTDOWN\"");
		release.countDown();
		assertThatIllegalArgumentException().isThrownBy(() -> worker.stopAsync(Duration.ofMillis(-1)))
			.withMessageContaining("gracePeriod");
	}

	@Test
	void stopByAHandlerReturnsAtOnceAndItsReplyIsSent() {
		ServiceWorker[] worker = new ServiceWorker[1];
		worker[0] = builder((request, reply) -> {
			worker[0].stop();
			reply.end("stopped");
		}).gracePeriod(Duration.ofMinutes(1)).build();
		Bytes id = start(worker[0]);
		this.broker.request(id, "rid", "1");
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client rid 0 \"stopped\" {}");
		assertThat(ScriptedBroker.next(this.broker.left)).isEqualTo(id);
	}

	@Test
	void stopByAHandlerOnTheLoopDoesNotDeadlock() {
		ServiceWorker[] worker = new ServiceWorker[1];
		worker[0] = builder((request, reply) -> {
			worker[0].stop();
			reply.end("stopped");
		}).handleOnLoop(true).gracePeriod(Duration.ofMinutes(1)).build();
		Bytes id = start(worker[0]);
		this.broker.request(id, "rid", "1");
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client rid 0 \"stopped\" {}");
		assertThat(ScriptedBroker.next(this.broker.left)).isEqualTo(id);
	}

	@Test
	void stopByTheListenerDoesNotDeadlock() {
		ServiceWorker[] worker = new ServiceWorker[1];
		CountDownLatch stopped = new CountDownLatch(1);
		worker[0] = builder(ECHO).listener(new WorkerListener() {

			@Override
			public void onConnect() {
				worker[0].stop();
			}

			@Override
			public void onStop() {
				stopped.countDown();
			}

		}).build();
		start(worker[0]);
		ScriptedBroker.await(stopped);
	}

	@Test
	void drainedWorkerStaysConnected() {
		BlockingQueue<PigatoReply> replies = new LinkedBlockingQueue<>();
		ServiceWorker worker = builder((request, reply) -> replies.add(reply)).build();
		ScriptedBroker.await(worker.drain());
		Bytes id = start(worker);
		this.broker.request(id, "a", "1");
		PigatoReply reply = ScriptedBroker.next(replies);
		CompletableFuture<Void> drained = worker.drain();
		this.broker.request(id, "b", "1");
		assertThat(this.broker.nextReply()).isEqualTo("REJECT client b 0 \"W_SHUTDOWN\" {}");
		assertThat(drained).isNotDone();
		reply.end("done");
		ScriptedBroker.await(drained);
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client a 0 \"done\" {}");
		assertThat(worker.isRunning()).isTrue();
	}

	@Test
	void startAndStopMayBeRepeatedInAnyOrder() {
		ServiceWorker worker = builder(ECHO).build();
		worker.stop();
		assertThat(worker.isRunning()).isFalse();
		for (int i = 0; i < 3; i++) {
			Bytes id = start(worker);
			worker.start();
			assertThat(worker.isRunning()).isTrue();
			this.broker.request(id, "rid", "1");
			assertThat(this.broker.nextReply()).isEqualTo("FINAL client rid 0 1 {}");
			worker.stop();
			worker.stop();
			assertThat(worker.isRunning()).isFalse();
			assertThat(ScriptedBroker.next(this.broker.left)).isEqualTo(id);
		}
		assertThat(this.broker.workers).isEmpty();
		assertThat(worker.statistics().replies()).isEqualTo(3);
		assertThat(worker.statistics().connected()).isFalse();
	}

	@Test
	void startsAndStopsThatDoNotWaitFollowEachOther() {
		ServiceWorker worker = builder(ECHO).build();
		List<CompletableFuture<Void>> all = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			all.add(worker.startAsync());
			all.add(worker.stopAsync());
		}
		all.add(worker.startAsync());
		all.forEach(ScriptedBroker::await);
		assertThat(worker.isRunning()).isTrue();
		eventually().until(() -> worker.statistics().connected());
		worker.stop();
	}

	@Test
	void startingAndStoppingLeavesNoThreadBehind() {
		cycle(3);
		eventually().until(() -> threads().isEmpty());
		cycle(20);
		eventually().untilAsserted(() -> assertThat(threads()).isEmpty());
	}

	/** Wait for a heartbeat; those before tell of a machine that is slow. */
	private void awaitHeartbeat(String state) {
		String heartbeat;
		do {
			heartbeat = ScriptedBroker.next(this.broker.heartbeats);
		}
		while (!heartbeat.equals(state));
	}

	private void cycle(int count) {
		for (int i = 0; i < count; i++) {
			ServiceWorker worker = builder(ECHO).listener(new WorkerListener() {
			}).build();
			Bytes id = start(worker);
			this.broker.request(id, "rid", "1");
			this.broker.nextReply();
			worker.stop();
		}
	}

	/**
	 * The names of threads that workers started and nobody else: clients of other tests
	 * in this process have threads that stay for a while.
	 */
	private static Set<String> threads() {
		Set<String> names = new TreeSet<>();
		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			if (thread.getName().startsWith("pigato-worker-") || thread.getName().equals("pigato-memory")) {
				names.add(thread.getName());
			}
		}
		return names;
	}

	@Test
	void listenerIsToldInOrderAndNeverOnTheLoop() throws Exception {
		try (EventLoop loop = Transports.named("memory").newEventLoop("worker-loop")) {
			BlockingQueue<String> told = new LinkedBlockingQueue<>();
			Consumer<String> tell = (event) -> told.add(loop.inEventLoop() ? "on the loop: " + event : event);
			ServiceWorker worker = builder(ECHO).eventLoop(loop).listener(new WorkerListener() {

				@Override
				public void onStart() {
					tell.accept("start");
					throw new IllegalStateException("expected");
				}

				@Override
				public void onStop() {
					tell.accept("stop");
				}

				@Override
				public void onConnect() {
					tell.accept("connect");
				}

				@Override
				public void onDisconnect(String reason) {
					tell.accept("disconnect: " + reason);
				}

				@Override
				public void onBrokerDrain() {
					tell.accept("drain");
				}

			}).build();
			Bytes id = start(worker);
			this.broker.send(id, new ToWorker.Drain());
			this.broker.send(id, new ToWorker.Disconnect());
			this.broker.nextWorker();
			eventually().until(() -> worker.statistics().connected());
			worker.stop();
			for (String expected : List.of("start", "connect", "drain",
					"disconnect: The broker does not know this worker any more", "connect",
					"disconnect: The worker stopped", "stop")) {
				assertThat(ScriptedBroker.next(told)).isEqualTo(expected);
			}
		}
	}

	@Test
	void workerWaitsForABrokerThatComesLater() {
		this.broker.close();
		ServiceWorker worker = builder(ECHO).build();
		worker.start();
		assertThat(worker.isRunning()).isTrue();
		assertThat(worker.statistics().connected()).isFalse();
		worker.stop();
	}

	@Test
	void endpointThatTheTransportCanNotConnectFailsTheStartAndLeavesNothing() {
		ServiceWorker worker = builder(ECHO).endpoint("tcp://localhost:55555").transport("memory").build();
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(TransportException.class).isThrownBy(worker::start)
				.withMessageContaining("tcp://localhost:55555");
			assertThat(worker.isRunning()).isFalse();
		}
		worker.stop();
		eventually().untilAsserted(() -> assertThat(threads()).isEmpty());
	}

	@Test
	void unknownTransportFailsTheStart() {
		ServiceWorker worker = builder(ECHO).transport("pigeon").build();
		assertThatIllegalArgumentException().isThrownBy(worker::start).withMessageContaining("pigeon");
		assertThat(worker.isRunning()).isFalse();
	}

	@Test
	void closedEventLoopFailsTheStartAndDoesNotHangTheStop() {
		EventLoop loop = Transports.named("memory").newEventLoop("worker-loop");
		ServiceWorker worker = builder(ECHO).eventLoop(loop).build();
		start(worker);
		loop.close();
		worker.stop();
		assertThat(worker.isRunning()).isFalse();
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(worker::start);
		assertThat(worker.isRunning()).isFalse();
	}

	@Test
	void badValuesAreNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> ServiceWorker.builder(" ", ECHO).build())
			.withMessageContaining("service");
		assertBad("concurrency", (builder) -> builder.concurrency(-2));
		assertBad("heartbeatInterval", (builder) -> builder.heartbeatInterval(Duration.ZERO));
		assertBad("heartbeatInterval", (builder) -> builder.heartbeatInterval(Duration.ofDays(25)));
		assertBad("heartbeatLiveness", (builder) -> builder.heartbeatLiveness(0));
		assertBad("reconnectDelay", (builder) -> builder.reconnectDelay(Duration.ofMillis(-1)));
		assertBad("gracePeriod", (builder) -> builder.gracePeriod(Duration.ofMillis(-1)));
		assertBad("prefix", (builder) -> builder.prefix("x".repeat(201)));
		assertThatIllegalArgumentException().isThrownBy(() -> builder(ECHO).endpoint("nonsense"))
			.withMessageContaining("'nonsense'");
		assertThatIllegalArgumentException().isThrownBy(() -> builder(ECHO).build().concurrency(-2))
			.withMessageContaining("concurrency");
	}

	private void assertBad(String name, Consumer<ServiceWorker.Builder> bad) {
		ServiceWorker.Builder builder = builder(ECHO);
		bad.accept(builder);
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(name);
	}

}
