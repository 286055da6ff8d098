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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.pigato.testing.ManualTimers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HandOffPool}.
 */
@Timeout(60)
class HandOffPoolTests {

	private static final int MAX_THREADS = 21;

	private static final Duration PATIENCE = Duration.ofNanos(HandOffPool.PATIENCE_NANOS);

	private final ManualTimers timers = new ManualTimers();

	/** How long each task seems to take. */
	private final AtomicLong step = new AtomicLong();

	private final AtomicLong now = new AtomicLong();

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	private final HandOffPool pool = new HandOffPool(this::newThread, MAX_THREADS, this.timers::schedule, 0,
			() -> this.now.addAndGet(this.step.get()));

	/** One permit for each task that has begun. */
	private final Semaphore begun = new Semaphore(0);

	/** One permit for each task that may end. */
	private final Semaphore mayEnd = new Semaphore(0);

	private Thread newThread(Runnable task) {
		Thread thread = new Thread(task, "handler");
		thread.setDaemon(true);
		this.threads.add(thread);
		return thread;
	}

	@AfterEach
	void shutdown() {
		this.mayEnd.release(1_000_000);
		this.pool.shutdown();
	}

	@Test
	void quickTasksShareAThreadThatIsAwake() throws Exception {
		this.pool.execute(this::block);
		this.begun.acquire();
		Set<Thread> used = Collections.synchronizedSet(new HashSet<>());
		CountDownLatch done = new CountDownLatch(1000);
		for (int i = 0; i < 1000; i++) {
			this.pool.execute(() -> {
				used.add(Thread.currentThread());
				done.countDown();
			});
		}
		this.mayEnd.release();
		done.await();
		assertThat(this.threads).hasSize(1).containsAll(used);
	}

	@Test
	void whatWaitsBehindTasksThatBlockGetsThreadsOfItsOwn() throws Exception {
		for (int i = 0; i < 20; i++) {
			this.pool.execute(this::block);
		}
		this.begun.acquire();
		assertThat(this.begun.tryAcquire()).isFalse();
		int expected = 1;
		for (int helpers : List.of(1, 2, 4, 8, 4)) {
			this.timers.advance(PATIENCE);
			this.begun.acquire(helpers);
			expected += helpers;
			assertThat(this.threads).hasSize(expected);
		}
	}

	@Test
	void poolWhoseThreadsAreAllBusyIsLookedAfterLessOften() throws Exception {
		List<Long> delays = new ArrayList<>();
		HandOffPool small = new HandOffPool(this::newThread, 2, (nanos, task) -> {
			delays.add(nanos);
			this.timers.schedule(nanos, task);
		}, 0);
		for (int i = 0; i < 1000; i++) {
			small.execute(this::block);
		}
		this.timers.advance(PATIENCE);
		this.begun.acquire(2);
		this.timers.advance(PATIENCE);
		this.timers.advance(PATIENCE);
		assertThat(delays).containsExactly(HandOffPool.PATIENCE_NANOS, HandOffPool.PATIENCE_NANOS,
				HandOffPool.FULL_PATIENCE_NANOS);
		this.mayEnd.release(1000);
		this.begun.acquire(998);
		small.shutdown();
	}

	@Test
	void oneThreadHelpsWithEachTurnWhereTimersAreCoarse() throws Exception {
		List<Long> delays = new ArrayList<>();
		HandOffPool coarse = new HandOffPool(this::newThread, MAX_THREADS, (nanos, task) -> {
			delays.add(nanos);
			this.timers.schedule(nanos, task);
		}, 1_000_000);
		for (int i = 0; i < 20; i++) {
			coarse.execute(this::block);
		}
		this.begun.acquire();
		for (int turn = 1; turn <= 5; turn++) {
			assertThat(this.threads).hasSize(turn);
			this.timers.jump(Duration.ZERO);
			this.begun.acquire();
		}
		assertThat(delays).containsOnly(0L);
		this.mayEnd.release(20);
		this.begun.acquire(14);
		coarse.shutdown();
	}

	@Test
	void oneThreadHelpsAtFirstAgainOnceTasksWereTakenInTime() throws Exception {
		for (int i = 0; i < 4; i++) {
			this.pool.execute(this::block);
		}
		this.timers.advance(PATIENCE);
		this.timers.advance(PATIENCE);
		this.begun.acquire(4);
		this.timers.advance(PATIENCE);
		for (int i = 0; i < 4; i++) {
			this.pool.execute(this::block);
		}
		this.timers.advance(PATIENCE);
		this.begun.acquire();
		assertThat(this.threads).hasSize(5);
	}

