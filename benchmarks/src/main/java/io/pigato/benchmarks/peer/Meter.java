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

package io.pigato.benchmarks.peer;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times replies, from any thread.
 */
final class Meter {

	private static final long MIN_NANOS = 100;

	private static final long MAX_NANOS = TimeUnit.HOURS.toNanos(1);

	private static final int DIGITS = 3;

	private final LongAdder lost = new LongAdder();

	private final AtomicReference<@Nullable String> firstProblem = new AtomicReference<>();

	private volatile AtomicHistogram latencies = new AtomicHistogram(MIN_NANOS, MAX_NANOS, DIGITS);

	private volatile long begin = System.nanoTime();

	/**
	 * Forget what was measured so far, but not what was lost.
	 */
	void begin() {
		this.latencies = new AtomicHistogram(MIN_NANOS, MAX_NANOS, DIGITS);
		this.begin = System.nanoTime();
	}

	/**
	 * A request has the right reply.
	 * @param nanos how long it took
	 */
	void reply(long nanos) {
		this.latencies.recordValue(Math.min(nanos, MAX_NANOS));
	}

	/**
	 * A request has no reply, or a wrong one.
	 */
	void lost(String problem) {
		lost(1, problem);
	}

	void lost(long count, String problem) {
		this.lost.add(count);
		this.firstProblem.compareAndSet(null, problem);
	}

	long lost() {
		return this.lost.sum();
	}

	@Nullable String firstProblem() {
		return this.firstProblem.get();
	}

	/**
	 * End the measurement.
	 */
	Measured end() {
		long nanos = System.nanoTime() - this.begin;
		Histogram copy = new Histogram(MIN_NANOS, MAX_NANOS, DIGITS);
		copy.add(this.latencies);
		return new Measured(copy, nanos);
	}

	/**
	 * What was measured.
	 *
	 * @param latencies the time from each request to its reply, in nanoseconds
	 * @param nanos the time that all took, in nanoseconds
	 */
	record Measured(Histogram latencies, long nanos) {

		String line(long lost) {
			double rate = (double) this.latencies.getTotalCount() * TimeUnit.SECONDS.toNanos(1)
					/ Math.max(this.nanos, 1);
			return String.format(Locale.ROOT, "RESULT req_per_s=%.1f p50_us=%.1f p99_us=%.1f p999_us=%.1f lost=%d",
					rate, micros(50), micros(99), micros(99.9), lost);
		}

		private double micros(double percentile) {
			return this.latencies.getValueAtPercentile(percentile) / 1000.0;
		}

	}

}
