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

package io.pigato.concurrent;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for what an event loop hands off, handlers of requests above all: as many as it
 * takes, up to a limit.
 * <p>
 * To wake a thread takes longer than many a task runs. So tasks that are quick on average
 * share the threads that are awake already, and another one is woken only when some task
 * has waited for 100 µs, or for a turn of a loop whose timers are coarser than that; of
 * tasks that take longer, each has a thread at once. Threads end when they are idle for
 * 30 s, and are never interrupted.
 * <p>
 * Used by the loop's thread only; tasks run on threads of the pool only.
 */
public final class HandOffPool implements Executor {

	/** How long a task waits for a thread that is awake. */
	static final long PATIENCE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

	/** How long to leave tasks to threads that are all awake. */
	static final long FULL_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	/** Tasks that take no longer than this on average are quick. */
	static final long QUICK_NANOS = PATIENCE_NANOS / 2;

	private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(30);

	private static final Logger logger = LoggerFactory.getLogger(HandOffPool.class);

	private final ThreadFactory threads;

	private final int maxThreads;

	private final Scheduler scheduler;

	/** How long a task waits before another thread is woken for it. */
	private final long patience;

	private final LongSupplier clock;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	/** How many threads there are. */
	private final AtomicInteger alive = new AtomicInteger();

	/** How many threads are awake, or about to be. */
	private final AtomicInteger awake = new AtomicInteger();

	/** Those that sleep, the last one that fell asleep on top. */
	private final AtomicReference<@Nullable Sleeper> sleepers = new AtomicReference<>();

	/** How long a task runs on average; a guess, which threads may write at once. */
	private volatile long averageNanos;

	/** How many tasks there have been. */
	private long added;

	private boolean watching;

	/** How many tasks there had been when somebody began to watch. */
	private long addedBefore;

	/** How many threads to wake next: twice as many each time that it was not enough. */
	private int helpers = 1;

	private volatile boolean shutdown;

	/**
	 * Create a pool without threads.
	 * @param threads makes them
	 * @param maxThreads how many there may be; tasks wait where that is not enough
	 * @param scheduler the loop's timers
	 * @param resolutionNanos how much later than asked for these may run a task, in
	 * nanoseconds: where that is longer than a task should wait, help comes with the
	 * loop's next turn
	 */
	public HandOffPool(ThreadFactory threads, int maxThreads, Scheduler scheduler, long resolutionNanos) {
		this(threads, maxThreads, scheduler, resolutionNanos, System::nanoTime);
	}

	HandOffPool(ThreadFactory threads, int maxThreads, Scheduler scheduler, long resolutionNanos, LongSupplier clock) {
		this.threads = threads;
		this.maxThreads = maxThreads;
		this.scheduler = scheduler;
		this.patience = (resolutionNanos > PATIENCE_NANOS) ? 0 : PATIENCE_NANOS;
		this.clock = clock;
	}

	/**
	 * Have a task run.
	 * @param task the task; what it throws is logged
	 * @throws RejectedExecutionException after {@link #shutdown()}
	 */
	@Override
	public void execute(Runnable task) {
		if (this.shutdown) {
			throw new RejectedExecutionException("The threads of the event loop's tasks are shut down");
		}
		this.tasks.add(task);
		this.added++;
		// who falls asleep looks for tasks after it has taken itself off, so that one
		// sees the other
		if (this.awake.get() == 0 || this.averageNanos > QUICK_NANOS) {
			wakeFor(task);
		}
		else {
			watch();
		}
	}

	private void wakeFor(Runnable task) {
		try {
			wake();
		}
		catch (Throwable ex) {
			if (this.tasks.remove(task)) {
				this.added--;
				throw ex;
			}
		}
	}

	/**
	 * Wake a thread.
	 * @return {@code false} if all that there may be are awake
	 */
	private boolean wake() {
		this.awake.incrementAndGet();
		for (Sleeper sleeper = this.sleepers.get(); sleeper != null; sleeper = this.sleepers.get()) {
			if (this.sleepers.compareAndSet(sleeper, sleeper.below) && sleeper.claim()) {
				LockSupport.unpark(sleeper.thread);
				return true;
			}
		}
		boolean started = false;
		try {
			started = startThread();
			return started;
		}
		finally {
			if (!started) {
				this.awake.decrementAndGet();
			}
		}
	}

