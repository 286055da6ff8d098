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
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.pigato.protocol.Bytes;
import io.pigato.transport.SocketOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceWorker} at a broker that does not read.
 */
class ServiceWorkerBackPressureTests extends AbstractServiceWorkerTests {

	/** More than the socket and the worker's queue hold together. */
	private static final int MANY = 20_000;

	private static final int BOUND = 100 + 1024 + 1;

	private final AtomicInteger written = new AtomicInteger();

	private final AtomicReference<Thread> writer = new AtomicReference<>();

	private final BlockingQueue<Object> outcome = new LinkedBlockingQueue<>();

	private void writeMany(PigatoRequest request, PigatoReply reply) {
		this.writer.set(Thread.currentThread());
		try {
			for (int i = 0; i < MANY; i++) {
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

	private ServiceWorker.Builder narrow() {
		return builder(this::writeMany).socketOptions(SocketOptions.builder().outboundMessages(100).build())
			.heartbeatInterval(Duration.ofMinutes(1));
	}

	private void awaitBlocked() {
		eventually().until(() -> this.writer.get() != null && this.written.get() >= 1024
				&& this.writer.get().getState() == Thread.State.WAITING);
		assertThat(this.written.get()).isLessThanOrEqualTo(BOUND);
	}

	@Test
	void writeBlocksUntilTheBrokerReadsAndNothingIsLost() {
		Bytes worker = start(narrow().build());
		CountDownLatch release = this.broker.requestAndHoldUp(worker, List.of("rid"));
		awaitBlocked();
		release.countDown();
		for (int i = 0; i < MANY; i++) {
			assertThat(this.broker.nextReply()).isEqualTo("PARTIAL client rid 0 " + i + " {}");
		}
		assertThat(this.broker.nextReply()).isEqualTo("FINAL client rid 0 \"end\" {}");
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo(true);
	}

	@Test
	void blockedWriteIsReleasedByStop() {
		ServiceWorker service = narrow().gracePeriod(Duration.ofMillis(50)).build();
		Bytes worker = start(service);
		CountDownLatch release = this.broker.requestAndHoldUp(worker, List.of("rid"));
		awaitBlocked();
		service.stop();
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo("inactive");
		release.countDown();
	}

	@Test
	void blockedWriteIsReleasedWhenTheBrokerIsLost() {
		ServiceWorker service = narrow().heartbeatInterval(Duration.ofMillis(300)).build();
		Bytes worker = start(service);
		CountDownLatch release = this.broker.requestAndHoldUp(worker, List.of("rid"));
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo("inactive");
		release.countDown();
	}

	@Test
	void interruptedWriteThrowsAndTheErrorReplyIsNotLost() {
		Bytes worker = start(narrow().build());
		CountDownLatch release = this.broker.requestAndHoldUp(worker, List.of("rid"));
		awaitBlocked();
		this.writer.get().interrupt();
		assertThat(ScriptedBroker.next(this.outcome)).isEqualTo("interrupted true");
		release.countDown();
		String last;
		do {
			last = this.broker.nextReply();
		}
		while (last.startsWith("PARTIAL"));
		assertThat(last).startsWith("FINAL client rid -1 {\"code\":\"W_ERROR\"");
	}

	@Test
	void manyBlockedWritersAllFinish() {
		int requests = 50;
		int partials = 200;
		ServiceWorker service = builder((request, reply) -> {
			for (int i = 0; i < partials; i++) {
				reply.write(i);
			}
			reply.end("end");
		}).socketOptions(SocketOptions.builder().outboundMessages(10).build()).build();
		Bytes worker = start(service);
		List<String> ids = IntStream.range(0, requests).mapToObj((i) -> "rid-" + i).toList();
		CountDownLatch release = this.broker.requestAndHoldUp(worker, ids);
		eventually().until(() -> service.statistics().inFlight() == requests && service.statistics().partials() >= 5);
		release.countDown();
		int[] next = new int[requests];
		for (int i = 0; i < requests * (partials + 1); i++) {
			String[] reply = this.broker.nextReply().split(" ");
			int request = Integer.parseInt(reply[2].substring(4));
			String expected = (next[request] == partials) ? "\"end\"" : "" + next[request];
			assertThat(reply[4]).isEqualTo(expected);
			next[request]++;
		}
		assertThat(next).containsOnly(partials + 1);
	}

}
