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

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SendBudget}.
 */
class SendBudgetTests {

	private final ExecutorService executor = Executors.newCachedThreadPool();

	@AfterEach
	void shutDown() {
		this.executor.shutdownNow();
	}

	@Test
	void limitsMessagesAndBytes() {
		SendBudget budget = new SendBudget(3, 100);
		assertThat(budget.tryAcquire(50)).isTrue();
		assertThat(budget.tryAcquire(51)).isFalse();
		assertThat(budget.tryAcquire(50)).isTrue();
		assertThat(budget.tryAcquire(1)).isFalse();
		budget.release(50);
		assertThat(budget.tryAcquire(1)).isTrue();
		assertThat(budget.tryAcquire(1)).isTrue();
		assertThat(budget.tryAcquire(1)).isFalse();
	}

	@Test
	void takesOneMessageOfAnySizeWhereNothingIsOnItsWay() {
		SendBudget budget = new SendBudget(3, 100);
		assertThat(budget.tryAcquire(1L << 33)).isTrue();
		assertThat(budget.tryAcquire(1)).isFalse();
		budget.release(1L << 33);
		assertThat(budget.messages()).isZero();
		assertThat(budget.tryAcquire(1)).isTrue();
	}

	@Test
	void waitsUntilHalfIsFree() throws Exception {
		SendBudget budget = new SendBudget(4, 100);
		for (int i = 0; i < 4; i++) {
			budget.acquireAnyway(1);
		}
		CountDownLatch waiting = new CountDownLatch(1);
		Future<Boolean> acquired = this.executor.submit(() -> budget.acquire(1, () -> {
			waiting.countDown();
			return true;
		}));
		assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();
		budget.release(1);
		assertThat(acquired.isDone()).isFalse();
		budget.release(1);
		assertThat(acquired.get(60, TimeUnit.SECONDS)).isTrue();
		assertThat(budget.messages()).isEqualTo(3);
	}

	@Test
	void givesUpWhenItIsNotWantedAnyMore() throws Exception {
		SendBudget budget = new SendBudget(1, 100);
		budget.acquireAnyway(1);
		AtomicBoolean wanted = new AtomicBoolean(true);
		CountDownLatch waiting = new CountDownLatch(1);
		Future<Boolean> acquired = this.executor.submit(() -> budget.acquire(1, () -> {
			waiting.countDown();
			return wanted.get();
		}));
		assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();
		wanted.set(false);
		budget.wakeAll();
		assertThat(acquired.get(60, TimeUnit.SECONDS)).isFalse();
		assertThat(budget.messages()).isOne();
	}

	@Test
	void nobodyIsForgottenUnderContention() throws Exception {
		SendBudget budget = new SendBudget(3, 1000);
		LinkedBlockingQueue<Long> onTheWay = new LinkedBlockingQueue<>();
		int threads = 8;
		int each = 3000;
		for (int i = 0; i < threads; i++) {
			long size = 100L + i * 150;
			this.executor.submit(() -> {
				for (int count = 0; count < each; count++) {
					budget.acquire(size, () -> true);
					onTheWay.add(size);
				}
				return null;
			});
		}
		for (int i = 0; i < threads * each; i++) {
			Long size = onTheWay.poll(60, TimeUnit.SECONDS);
			assertThat(size).isNotNull();
			assertThat(budget.messages()).isLessThanOrEqualTo(3);
			budget.release(size);
		}
		assertThat(budget.messages()).isZero();
	}

}
