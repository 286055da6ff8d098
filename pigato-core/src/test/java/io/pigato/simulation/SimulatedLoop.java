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

package io.pigato.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.transport.DealerHandler;
import io.pigato.transport.DealerSocket;
import io.pigato.transport.Endpoint;
import io.pigato.transport.EventLoop;
import io.pigato.transport.PublisherSocket;
import io.pigato.transport.RouterHandler;
import io.pigato.transport.RouterSocket;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.TimerQueue;
import io.pigato.transport.Timers;
import io.pigato.transport.TransportException;

/**
 * An event loop without a thread: its turns are events of the world. Each runs the tasks
 * handed over, the timers that are due and then the sockets with work to do, as a real
 * loop does.
 */
final class SimulatedLoop implements EventLoop {

	private static final int TASKS_PER_TURN = 256;

	private final SimulatedProcess process;

	private final SimulatedWorld world;

	private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

	private final TimerQueue timerQueue;

	private final Timers timers = new LoopTimers();

	private final Set<SimulatedSocket> sockets = new LinkedHashSet<>();

	private final ArrayDeque<SimulatedSocket> ready = new ArrayDeque<>();

	private final CompletableFuture<Void> terminated = new CompletableFuture<>();

	private boolean turnPending;

	private Timers.@Nullable Timer wakeUp;

	private long wakeUpAt;

	private boolean closing;

	SimulatedLoop(SimulatedProcess process) {
		this.process = process;
		this.world = process.world();
		this.timerQueue = new TimerQueue(this.world::nanoTime, this.world::fail);
	}

	SimulatedProcess process() {
		return this.process;
	}

	@Override
	public void execute(Runnable task) {
		this.world.checkThread();
		if (this.closing && !inEventLoop()) {
			throw new RejectedExecutionException("The event loop of " + this.process + " is closed");
		}
		offer(task);
	}

	void offer(Runnable task) {
		this.tasks.add(task);
		wakeUp();
	}

	private void wakeUp() {
		if (!this.turnPending) {
			this.turnPending = true;
			this.process.schedule(this.world.jitter(), this::turn);
		}
	}

	private void turn() {
		this.turnPending = false;
		for (int i = 0; i < TASKS_PER_TURN && !this.tasks.isEmpty(); i++) {
			this.world.run(this, this.tasks.remove());
		}
		this.world.run(this, this.timerQueue::runExpired);
		for (int i = this.ready.size(); i > 0; i--) {
			this.ready.remove().processReady();
		}
		if (!this.tasks.isEmpty() || !this.ready.isEmpty()) {
			wakeUp();
		}
		else if (this.closing && this.sockets.isEmpty()) {
			this.terminated.complete(null);
		}
		waitForTimers();
	}

	private void waitForTimers() {
		long nanos = this.timerQueue.nanosToNext();
		long at = (nanos != Long.MAX_VALUE) ? this.world.time() + nanos : Long.MAX_VALUE;
		if (this.wakeUp != null && this.wakeUpAt == at) {
			return;
		}
		if (this.wakeUp != null) {
			this.wakeUp.cancel();
			this.wakeUp = null;
		}
		if (nanos != Long.MAX_VALUE) {
			this.wakeUpAt = at;
			this.wakeUp = this.world.schedule(nanos, () -> {
				this.wakeUp = null;
				wakeUp();
			});
		}
	}

	void addReady(SimulatedSocket socket) {
		this.ready.add(socket);
		wakeUp();
	}

	@Override
	public boolean inEventLoop() {
		return this.world.current() == this;
	}

	void assertInEventLoop() {
		this.world.checkThread();
		if (!inEventLoop()) {
			throw new IllegalStateException("Must be called on the event loop of " + this.process);
		}
	}

	@Override
	public void expectHandBack() {
		// sleep takes no time here
	}

	@Override
	public Timers timers() {
		return this.timers;
	}

	int pendingTimers() {
		return this.timerQueue.size();
	}

	@Override
	public CompletableFuture<RouterSocket> bindRouter(Endpoint endpoint, Bytes identity, SocketOptions options,
			RouterHandler handler) {
		return bind(() -> this.world.network().bindRouter(this, endpoint, options, handler));
	}

	@Override
	public CompletableFuture<PublisherSocket> bindPublisher(Endpoint endpoint, SocketOptions options) {
		return bind(() -> this.world.network().bindPublisher(this, endpoint));
	}

	private <S> CompletableFuture<S> bind(Supplier<S> factory) {
		CompletableFuture<S> future = new CompletableFuture<>();
		execute(() -> {
			S socket;
			try {
				socket = factory.get();
			}
			catch (TransportException ex) {
				future.completeExceptionally(ex);
				return;
			}
			future.complete(socket);
		});
		return future;
	}

	@Override
	public DealerSocket connectDealer(Endpoint endpoint, Bytes identity, SocketOptions options, DealerHandler handler) {
		assertInEventLoop();
		return this.world.network().connectDealer(this, endpoint, identity, options, handler);
	}

	void register(SimulatedSocket socket) {
		this.sockets.add(socket);
	}

	void deregister(SimulatedSocket socket) {
		this.sockets.remove(socket);
		wakeUp();
	}

	int openSockets() {
		return this.sockets.size();
	}

	void vanish(boolean told) {
		for (SimulatedSocket socket : new ArrayList<>(this.sockets)) {
			socket.vanish(told);
		}
		this.sockets.clear();
		if (this.wakeUp != null) {
			this.wakeUp.cancel();
		}
	}

	@Override
	public CompletableFuture<Void> closeAsync() {
		if (!this.closing) {
			this.closing = true;
			offer(() -> {
				for (SimulatedSocket socket : new ArrayList<>(this.sockets)) {
					this.world.run(this, socket::close);
				}
			});
		}
		return this.terminated.copy();
	}

	@Override
	public void close() {
		if (!inEventLoop()) {
			throw new IllegalStateException("Nothing can wait in a simulation: use closeAsync()");
		}
		closeAsync();
	}

	private final class LoopTimers implements Timers {

		@Override
		public long nanoTime() {
			return SimulatedLoop.this.world.nanoTime();
		}

		@Override
		public Timer schedule(long delayNanos, Runnable task) {
			assertInEventLoop();
			Timer timer = SimulatedLoop.this.timerQueue.schedule(delayNanos, task);
			return () -> {
				assertInEventLoop();
				timer.cancel();
			};
		}

	}

}
