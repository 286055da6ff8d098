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

package io.pigato.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.pigato.client.FakeBroker.Incoming;
import io.pigato.protocol.Bytes;
import io.pigato.transport.Endpoint;
import io.pigato.transport.EventLoop;
import io.pigato.transport.TransportException;
import io.pigato.transport.Transports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PigatoClient}: start, stop and the loss of the broker.
 */
@Timeout(120)
class PigatoClientLifecycleTests {

	private final FakeBroker broker = FakeBroker.echo();

	private final PigatoClient client = this.broker.clientBuilder().build();

	@AfterEach
	void stop() {
		this.client.stop();
		this.broker.close();
		assertThat(this.client.statistics().pending()).isZero();
	}

	@Test
	void clientThatWasNeverStartedRefusesCallsAtOnce() {
		assertThat(this.client.isRunning()).isFalse();
		assertThatExceptionOfType(PigatoClientClosedException.class)
			.isThrownBy(() -> this.client.call("echo", 1, Integer.class))
			.withMessageContainingAll("'echo'", "not running");
		assertThat(this.client.callAsync("echo", 1, Integer.class)).failsWithin(FakeBroker.PATIENCE)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(PigatoClientClosedException.class);
	}

	@Test
	void clientCanBeStartedAndStoppedAgainAndAgain() {
		for (int i = 0; i < 50; i++) {
			this.client.start();
			this.client.start();
			assertThat(this.client.isRunning()).isTrue();
			assertThat(this.client.call("echo", i, Integer.class)).isEqualTo(i);
			this.client.stop();
			this.client.close();
			assertThat(this.client.isRunning()).isFalse();
		}
		assertThat(this.broker.hellos).hasSize(50).doesNotHaveDuplicates();
	}

	@Test
	void othersCanWaitForTheBrokerOfEachConnection() {
		CompletableFuture<Void> first = this.client.whenConnected();
		assertThat(first).isNotDone();
		this.client.start();
		assertThat(first).succeedsWithin(FakeBroker.PATIENCE);
		assertThat(this.client.whenConnected()).succeedsWithin(FakeBroker.PATIENCE);
		this.client.stop();
		CompletableFuture<Void> second = this.client.whenConnected();
		assertThat(second).isNotDone();
		this.client.start();
		assertThat(second).succeedsWithin(FakeBroker.PATIENCE);
	}

