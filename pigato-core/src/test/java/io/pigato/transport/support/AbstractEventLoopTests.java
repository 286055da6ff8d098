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

package io.pigato.transport.support;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.pigato.protocol.Bytes;
import io.pigato.transport.DealerHandler;
import io.pigato.transport.DealerSocket;
import io.pigato.transport.Endpoint;
import io.pigato.transport.PublisherSocket;
import io.pigato.transport.RouterHandler;
import io.pigato.transport.RouterSocket;
import io.pigato.transport.SocketOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AbstractEventLoop}: the clock. What all loops have in common besides
 * is in the contract suite.
 */
@Timeout(60)
class AbstractEventLoopTests {

	private final ReadingLoop loop = new ReadingLoop();

	@AfterEach
	void close() {
		this.loop.close();
	}

	@Test
	void whatArrivesWhileTheLoopWaitsIsToldByTheClockOfThen() throws Exception {
		this.loop.start();
		this.loop.waits.acquire();
		long arrival = System.nanoTime();
		this.loop.woken.release();
		assertThat(this.loop.times.take() - arrival).isNotNegative();
	}

	/** A loop that finds something to read whenever it wakes. */
	private static final class ReadingLoop extends AbstractEventLoop {

		private final Semaphore waits = new Semaphore(0);

		private final Semaphore woken = new Semaphore(0);

		private final BlockingQueue<Long> times = new LinkedBlockingQueue<>();

		ReadingLoop() {
			super("reading-loop");
		}

		@Override
		protected void poll() {
			// there is nothing to read without waiting
		}

		@Override
		protected void sleep(long nanos) {
			this.waits.release();
			this.woken.acquireUninterruptibly();
			this.times.add(timers().nanoTime());
		}

		@Override
		protected void wakeUp() {
			this.woken.release();
		}

		@Override
		protected CompletableFuture<Void> onEnd() {
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public CompletableFuture<RouterSocket> bindRouter(Endpoint endpoint, Bytes identity, SocketOptions options,
				RouterHandler handler) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<PublisherSocket> bindPublisher(Endpoint endpoint, SocketOptions options) {
			throw new UnsupportedOperationException();
		}

		@Override
		public DealerSocket connectDealer(Endpoint endpoint, Bytes identity, SocketOptions options,
				DealerHandler handler) {
			throw new UnsupportedOperationException();
		}

	}

}
