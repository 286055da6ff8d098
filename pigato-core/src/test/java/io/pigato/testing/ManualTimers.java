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

package io.pigato.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.pigato.transport.TimerQueue;
import io.pigato.transport.Timers;

/**
 * A clock that moves only when a test says so, and the timers that follow it.
 */
public final class ManualTimers implements Timers {

	private final List<Throwable> failures = new ArrayList<>();

	/** Close to an overflow: whoever compares times other than by difference is wrong. */
	private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

	private final TimerQueue queue = new TimerQueue(() -> this.now, this.failures::add);

	@Override
	public long nanoTime() {
		return this.now;
	}

	@Override
	public Timer schedule(long delayNanos, Runnable task) {
		return this.queue.schedule(delayNanos, task);
	}

	/**
	 * Let time pass, running each timer when it is due.
	 */
	public void advance(Duration duration) {
		long left = duration.toNanos();
		long next = this.queue.nanosToNext();
		while (next <= left) {
			this.now += next;
			left -= next;
			runExpired();
			next = this.queue.nanosToNext();
		}
		this.now += left;
	}

	/**
	 * Let time pass as for a process that stands still: timers run afterwards, late.
	 */
	public void jump(Duration duration) {
		this.now += duration.toNanos();
		runExpired();
	}

	private void runExpired() {
		this.queue.runExpired();
		if (!this.failures.isEmpty()) {
			throw new AssertionError("A timer's task failed", this.failures.get(0));
		}
	}

	/**
	 * How many timers wait.
	 */
	public int size() {
		return this.queue.size();
	}

}
