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

package io.pigato.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.pigato.transport.TimerQueue;
import io.pigato.transport.Timers.Timer;

/**
 * What a timer takes, by how many others there are. Time goes on with each one that is
 * set.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TimerQueueBenchmark {

	private static final long DELAY_NANOS = TimeUnit.SECONDS.toNanos(60);

	private static final long STEP_NANOS = 1000;

	/**
	 * A request that is answered at once: its timer is set and cancelled.
	 * @param state the timers
	 */
	@Benchmark
	public void scheduleAndCancel(Waiting state) {
		state.now += STEP_NANOS;
		state.queue.schedule(DELAY_NANOS, state).cancel();
	}

	/**
	 * A request that is answered after those that were sent before it: its timer is set,
	 * and the oldest one is cancelled.
	 * @param state the timers
	 */
	@Benchmark
	public void scheduleAndCancelTheOldest(Waiting state) {
		state.now += STEP_NANOS;
		state.timers[state.oldest].cancel();
		state.timers[state.oldest] = state.queue.schedule(DELAY_NANOS, state);
		state.oldest = (state.oldest + 1 < state.count) ? state.oldest + 1 : 0;
	}

	/**
	 * A heartbeat: the timer that is due runs and sets itself again.
	 * @param state the timers
	 * @return the number of timers that ran, which is one
	 */
	@Benchmark
	public int expire(Repeating state) {
		state.now += state.queue.nanosToNext();
		return state.queue.runExpired();
	}

	/**
	 * Timers that do not come due.
	 */
	@State(Scope.Benchmark)
	public static class Waiting implements Runnable {

		/**
		 * How many timers.
		 */
		@Param({ "1", "1000", "100000" })
		public int count;

		private long now;

		private int oldest;

		private Timer[] timers = {};

		private final TimerQueue queue = newQueue(() -> this.now);

		/**
		 * Set the timers.
		 */
		@Setup
		public void schedule() {
			this.timers = new Timer[this.count];
			for (int i = 0; i < this.count; i++) {
				this.now += STEP_NANOS;
				this.timers[i] = this.queue.schedule(DELAY_NANOS, this);
			}
		}

		@Override
		public void run() {
			throw new IllegalStateException("None of these comes due");
		}

	}

	/**
	 * Timers that set themselves again, evenly spread.
	 */
	@State(Scope.Benchmark)
	public static class Repeating implements Runnable {

		/**
		 * How many timers.
		 */
		@Param({ "1", "1000", "100000" })
		public int count;

		private long now;

		private final TimerQueue queue = newQueue(() -> this.now);

		/**
		 * Set the timers.
		 */
		@Setup
		public void schedule() {
			for (int i = 0; i < this.count; i++) {
				this.queue.schedule(STEP_NANOS * (i + 1), this);
			}
		}

		@Override
		public void run() {
			this.queue.schedule(STEP_NANOS * this.count, this);
		}

	}

	private static TimerQueue newQueue(LongSupplier clock) {
		return new TimerQueue(clock, (ex) -> {
			throw new IllegalStateException(ex);
		});
	}

}