	private boolean startThread() {
		if (this.alive.incrementAndGet() > this.maxThreads) {
			this.alive.decrementAndGet();
			return false;
		}
		boolean started = false;
		try {
			this.threads.newThread(this::work).start();
			started = true;
			return true;
		}
		finally {
			if (!started) {
				this.alive.decrementAndGet();
			}
		}
	}

	/**
	 * See to it that no task waits for long.
	 */
	private void watch() {
		if (!this.watching) {
			watch(this.patience);
		}
	}

	private void watch(long nanos) {
		this.watching = true;
		this.addedBefore = this.added;
		this.scheduler.schedule(nanos, this::help);
	}

	private void help() {
		this.watching = false;
		long addedSince = this.added - this.addedBefore;
		long waiting = waiting(Math.max(addedSince + 1, this.helpers));
		if (waiting == 0) {
			this.helpers = 1;
			return;
		}
		boolean woken = true;
		if (waiting > addedSince) {
			int count = (int) Math.min(this.helpers, waiting);
			woken = wake(count);
			// turns may be only microseconds apart: too short to see whether that helps
			this.helpers = (woken && this.patience > 0) ? count * 2 : 1;
		}
		else {
			this.helpers = 1;
		}
		watch(woken ? this.patience : FULL_PATIENCE_NANOS);
	}

	/**
	 * Count the tasks that wait, but no further than to a limit: there may be very many.
	 */
	private long waiting(long limit) {
		long count = 0;
		for (Iterator<Runnable> all = this.tasks.iterator(); count < limit && all.hasNext(); all.next()) {
			count++;
		}
		return count;
	}

	/**
	 * Wake threads.
	 * @return {@code false} if there were not as many to wake
	 */
	private boolean wake(int count) {
		try {
			for (int i = 0; i < count; i++) {
				if (!wake()) {
					return false;
				}
			}
			return true;
		}
		catch (Throwable ex) {
			logger.warn("No thread can be started for a task, which has to wait for others", ex);
			return false;
		}
	}

	private void work() {
		do {
			long begin = this.clock.getAsLong();
			for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
				run(task);
				long end = this.clock.getAsLong();
				this.averageNanos += (end - begin - this.averageNanos) >> 3;
				begin = end;
			}
		}
		while (sleep());
		this.alive.decrementAndGet();
		if (!this.tasks.isEmpty()) {
			// one that came when there seemed to be threads enough
			wake(1);
		}
	}

	private static void run(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			logger.error("A task of an event loop failed", ex);
		}
	}

	/**
	 * Sleep until there is something to do.
	 * @return {@code false} if there was nothing for long
	 */
	private boolean sleep() {
		Sleeper self = new Sleeper();
		self.below = this.sleepers.get();
		while (!this.sleepers.compareAndSet(self.below, self)) {
			self.below = this.sleepers.get();
		}
		this.awake.decrementAndGet();
		if (!this.tasks.isEmpty() && self.claim()) {
			this.awake.incrementAndGet();
			this.sleepers.compareAndSet(self, self.below);
			return true;
		}
		long begin = this.clock.getAsLong();
		while (!self.isClaimed()) {
			long left = KEEP_ALIVE_NANOS - (this.clock.getAsLong() - begin);
			if ((left <= 0 || this.shutdown) && self.claim()) {
				return false;
			}
			LockSupport.parkNanos(this, left);
		}
		return true;
	}

	/**
	 * Take nothing more, and have the threads end when all is done.
	 */
	public void shutdown() {
		this.shutdown = true;
		// nobody may be there to watch any more
		wake(this.tasks.size());
		for (Sleeper sleeper = this.sleepers.get(); sleeper != null; sleeper = sleeper.below) {
			LockSupport.unpark(sleeper.thread);
		}
	}

	/**
	 * The timers of the loop.
	 */
	@FunctionalInterface
	public interface Scheduler {

		/**
		 * Have a task run on the loop.
		 * @param delayNanos after how long, in nanoseconds
		 * @param task the task
		 */
		void schedule(long delayNanos, Runnable task);

	}

	/**
	 * A thread that sleeps, until somebody claims it: to wake it, or itself to go on or
	 * to end.
	 */
	private static final class Sleeper extends AtomicBoolean {

		private static final long serialVersionUID = 1L;

		private final transient Thread thread = Thread.currentThread();

		private transient @Nullable Sleeper below;

		boolean claim() {
			return compareAndSet(false, true);
		}

		boolean isClaimed() {
			return get();
		}

	}

}
