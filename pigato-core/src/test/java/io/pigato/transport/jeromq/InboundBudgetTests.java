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

package io.pigato.transport.jeromq;

import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InboundBudget}.
 */
class InboundBudgetTests {

	private final InboundBudget budget = new InboundBudget(100);

	private final AtomicBoolean passed = new AtomicBoolean();

	@AfterEach
	void releaseAll() {
		this.budget.close();
	}

	@Test
	void oneMessageOfAnySizeArrives() {
		this.budget.arrive(1_000_000);
		assertThat(this.budget.arrived()).isEqualTo(1_000_000);
	}

	@Test
	void whoBringsMoreWaitsUntilTheLoopHasTakenEnough() throws InterruptedException {
		this.budget.arrive(100);
		this.budget.arrive(50);
		Thread waiting = arriveInBackground(1);
		this.budget.take(49);
		assertStillWaiting(waiting);
		this.budget.take(1);
		waiting.join();
		assertThat(this.passed).isTrue();
	}

	@Test
	void whatIsNotThereAnyMoreWhenTheLoopLooksCountsAsTaken() throws InterruptedException {
		this.budget.arrive(60);
		this.budget.arrive(60);
		Thread waiting = arriveInBackground(1);
		this.budget.drained(this.budget.arrived());
		waiting.join();
		assertThat(this.passed).isTrue();
	}

	@Test
	void whatArrivesWhileTheLoopLooksStillCounts() throws InterruptedException {
		this.budget.arrive(60);
		long before = this.budget.arrived();
		this.budget.arrive(101);
		this.budget.drained(before);
		Thread waiting = arriveInBackground(1);
		this.budget.take(101);
		waiting.join();
		assertThat(this.passed).isTrue();
	}

	@Test
	void nobodyWaitsForAClosedSocket() throws InterruptedException {
		this.budget.arrive(101);
		Thread waiting = arriveInBackground(1);
		this.budget.close();
		waiting.join();
		this.budget.arrive(1_000);
		assertThat(this.passed).isTrue();
	}

	@Test
	void interruptEndsTheWaitAndIsKept() throws InterruptedException {
		this.budget.arrive(101);
		AtomicBoolean interrupted = new AtomicBoolean();
		Thread waiting = new Thread(() -> {
			this.budget.arrive(1);
			interrupted.set(Thread.currentThread().isInterrupted());
		});
		waiting.start();
		awaitWaiting(waiting);
		waiting.interrupt();
		waiting.join();
		assertThat(interrupted).isTrue();
	}

	private Thread arriveInBackground(long cost) {
		Thread thread = new Thread(() -> {
			this.budget.arrive(cost);
			this.passed.set(true);
		});
		thread.setDaemon(true);
		thread.start();
		awaitWaiting(thread);
		return thread;
	}

	private static void awaitWaiting(Thread thread) {
		Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
	}

	private void assertStillWaiting(Thread thread) {
		// it has looked once more, and waits again
		awaitWaiting(thread);
		assertThat(this.passed).isFalse();
	}

}
