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

import io.pigato.transport.TimerQueue;
import io.pigato.transport.Timers;

/**
 * Timers whose clock a test moves.
 */
public final class ManualTimers implements Timers {

	private long now = Long.MAX_VALUE - 1_000_000_000L;

	private final TimerQueue queue = new TimerQueue(() -> this.now, (failure) -> {
		throw new AssertionError("A timer failed", failure);
	});

	@Override
	public long nanoTime() {
		return this.now;
	}

	@Override
	public Timer schedule(long delayNanos, Runnable task) {
		return this.queue.schedule(delayNanos, task);
	}

	/**
	 * Move the clock, and run each timer at its time.
	 */
	public void advance(Duration duration) {
		long left = duration.toNanos();
		for (long next = this.queue.nanosToNext(); next <= left; next = this.queue.nanosToNext()) {
			this.now += next;
			left -= next;
			this.queue.runExpired();
		}
		this.now += left;
	}

	/** How many timers wait. */
	public int size() {
		return this.queue.size();
	}

}
