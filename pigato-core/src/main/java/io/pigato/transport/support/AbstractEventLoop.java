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

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pigato.transport.EventLoop;
import io.pigato.transport.TimerQueue;
import io.pigato.transport.Timers;

/**
 * An {@link EventLoop} on a thread of its own: tasks, timers, sockets with work to do,
 * and sleep in between. Subclasses say what sleeping means.
 * <p>
 * Each turn runs a bounded number of tasks, all timers that are due, and each ready
 * socket once, so nobody starves the others.
 */
public abstract class AbstractEventLoop implements EventLoop {

	private static final Logger logger = LoggerFactory.getLogger(AbstractEventLoop.class);

	private static final int TASKS_PER_TURN = 256;

	private final Thread thread;

	private final MpscUnboundedAtomicArrayQueue<Runnable> tasks = new MpscUnboundedAtomicArrayQueue<>(256);

	/**
	 * Set by the loop before it sleeps; who hands over work and finds it set wakes it.
	 */
	private final AtomicBoolean sleeping = new AtomicBoolean();

	private final Timers timers = new LoopTimers();

	private final Set<LoopSocket> sockets = new LinkedHashSet<>();

	private final CompletableFuture<Void> terminated = new CompletableFuture<>();

	private ArrayDeque<LoopSocket> ready = new ArrayDeque<>();

	private ArrayDeque<LoopSocket> processing = new ArrayDeque<>();

	private final LoopClock clock = new LoopClock(System::nanoTime);

	private final TimerQueue timerQueue = new TimerQueue(this.clock::nanoTime, AbstractEventLoop::logFailure);

	private final BooleanSupplier hasTasks = () -> !this.tasks.isEmpty();

	private final HandBacks handBacks = new HandBacks(System::nanoTime, Runtime.getRuntime().availableProcessors());

	private volatile boolean closing;

	/** Whether the thread takes no more tasks; set under the lock of {@link #unrun}. */
	private volatile boolean ended;

	/** Tasks that came too late to be run, until who handed them over takes them back. */
	private final Set<Runnable> unrun = Collections.newSetFromMap(new IdentityHashMap<>());

	/**
	 * Create a loop, to be {@linkplain #start() started}.
	 * @param name the name of the thread
	 */
	@SuppressWarnings("this-escape") // the thread starts when all is constructed
	protected AbstractEventLoop(String name) {
		this.thread = new LoopThread(this::run, name);
		this.thread.setDaemon(true);
	}

	/**
	 * Start the thread.
	 */
	public void start() {
		this.thread.start();
	}

	@Override
	public final void execute(Runnable task) {
		if (this.closing && !inEventLoop()) {
			throw new RejectedExecutionException("The event loop '" + this.thread.getName() + "' is closed");
		}
		if (!offer(task)) {
			throw new RejectedExecutionException("The event loop '" + this.thread.getName() + "' has ended");
		}
	}

	/**
	 * Hand over a task even while the loop closes.
	 * @param task the task
	 * @return whether the task runs, {@code false} if the loop has ended
	 */
	public final boolean offer(Runnable task) {
		this.tasks.offer(task);
		if (this.ended && isUnrun(task)) {
			return false;
		}
		// the task must be seen before 'sleeping' is read, or both sides may miss the
		// other
		VarHandle.fullFence();
		if (this.sleeping.get() && this.sleeping.compareAndSet(true, false)) {
			wakeUp();
		}
		return true;
	}

	private boolean isUnrun(Runnable task) {
		synchronized (this.unrun) {
			drain(this.unrun);
			return this.unrun.remove(task);
		}
	}