	@Test
	void noThreadHelpsWhereTasksAreTakenInTime() throws Exception {
		this.pool.execute(this::block);
		this.pool.execute(this::block);
		this.begun.acquire();
		this.mayEnd.release();
		this.begun.acquire();
		this.pool.execute(this::block);
		this.timers.advance(PATIENCE);
		assertThat(this.threads).hasSize(1);
		this.timers.advance(PATIENCE);
		this.begun.acquire();
		assertThat(this.threads).hasSize(2);
	}

	@Test
	void tasksHaveAThreadAtOnceWhereTheyTakeLong() throws Exception {
		this.step.set(HandOffPool.QUICK_NANOS * 20);
		this.mayEnd.release();
		this.pool.execute(this::block);
		awaitSleepers();
		for (int i = 0; i < 20; i++) {
			this.pool.execute(this::block);
		}
		this.begun.acquire(21);
		assertThat(this.threads).hasSize(20);
	}

	@Test
	void threadsThatSleepAreUsedAgain() throws Exception {
		for (int round = 0; round < 20; round++) {
			this.mayEnd.release();
			this.pool.execute(this::block);
			this.begun.acquire();
			awaitSleepers();
		}
		assertThat(this.threads).hasSize(1);
	}

	@Test
	void taskThatThrowsDoesNotEndItsThread() throws Exception {
		this.pool.execute(() -> {
			throw new IllegalStateException("expected");
		});
		this.pool.execute(this::block);
		this.begun.acquire();
		assertThat(this.threads).hasSize(1);
	}

	@Test
	void noTaskIsLeftBehindWhereAThreadFallsAsleep() throws Exception {
		Semaphore done = new Semaphore(0);
		for (int i = 0; i < 100_000; i++) {
			this.pool.execute(done::release);
			done.acquire();
			if (i % 3 == 0) {
				Thread.yield();
			}
		}
		assertThat(this.threads).hasSizeLessThan(100);
	}

	@Test
	void threadsThatWereIdleForLongEnd() throws Exception {
		this.mayEnd.release();
		this.pool.execute(this::block);
		this.begun.acquire();
		awaitSleepers();
		// the clock is asked again as soon as the thread wakes up
		this.step.set(TimeUnit.MINUTES.toNanos(1));
		Thread thread = this.threads.get(0);
		LockSupport.unpark(thread);
		thread.join();
		this.step.set(0);
		this.pool.execute(this::block);
		this.begun.acquire();
		assertThat(this.threads).hasSize(2);
	}

	@Test
	void shutdownLetsTasksEndAndThreadsWithThem() throws Exception {
		for (int i = 0; i < 10; i++) {
			this.pool.execute(this::block);
		}
		this.begun.acquire();
		this.pool.shutdown();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.pool.execute(this::block));
		this.begun.acquire(9);
		this.mayEnd.release(10);
		for (Thread thread : this.threads) {
			thread.join();
		}
	}

	@Test
	void thereAreNoMoreThreadsThanAllowed() throws Exception {
		for (int i = 0; i < 100; i++) {
			this.pool.execute(this::block);
		}
		for (int i = 0; i < 20; i++) {
			this.timers.advance(PATIENCE);
		}
		this.begun.acquire(MAX_THREADS);
		assertThat(this.threads).hasSize(MAX_THREADS);
		assertThat(this.begun.tryAcquire()).isFalse();
		this.mayEnd.release(100);
		this.begun.acquire(100 - MAX_THREADS);
		assertThat(this.threads).hasSize(MAX_THREADS);
	}

	@Test
	void taskIsRefusedIfThereIsNoThreadForIt() {
		HandOffPool without = new HandOffPool((task) -> {
			throw new IllegalStateException("no more threads");
		}, MAX_THREADS, this.timers::schedule, 0);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> without.execute(this::block));
		this.timers.advance(PATIENCE);
	}

	private void block() {
		this.begun.release();
		this.mayEnd.acquireUninterruptibly();
	}

	private void awaitSleepers() {
		Awaitility.await()
			.until(() -> this.threads.stream().allMatch((thread) -> thread.getState() == Thread.State.TIMED_WAITING));
	}

}
