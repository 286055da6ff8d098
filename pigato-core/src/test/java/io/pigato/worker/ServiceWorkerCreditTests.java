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
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.ToWorker;
import io.pigato.transport.SocketOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceWorker}: credit for partial replies, and what waits for it.
 */
class ServiceWorkerCreditTests extends AbstractServiceWorkerTests {

	private static final String CREDIT = "{\"timeout\":-1,\"credit\":3,\"creditBytes\":100000}";

	private final AtomicInteger written = new AtomicInteger();

	private final AtomicReference<Thread> writer = new AtomicReference<>();

	private final BlockingQueue<Object> outcome = new LinkedBlockingQueue<>();

	@BeforeEach
	void brokerGrants() {
		this.broker.answer = new ToWorker.ReadyAccepted(Capabilities.of(2500, Capabilities.CREDIT).encode());
	}

	private void write(PigatoRequest request, PigatoReply reply) {
		this.writer.set(Thread.currentThread());
		int count = request.data(Integer.class);
		try {
			for (int i = 0; i < count; i++) {
				if (!reply.write(i)) {
					this.outcome.add("inactive");
					return;
				}
				this.written.incrementAndGet();
			}
			this.outcome.add(reply.end("end"));
		}
		catch (WorkerInterruptedException ex) {
			this.outcome.add("interrupted " + Thread.currentThread().isInterrupted());
			throw ex;
		}
	}

	private void request(Bytes worker, String requestId, int count) {
		this.broker.request(worker, "client", requestId, "" + count, CREDIT);
	}

	private void grant(Bytes worker, String requestId, int partials) {
		this.broker.send(worker,
				new ToWorker.CreditGrant(Bytes.of("client"), Bytes.of(requestId), partials, partials * 10));
	}

	private void awaitBlocked(int count) {
		eventually().until(() -> this.written.get() == count && this.writer.get().getState() == Thread.State.WAITING);
	}

