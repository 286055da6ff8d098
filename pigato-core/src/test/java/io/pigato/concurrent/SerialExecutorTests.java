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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SerialExecutor}.
 */
class SerialExecutorTests {

	@Test
	void tasksOfManyThreadsRunOneAtATimeAndInTheOrderOfEach() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			SerialExecutor serial = new SerialExecutor(threads);
			int count = 20_000;
			int[] last = { -1, -1, -1, -1 };
			CountDownLatch done = new CountDownLatch(4 * count);
			for (int i = 0; i < 4; i++) {
				int producer = i;
				new Thread(() -> {
					for (int j = 0; j < count; j++) {
						int number = j;
						serial.execute(() -> {
							// not synchronized: one at a time
							if (last[producer] == number - 1) {
								last[producer] = number;
							}
							done.countDown();
						});
					}
				}).start();
			}
			assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
			assertThat(last).containsOnly(count - 1);
		}
		finally {
			threads.shutdown();
		}
	}

	@Test
	void taskThatThrowsDoesNotStopTheOthers() {
		List<String> ran = new ArrayList<>();
		SerialExecutor serial = new SerialExecutor(Runnable::run);
		serial.execute(() -> {
			serial.execute(() -> ran.add("second"));
			ran.add("first");
			throw new IllegalStateException("expected of a task");
		});
		assertThat(ran).containsExactly("first", "second");
		assertThat(serial.size()).isZero();
	}

	@Test
	void tasksGoOnAfterAnExecutorThatCouldStartNoThread() {
		Deque<Runnable> threads = new ArrayDeque<>();
		boolean[] full = { true };
		SerialExecutor serial = new SerialExecutor((task) -> {
			if (full[0]) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			threads.add(task);
		});
		List<String> ran = new ArrayList<>();
		serial.execute(() -> ran.add("first"));
		full[0] = false;
		serial.execute(() -> ran.add("second"));
		threads.remove().run();
		assertThat(ran).containsExactly("first", "second");
	}

	@Test
	void tasksRunOneAtATimeAfterAnExecutorThatThrewAndKeptItsTask() {
		Deque<Runnable> kept = new ArrayDeque<>();
		boolean[] full = { true };
		SerialExecutor serial = new SerialExecutor((task) -> {
			kept.add(task);
			if (full[0]) {
				throw new OutOfMemoryError("unable to create native thread");
			}
		});
		List<String> ran = new ArrayList<>();
		serial.execute(() -> ran.add("first"));
		full[0] = false;
		kept.remove().run();
		assertThat(serial.size()).isZero();
		serial.execute(() -> ran.add("second"));
		serial.execute(() -> ran.add("third"));
		assertThat(kept).hasSize(1);
		kept.remove().run();
		assertThat(ran).containsExactly("first", "second", "third");
	}

	@Test
	void noTaskIsLostWhenTheExecutorRefuses() {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		executor.shutdown();
		List<String> ran = new ArrayList<>();
		SerialExecutor serial = new SerialExecutor(executor);
		serial.execute(() -> ran.add("first"));
		serial.execute(() -> ran.add("second"));
		assertThat(ran).containsExactly("first", "second");
	}

}
