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

	private final LongAdder partials = new LongAdder();

	private final AtomicReference<@Nullable String> firstProblem = new AtomicReference<>();

	private volatile AtomicHistogram latencies = new AtomicHistogram(MIN_NANOS, MAX_NANOS, DIGITS);

	private volatile long partialsBefore;

	private volatile long begin = System.nanoTime();

	/**
	 * Forget what was measured so far, but not what was lost.
	 */
	void begin() {
		this.latencies = new AtomicHistogram(MIN_NANOS, MAX_NANOS, DIGITS);
		this.partialsBefore = this.partials.sum();
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
	 * A request has the right partial reply.
	 */
	void partial() {
		this.partials.increment();
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

	/**
	 * Return a number that changes with all that comes.
	 */
	long arrivals() {
		return this.latencies.getTotalCount() + this.partials.sum() + this.lost.sum();
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
		return new Measured(copy, nanos, this.partials.sum() - this.partialsBefore);
	}

	/**
	 * What was measured.
	 *
	 * @param latencies the time from each request to its reply, in nanoseconds
	 * @param nanos the time that all took, in nanoseconds
	 * @param partials the number of partial replies
	 */
	record Measured(Histogram latencies, long nanos, long partials) {

		String line(long lost) {
			String line = String.format(Locale.ROOT,
					"RESULT req_per_s=%.1f p50_us=%.1f p99_us=%.1f p999_us=%.1f lost=%d",
					perSecond(this.latencies.getTotalCount()), micros(50), micros(99), micros(99.9), lost);
			return (this.partials > 0)
					? line + String.format(Locale.ROOT, " partials_per_s=%.1f", perSecond(this.partials)) : line;
		}

		private double perSecond(long count) {
			return (double) count * TimeUnit.SECONDS.toNanos(1) / Math.max(this.nanos, 1);
		}

		private double micros(double percentile) {
			return this.latencies.getValueAtPercentile(percentile) / 1000.0;
		}

	}

}