	@Test
	void startAndStopCanOverlap() {
		List<CompletableFuture<Void>> all = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			all.add(this.client.startAsync());
			all.add(this.client.stopAsync());
		}
		all.add(this.client.startAsync());
		assertThat(this.client.call("echo", 1, Integer.class)).isEqualTo(1);
		assertThat(all).allSatisfy((future) -> assertThat(future).succeedsWithin(FakeBroker.PATIENCE));
	}

	@Test
	void callsRightAfterTheStartNeedNotWaitForIt() {
		this.client.start();
		this.client.stopAsync();
		this.client.startAsync();
		assertThat(this.client.callAsync("echo", 1, Integer.class)).succeedsWithin(FakeBroker.PATIENCE).isEqualTo(1);
	}

	@Test
	void stopEndsEverythingPendingAtOnce() {
		this.broker.answering(this.broker.requests::add);
		this.client.start();
		List<CompletableFuture<Integer>> futures = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			futures.add(this.client.request("echo").retry(i % 2 == 0).noTimeout().callAsync(Integer.class));
		}
		this.broker.nextRequest();
		this.client.stop();
		assertThat(this.client.statistics().pending()).isZero();
		for (CompletableFuture<Integer> future : futures) {
			assertThat(future).failsWithin(FakeBroker.PATIENCE)
				.withThrowableOfType(ExecutionException.class)
				.withCauseInstanceOf(PigatoClientClosedException.class);
		}
	}

	@Test
	void stopEndsABlockingCall() {
		this.broker.answering(this.broker.requests::add);
		this.client.start();
		CompletableFuture<Integer> caller = CompletableFuture
			.supplyAsync(() -> this.client.call("echo", 1, Integer.class), (task) -> new Thread(task).start());
		this.broker.nextRequest();
		this.client.stop();
		assertThat(caller).failsWithin(FakeBroker.PATIENCE)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(PigatoClientClosedException.class);
	}

	@Test
	void whatWasHandedOverBeforeTheStopIsSent() {
		this.broker.answering(this.broker.requests::add);
		this.client.start();
		this.broker.answering((incoming) -> {
			if (incoming.data().equals("0")) {
				incoming.last("0");
			}
			else {
				this.broker.requests.add(incoming);
			}
		});
		this.client.call("echo", 0, Integer.class);
		for (int i = 1; i <= 1000; i++) {
			this.client.callAsync("echo", i, Integer.class);
		}
		this.client.stop();
		for (int i = 1; i <= 1000; i++) {
			assertThat(this.broker.nextRequest().data()).isEqualTo("" + i);
		}
	}

	@Test
	void stopOnTheLoopThreadDoesNotDeadlock() {
		EventLoop loop = Transports.named("memory").newEventLoop("own-loop");
		PigatoClient other = this.broker.clientBuilder().eventLoop(loop).build();
		CompletableFuture<Void> done = new CompletableFuture<>();
		loop.execute(() -> {
			other.start();
			other.stop();
			other.start();
			done.complete(null);
		});
		assertThat(done).succeedsWithin(FakeBroker.PATIENCE);
		assertThat(other.call("echo", 1, Integer.class)).isEqualTo(1);
		other.stop();
		loop.close();
	}

	@Test
	void stopAfterItsLoopWasClosedEndsEverythingPending() {
		this.broker.answering(this.broker.requests::add);
		EventLoop loop = Transports.named("memory").newEventLoop("own-loop");
		PigatoClient other = this.broker.clientBuilder().eventLoop(loop).build();
		other.start();
		CompletableFuture<Integer> pending = other.callAsync("echo", 1, Integer.class);
		this.broker.nextRequest();
		loop.close();
		assertThatExceptionOfType(PigatoClientClosedException.class)
			.isThrownBy(() -> other.call("echo", 1, Integer.class));
		other.stop();
		assertThat(pending).failsWithin(FakeBroker.PATIENCE)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(PigatoClientClosedException.class);
		assertThat(other.statistics().pending()).isZero();
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(other::start);
		assertThat(other.isRunning()).isFalse();
	}

	@Test
	void startThatFailsLeavesNothingBehind() {
		PigatoClient other = PigatoClient.builder().endpoint("tcp://127.0.0.1:1").transport("memory").build();
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(TransportException.class).isThrownBy(other::start)
				.withMessageContaining("tcp://127.0.0.1:1");
			assertThat(other.isRunning()).isFalse();
		}
		other.stop();
		Awaitility.await()
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
				.noneMatch((thread) -> thread.getName().equals("pigato-memory")));
	}

	@Test
	void unknownTransportIsRefused() {
		PigatoClient other = PigatoClient.builder().endpoint("tcp://127.0.0.1:1").transport("pigeons").build();
		assertThatIllegalArgumentException().isThrownBy(other::start).withMessageContaining("pigeons");
		assertThat(other.isRunning()).isFalse();
	}

	@Test
	void badValuesAreRefusedByName() {
		PigatoClient.Builder builder = PigatoClient.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.endpoint("localhost"));
		expectRefusal("heartbeatInterval", PigatoClient.builder().heartbeatInterval(Duration.ZERO));
		expectRefusal("heartbeatLiveness", PigatoClient.builder().heartbeatLiveness(0));
		expectRefusal("reconnectDelay", PigatoClient.builder().reconnectDelay(Duration.ofMillis(-1)));
		expectRefusal("timeout", PigatoClient.builder().timeout(Duration.ZERO));
		expectRefusal("maxPendingRequests", PigatoClient.builder().maxPendingRequests(0));
		expectRefusal("bufferSize", PigatoClient.builder().bufferSize(-1));
		expectRefusal("prefix", PigatoClient.builder().prefix(" "));
	}

	private static void expectRefusal(String name, PigatoClient.Builder builder) {
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(name);
	}

	@Test
	void identityStartsWithThePrefix() {
		PigatoClient other = this.broker.clientBuilder().prefix("shop").build();
		other.start();
		assertThat(FakeBroker.next(this.broker.hellos).toString()).startsWith("shop-");
		other.stop();
	}

	@Test
	void requestsWaitForABrokerThatComesLater() {
		Endpoint endpoint = Endpoint.inproc("comes-later");
		PigatoClient other = PigatoClient.builder().endpoint(endpoint).build();
		other.start();
		CompletableFuture<Integer> future = other.callAsync("echo", 1, Integer.class);
		try (FakeBroker late = new FakeBroker(endpoint)) {
			late.answering((incoming) -> incoming.last(incoming.data()));
			assertThat(future).succeedsWithin(FakeBroker.PATIENCE).isEqualTo(1);
		}
		other.stop();
	}

	@Test
	void lostBrokerFailsOrResendsAndTheNextConnectionHasAnotherIdentity() {
		this.broker.answering(this.broker.requests::add);
		this.client.start();
		CompletableFuture<Integer> once = this.client.callAsync("echo", 1, Integer.class);
		CompletableFuture<Integer> again = this.client.request("echo").data(2).retry(true).callAsync(Integer.class);
		this.broker.nextRequest();
		Incoming before = this.broker.nextRequest();
		this.broker.disconnect(before.client());
		assertThat(once).failsWithin(FakeBroker.PATIENCE)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(PigatoBrokerLostException.class);
		Incoming after = this.broker.nextRequest();
		assertThat(after.id()).isEqualTo(before.id());
		assertThat(after.client()).isNotEqualTo(before.client());
		after.last("2");
		assertThat(again).succeedsWithin(FakeBroker.PATIENCE).isEqualTo(2);
		assertThat(this.client.statistics().resent()).isOne();
	}

	@Test
	void clientSurvivesManyRestartsOfItsBroker() {
		Endpoint endpoint = Endpoint.inproc("restarts");
		PigatoClient other = PigatoClient.builder().endpoint(endpoint).reconnectDelay(Duration.ofMillis(1)).build();
		other.start();
		for (int i = 0; i < 30; i++) {
			try (FakeBroker next = new FakeBroker(endpoint)) {
				next.answering((incoming) -> incoming.last(incoming.data()));
				assertThat(other.request("echo").data(i).retry(true).call(Integer.class)).isEqualTo(i);
			}
		}
		other.stop();
	}

	@Test
	void everyCallHasOneOutcomeHoweverStartAndStopRaceIt() throws InterruptedException {
		AtomicBoolean ended = new AtomicBoolean();
		AtomicInteger outcomes = new AtomicInteger();
		AtomicInteger calls = new AtomicInteger();
		AtomicInteger wrong = new AtomicInteger();
		List<Thread> threads = new ArrayList<>();
		for (int t = 0; t < 4; t++) {
			Thread thread = new Thread(() -> {
				while (!ended.get()) {
					int number = calls.incrementAndGet();
					if (number % 2 == 0) {
						this.client.callAsync("echo", number, Integer.class).whenComplete((value, failure) -> {
							check(number, value, failure, wrong);
							outcomes.incrementAndGet();
						});
					}
					else {
						Integer value = null;
						Throwable failure = null;
						try {
							value = this.client.call("echo", number, Integer.class);
						}
						catch (PigatoException ex) {
							failure = ex;
						}
						check(number, value, failure, wrong);
						outcomes.incrementAndGet();
					}
				}
			});
			thread.start();
			threads.add(thread);
		}
		List<Thread> switches = new ArrayList<>();
		for (int t = 0; t < 2; t++) {
			Thread thread = new Thread(() -> {
				for (int i = 0; i < 100; i++) {
					this.client.start();
					int before = outcomes.get();
					Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> outcomes.get() > before + 10);
					this.client.stop();
				}
			});
			thread.start();
			switches.add(thread);
		}
		for (Thread thread : switches) {
			thread.join();
		}
		ended.set(true);
		for (Thread thread : threads) {
			thread.join();
		}
		this.client.stop();
		Awaitility.await().untilAsserted(() -> assertThat(outcomes.get()).isEqualTo(calls.get()));
		assertThat(wrong).hasValue(0);
		ClientStatistics statistics = this.client.statistics();
		assertThat(statistics.replies()).isPositive();
		assertThat(statistics.requests()).isEqualTo(statistics.replies() + statistics.errors());
	}

	private static void check(int number, Integer value, Throwable failure, AtomicInteger wrong) {
		Throwable cause = (failure instanceof java.util.concurrent.CompletionException) ? failure.getCause() : failure;
		boolean right = (cause != null) ? cause instanceof PigatoClientClosedException : value == number;
		if (!right) {
			wrong.incrementAndGet();
		}
	}

	@Test
	void identitiesAreNeverUsedTwice() {
		for (int i = 0; i < 20; i++) {
			this.client.start();
			this.client.call("echo", 1, Integer.class);
			Bytes identity = FakeBroker.next(this.broker.hellos);
			this.broker.disconnect(identity);
			assertThat(FakeBroker.next(this.broker.hellos)).isNotEqualTo(identity);
			this.client.stop();
		}
	}

}