	private void drain(Collection<Runnable> target) {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			target.add(task);
		}
	}

	@Override
	public final boolean inEventLoop() {
		return Thread.currentThread() == this.thread;
	}

	/**
	 * Make sure that the current thread is the loop's.
	 * @throws IllegalStateException if it is not
	 */
	public final void assertInEventLoop() {
		if (!inEventLoop()) {
			throw new IllegalStateException("Must be called on the event loop's thread '" + this.thread.getName()
					+ "' but was called on '" + Thread.currentThread().getName() + "'");
		}
	}

	@Override
	public final void expectHandBack() {
		this.handBacks.expect();
	}

	@Override
	public final Timers timers() {
		return this.timers;
	}

	/**
	 * Return the name of the loop's thread.
	 * @return the name
	 */
	public final String name() {
		return this.thread.getName();
	}

	/**
	 * Whether the loop closes or has ended.
	 * @return {@code true} after {@link #closeAsync()}
	 */
	public final boolean isClosing() {
		return this.closing;
	}

	/**
	 * Whether nobody wants the loop to wake up. For a {@link #sleep} that forgets a
	 * {@link #wakeUp} which comes before it has begun: it has to ask this from then on
	 * where it would be noticed.
	 * @return {@code true} if the loop may go on to sleep
	 */
	protected final boolean maySleep() {
		// a wake-up may be for a task that has been run already, but takes the mark away
		return this.sleeping.get() && this.tasks.isEmpty();
	}

	/**
	 * Keep the loop from ending until the socket is {@linkplain #deregister
	 * deregistered}.
	 * @param socket the socket
	 */
	protected final void register(LoopSocket socket) {
		assertInEventLoop();
		this.sockets.add(socket);
	}

	/**
	 * Forget a socket that is closed.
	 * @param socket the socket
	 */
	protected final void deregister(LoopSocket socket) {
		this.sockets.remove(socket);
	}

	final void addReady(LoopSocket socket) {
		this.ready.add(socket);
	}

	/**
	 * Run a handler's code, so that what it throws is logged and harms nobody.
	 * @param action the handler's code
	 */
	public static void guard(Runnable action) {
		try {
			action.run();
		}
		catch (Throwable ex) {
			logFailure(ex);
		}
	}

	/**
	 * Log what a task or handler threw.
	 * @param failure what was thrown
	 */
	public static void logFailure(Throwable failure) {
		logger.error("A task or handler failed on the event loop '{}'", Thread.currentThread().getName(), failure);
	}

	private void run() {
		Throwable failure = null;
		try {
			onStart();
			while (!(this.closing && this.sockets.isEmpty())) {
				turn();
			}
		}
		catch (Throwable ex) {
			failure = ex;
			logger.error("The event loop '{}' died", this.thread.getName(), ex);
		}
		finally {
			end(failure);
		}
	}

	private void turn() {
		this.clock.beginTurn();
		boolean moreTasks = runTasks();
		this.timerQueue.runExpired();
		// an interrupt must neither spin the loop nor close a channel under it
		Thread.interrupted();
		boolean busy = moreTasks || !this.ready.isEmpty();
		pollOrSleep(busy);
		processReady();
	}

	private void pollOrSleep(boolean busy) {
		if (!busy) {
			if (this.handBacks.await(this.hasTasks)) {
				this.clock.skipWait();
				return;
			}
			this.sleeping.set(true);
			if (this.tasks.isEmpty() && !(this.closing && this.sockets.isEmpty())) {
				long nanos = this.timerQueue.nanosToNext();
				if (nanos > 0) {
					this.clock.beginWait();
					sleep(nanos);
					this.sleeping.set(false);
					return;
				}
			}
			this.sleeping.set(false);
		}
		this.clock.skipWait();
		poll();
	}

	/**
	 * Whether the loop last waited nearly as long as it had worked before, or longer, so
	 * that who does some more work now holds nobody up.
	 * @return whether there is time to spare
	 */
	public final boolean hasSlack() {
		return this.clock.hasSlack();
	}

	private boolean runTasks() {
		for (int i = 0; i < TASKS_PER_TURN; i++) {
			Runnable task = this.tasks.poll();
			if (task == null) {
				return false;
			}
			guard(task);
		}
		return !this.tasks.isEmpty();
	}

	private void processReady() {
		ArrayDeque<LoopSocket> current = this.ready;
		this.ready = this.processing;
		this.processing = current;
		for (LoopSocket socket = current.poll(); socket != null; socket = current.poll()) {
			try {
				socket.processReady();
			}
			catch (Throwable ex) {
				logFailure(ex);
			}
		}
	}

	private void end(@Nullable Throwable failure) {
		this.closing = true;
		runLastTasks();
		if (failure != null) {
			for (LoopSocket socket : this.sockets) {
				guard(() -> socket.fail(failure));
			}
		}
		CompletableFuture<Void> ended;
		try {
			ended = onEnd();
		}
		catch (Throwable ex) {
			ended = CompletableFuture.failedFuture(ex);
		}
		ended.whenComplete((nothing, endFailure) -> {
			Throwable cause = (failure != null) ? failure : endFailure;
			if (cause != null) {
				this.terminated.completeExceptionally(cause);
			}
			else {
				this.terminated.complete(null);
			}
		});
	}

	private void runLastTasks() {
		List<Runnable> last = new ArrayList<>();
		synchronized (this.unrun) {
			// from here on, who hands over a task takes it back; what was there before
			// runs
			this.ended = true;
			drain(last);
		}
		for (Runnable task : last) {
			guard(task);
		}
	}

	@Override
	public final CompletableFuture<Void> closeAsync() {
		this.closing = true;
		offer(() -> {
			for (LoopSocket socket : new ArrayList<>(this.sockets)) {
				guard(socket::close);
			}
		});
		return this.terminated.copy();
	}

	@Override
	public final void close() {
		CompletableFuture<Void> future = closeAsync();
		if (!inEventLoop()) {
			future.join();
		}
	}

	/**
	 * Called first on the loop's thread.
	 */
	protected void onStart() {
	}

	/**
	 * Look for input without waiting.
	 */
	protected abstract void poll();

	/**
	 * Wait for input, a {@linkplain #wakeUp() wake-up} or until the time has passed;
	 * spurious returns are fine.
	 * @param nanos how long to wait, {@link Long#MAX_VALUE} for ever
	 */
	protected abstract void sleep(long nanos);

	/**
	 * End the current or else the next {@link #sleep}, see {@link #maySleep}. Called by
	 * any thread.
	 */
	protected abstract void wakeUp();

	/**
	 * Return the shortest time that {@link #sleep} waits for, if it may be longer than
	 * asked for.
	 * @return the time in nanoseconds, 0 if it is exact
	 */
	protected long timerResolutionNanos() {
		return 0;
	}

	/**
	 * Called last on the loop's thread, to give back what the loop holds.
	 * @return completed when all is given back
	 */
	protected abstract CompletableFuture<Void> onEnd();

	/**
	 * Timers for the loop's thread only.
	 */
	private final class LoopTimers implements Timers {

		@Override
		public long nanoTime() {
			return AbstractEventLoop.this.clock.nanoTime();
		}

		@Override
		public Timer schedule(long delayNanos, Runnable task) {
			assertInEventLoop();
			return AbstractEventLoop.this.timerQueue.schedule(delayNanos, task);
		}

		@Override
		public long resolutionNanos() {
			return AbstractEventLoop.this.timerResolutionNanos();
		}

	}

	/**
	 * A thread that can't be interrupted: nothing on it waits for that, and an interrupt
	 * in the middle of an operation of NIO would close the channel under it.
	 */
	private static final class LoopThread extends Thread {

		LoopThread(Runnable task, String name) {
			super(task, name);
		}

		@Override
		public void interrupt() {
			// a loop ends by being closed
		}

	}

}
