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

import io.pigato.transport.Timers;

/**
 * Threads for handlers: as many as it takes, which is no more than there are requests.
 * <p>
 * To wake a thread takes longer than many a handler runs. So handlers that are quick on
 * average share the threads that are awake already, and another one is woken only when
 * some request has waited for {@link #PATIENCE_NANOS}; of handlers that take longer, each
 * has a thread at once. Threads end when they are idle for long, and are never
 * interrupted. Used on the loop only.
 */
final class HandlerPool implements Executor {

	/** How long a request waits for a thread that is awake. */
	static final long PATIENCE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

	/** Handlers that take no longer than this on average are quick. */
	static final long QUICK_NANOS = PATIENCE_NANOS / 2;

	private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(30);

	private static final Logger logger = LoggerFactory.getLogger(HandlerPool.class);

	private final Timers timers;

	private final LongSupplier clock;

	private final ThreadFactory threads;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	/** How many threads are awake, or about to be. */
	private final AtomicInteger awake = new AtomicInteger();

	/** Those that sleep, the last one that fell asleep on top. */
	private final AtomicReference<@Nullable Sleeper> sleepers = new AtomicReference<>();

	/** How long a handler runs on average; a guess, which threads may write at once. */
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
	 * @param service whose requests are handled
	 * @param timers those of the loop
	 */
	HandlerPool(String service, Timers timers) {
		this(newThreadFactory(service), timers, System::nanoTime);
	}

	HandlerPool(ThreadFactory threads, Timers timers, LongSupplier clock) {
		this.threads = threads;
		this.timers = timers;
		this.clock = clock;
	}

	private static ThreadFactory newThreadFactory(String service) {
		AtomicInteger number = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task, "pigato-worker-" + service + "-" + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	@Override
	public void execute(Runnable task) {
		if (this.shutdown) {
			throw new RejectedExecutionException("The handlers' threads are shut down");
		}
		this.tasks.add(task);
		this.added++;
		// who falls asleep looks for tasks after it has taken itself off, so that one of
		// both
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

	private void wake() {
		this.awake.incrementAndGet();
		for (Sleeper sleeper = this.sleepers.get(); sleeper != null; sleeper = this.sleepers.get()) {
			if (this.sleepers.compareAndSet(sleeper, sleeper.below) && sleeper.claim()) {
				LockSupport.unpark(sleeper.thread);
				return;
			}
		}
		boolean started = false;
		try {
			this.threads.newThread(this::work).start();
			started = true;
		}
		finally {
			if (!started) {
				this.awake.decrementAndGet();
			}
		}
	}

	/**
	 * See to it that no task waits for long.
	 */
	private void watch() {
		if (!this.watching) {
			this.watching = true;
			this.addedBefore = this.added;
			this.timers.schedule(PATIENCE_NANOS, this::help);
		}
	}

	private void help() {
		this.watching = false;
		int waiting = this.tasks.size();
		if (waiting == 0) {
			this.helpers = 1;
			return;
		}
		if (this.added - waiting < this.addedBefore) {
			wake(Math.min(this.helpers, waiting));
			this.helpers = Math.min(this.helpers, waiting) * 2;
		}
		else {
			this.helpers = 1;
		}
		watch();
	}

	private void wake(int count) {
		try {
			for (int i = 0; i < count; i++) {
				wake();
			}
		}
		catch (Throwable ex) {
			logger.warn("No thread can be started for a handler, which has to wait for others", ex);
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
	}

	private static void run(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			logger.error("A handler's thread goes on after a failure", ex);
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
	void shutdown() {
		this.shutdown = true;
		// nobody may be there to watch any more
		wake(this.tasks.size());
		for (Sleeper sleeper = this.sleepers.get(); sleeper != null; sleeper = sleeper.below) {
			LockSupport.unpark(sleeper.thread);
		}
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
