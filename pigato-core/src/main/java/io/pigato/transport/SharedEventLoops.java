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

package io.pigato.transport;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.pigato.protocol.Bytes;

/**
 * The event loops that all clients and workers of this JVM share, one for each transport.
 * <p>
 * A loop starts when it is first acquired and ends when it is released as often. Safe for
 * use from any thread.
 */
public final class SharedEventLoops {

	private static final Map<String, SharedLoop> loops = new HashMap<>();

	private SharedEventLoops() {
	}

	/**
	 * Acquire the shared loop of a transport.
	 * @param transportName the name of the transport
	 * @return the loop, to be closed by the caller once and after the sockets it opened;
	 * that ends the loop only if nobody else uses it any more
	 * @throws IllegalArgumentException if there is no such transport
	 */
	public static EventLoop acquire(String transportName) {
		Transport transport = Transports.named(transportName);
		synchronized (loops) {
			SharedLoop shared = loops.get(transportName);
			if (shared == null || !shared.isAlive()) {
				shared = new SharedLoop(transportName, transport.newEventLoop("pigato-" + transportName));
				loops.put(transportName, shared);
			}
			shared.users++;
			return new Lease(shared);
		}
	}

	private static CompletableFuture<Void> release(SharedLoop shared) {
		synchronized (loops) {
			if (--shared.users > 0) {
				return CompletableFuture.completedFuture(null);
			}
			loops.remove(shared.transportName, shared);
		}
		return shared.loop.closeAsync();
	}

	private static final class SharedLoop {

		private final String transportName;

		private final EventLoop loop;

		private int users;

		private SharedLoop(String transportName, EventLoop loop) {
			this.transportName = transportName;
			this.loop = loop;
		}

		/**
		 * Whether the loop takes tasks: one that died must not be handed out as long as
		 * those who had it hold it.
		 */
		private boolean isAlive() {
			try {
				this.loop.execute(() -> {
				});
				return true;
			}
			catch (RejectedExecutionException ex) {
				return false;
			}
		}

	}

	/**
	 * One user's hold on a shared loop.
	 */
	private static final class Lease implements EventLoop {

		private final SharedLoop shared;

		private final EventLoop loop;

		private final AtomicBoolean closed = new AtomicBoolean();

		private final CompletableFuture<Void> released = new CompletableFuture<>();

		private Lease(SharedLoop shared) {
			this.shared = shared;
			this.loop = shared.loop;
		}

		@Override
		public void execute(Runnable task) {
			checkOpen();
			this.loop.execute(task);
		}

		@Override
		public boolean inEventLoop() {
			return this.loop.inEventLoop();
		}

		@Override
		public void expectHandBack() {
			this.loop.expectHandBack();
		}

		@Override
		public Timers timers() {
			return this.loop.timers();
		}

		@Override
		public CompletableFuture<RouterSocket> bindRouter(Endpoint endpoint, Bytes identity, SocketOptions options,
				RouterHandler handler) {
			checkOpen();
			return this.loop.bindRouter(endpoint, identity, options, handler);
		}

		@Override
		public CompletableFuture<PublisherSocket> bindPublisher(Endpoint endpoint, SocketOptions options) {
			checkOpen();
			return this.loop.bindPublisher(endpoint, options);
		}

		@Override
		public DealerSocket connectDealer(Endpoint endpoint, Bytes identity, SocketOptions options,
				DealerHandler handler) {
			checkOpen();
			return this.loop.connectDealer(endpoint, identity, options, handler);
		}

		private void checkOpen() {
			if (this.closed.get()) {
				throw new RejectedExecutionException("The event loop is closed");
			}
		}

		@Override
		public CompletableFuture<Void> closeAsync() {
			if (this.closed.compareAndSet(false, true)) {
				release(this.shared).whenComplete((nothing, failure) -> this.released.complete(null));
			}
			return this.released.copy();
		}

		@Override
		public void close() {
			CompletableFuture<Void> future = closeAsync();
			if (!inEventLoop()) {
				future.join();
			}
		}

	}

}