	@Test
	void writerWaitsUntilTheReaderHasRead() {
		Bytes worker = start(this::write);
		request(worker, "r", 10);
		awaitBlocked(3);
		grant(worker, "r", 4);
		awaitBlocked(7);
		grant(worker, "r", 100);
		for (int i = 0; i < 10; i++) {
			assertThat(this.broker.nextReply()).isEqualTo("PARTIAL client r 0 " + i + " {}");
		}
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client r 0 \"end\" {}");
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo(true);
	}

	@Test
	void writersThatWaitDoNotHoldOthersBack() {
		int many = 3000;
		Bytes worker = start(builder((request, reply) -> {
			if (request.requestId().toString().startsWith("slow")) {
				write(request, reply);
				return;
			}
			for (int i = 0; i < many; i++) {
				reply.write(i);
			}
			reply.end();
		}).concurrency(20).build());
		for (int i = 0; i < 10; i++) {
			request(worker, "slow" + i, 100);
		}
		for (int i = 0; i < 30; i++) {
			assertThat(this.broker.nextReply()).startsWith("PARTIAL client slow");
		}
		this.broker.request(worker, "other", "1");
		for (int i = 0; i < many; i++) {
			assertThat(this.broker.nextReply()).isEqualTo("PARTIAL client other 0 " + i + " {}");
		}
		assertThat(this.broker.nextReply()).startsWith("FINAL client other");
	}

	@Test
	void writerThatWaitsIsReleasedByACancel() {
		Bytes worker = start(this::write);
		request(worker, "r", 10);
		awaitBlocked(3);
		this.broker.cancel(worker, "client", "r");
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo("inactive");
	}

	@Test
	void writerThatWaitsIsReleasedByStop() {
		ServiceWorker service = builder(this::write).gracePeriod(Duration.ofMillis(50)).build();
		Bytes worker = start(service);
		request(worker, "r", 10);
		awaitBlocked(3);
		service.stop();
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo("inactive");
	}

	@Test
	void writerThatWaitsIsReleasedWhenTheBrokerIsLost() {
		Bytes worker = start(this::write);
		request(worker, "r", 10);
		awaitBlocked(3);
		this.broker.disconnect(worker);
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo("inactive");
	}

	@Test
	void interruptedWriterThrowsAndItsErrorNeedsNoCredit() {
		Bytes worker = start(this::write);
		request(worker, "r", 10);
		awaitBlocked(3);
		this.writer.get().interrupt();
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo("interrupted true");
		for (int i = 0; i < 3; i++) {
			assertThat(this.broker.nextReply()).startsWith("PARTIAL");
		}
		assertThat(this.broker.nextReply()).startsWith("FINAL client r -1 {\"code\":\"W_ERROR\"");
	}

	@Test
	void handlerOnTheLoopNeverWaits() {
		Bytes worker = start(builder(this::write).handleOnLoop(true).build());
		request(worker, "r", 10);
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo(true);
		for (int i = 0; i < 3; i++) {
			assertThat(this.broker.nextReply()).isEqualTo("PARTIAL client r 0 " + i + " {}");
		}
		this.broker.request(worker, "other", "0");
		assertThat(this.broker.nextReply()).startsWith("FINAL client other");
		grant(worker, "r", 100);
		for (int i = 3; i < 10; i++) {
			assertThat(this.broker.nextReply()).isEqualTo("PARTIAL client r 0 " + i + " {}");
		}
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client r 0 \"end\" {}");
	}

	@Test
	void handlerOnTheLoopThatWritesTooMuchIsTold() {
		BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
		Bytes worker = start(builder((request, reply) -> {
			try {
				write(request, reply);
			}
			catch (IllegalStateException ex) {
				thrown.add(ex);
			}
		}).handleOnLoop(true).build());
		request(worker, "r", 5000);
		assertThat(ScriptedBroker.next(thrown)).hasMessageContaining("event loop can't wait");
		// what it has written is not lost
		int count = this.written.get();
		grant(worker, "r", 5000);
		for (int i = 0; i < count; i++) {
			assertThat(this.broker.nextReply()).isEqualTo("PARTIAL client r 0 " + i + " {}");
		}
	}

	@Test
	void handlerThatAsksWritesWithoutWaiting() {
		int count = 1000;
		AtomicInteger runs = new AtomicInteger();
		Bytes worker = start((request, reply) -> {
			AtomicInteger next = new AtomicInteger();
			Runnable pump = () -> {
				runs.incrementAndGet();
				while (next.get() < count && reply.isReady()) {
					reply.write(next.getAndIncrement());
				}
				if (next.get() == count) {
					this.outcome.add(reply.end());
				}
			};
			reply.onReady(pump);
			pump.run();
			this.outcome.add("returned");
		});
		request(worker, "r", 0);
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo("returned");
		assertThat(runs).hasValue(1);
		for (int i = 0; i < count; i++) {
			assertThat(this.broker.nextReply()).isEqualTo("PARTIAL client r 0 " + i + " {}");
			grant(worker, "r", 1);
		}
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo(true);
		assertThat(this.broker.nextReply()).startsWith("FINAL");
		assertThat(runs.get()).isBetween(2, count + 1);
	}

	@Test
	void replyIsReadyAsLongAsThereIsCreditAndTellsOfItOnce() {
		AtomicReference<PigatoReply> given = new AtomicReference<>();
		Bytes worker = start((request, reply) -> {
			reply.onReady(() -> this.outcome.add("ready " + reply.isReady()));
			this.outcome.add(reply.isReady());
			for (int i = 0; i < 3; i++) {
				reply.write(i);
			}
			this.outcome.add(reply.isReady());
			this.outcome.add(reply.isReady());
			given.set(reply);
			reply.onInactive(() -> this.outcome.add("inactive " + reply.isReady()));
		});
		request(worker, "r", 0);
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo(true);
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo(false);
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo(false);
		grant(worker, "r", 1);
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo("ready true");
		grant(worker, "r", 1);
		this.broker.cancel(worker, "client", "r");
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo("inactive false");
		assertThat(given.get().isReady()).isFalse();
		assertThat(this.outcome).isEmpty();
	}

	@Test
	void replyIsReadyAgainWhenThereIsRoom() {
		int count = 20_000;
		Bytes worker = start(builder((request, reply) -> {
			Runnable pump = () -> {
				while (this.written.get() < count && reply.isReady()) {
					reply.write(this.written.getAndIncrement());
				}
				if (this.written.get() == count) {
					this.outcome.add(reply.end());
				}
			};
			reply.onReady(pump);
			pump.run();
			this.outcome.add("returned");
		}).socketOptions(SocketOptions.builder().outboundMessages(100).build()).build());
		CountDownLatch release = this.broker.requestAndHoldUp(worker, List.of("r"));
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo("returned");
		assertThat(this.written.get()).isBetween(1024, 1200);
		release.countDown();
		for (int i = 0; i < count; i++) {
			assertThat(this.broker.nextReply()).isEqualTo("PARTIAL client r 0 " + i + " {}");
		}
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo(true);
	}

}
