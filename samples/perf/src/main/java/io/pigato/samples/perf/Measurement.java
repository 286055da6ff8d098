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

package io.pigato.samples.perf;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/**
 * What is measured between two moments.
 */
final class Measurement {

	private static final long MIN_NANOS = 100;

	private static final long MAX_NANOS = TimeUnit.HOURS.toNanos(1);

	private static final int DIGITS = 3;

	private final AtomicHistogram latencies = new AtomicHistogram(MIN_NANOS, MAX_NANOS, DIGITS);

	private final LongAdder partials;

	private final long partialsBefore;

	private final long begin = System.nanoTime();

	private Measurement(LongAdder partials) {
		this.partials = partials;
		this.partialsBefore = partials.sum();
	}

	static Measurement begin() {
		return begin(new LongAdder());
	}

	/**
	 * Begin to measure.
	 * @param partials counts partial replies
	 */
	static Measurement begin(LongAdder partials) {
		return new Measurement(partials);
	}

	void add(long nanos) {
		this.latencies.recordValue(Math.min(nanos, MAX_NANOS));
	}

	long elapsedNanos() {
		return System.nanoTime() - this.begin;
	}

	/**
	 * Return what was measured up to now.
	 */
	Result result() {
		long nanos = elapsedNanos();
		Histogram copy = new Histogram(MIN_NANOS, MAX_NANOS, DIGITS);
		copy.add(this.latencies);
		return new Result(copy, nanos, this.partials.sum() - this.partialsBefore);
	}

}
