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

import org.HdrHistogram.Histogram;

/**
 * What was measured.
 *
 * @param latencies the time from each request to its reply, in nanoseconds
 * @param nanos the time that all took, in nanoseconds
 * @param partials the number of partial replies
 */
record Result(Histogram latencies, long nanos, long partials) {

	double requestsPerSecond() {
		return perSecond(this.latencies.getTotalCount());
	}

	double partialsPerSecond() {
		return perSecond(this.partials);
	}

	private double perSecond(long count) {
		return (double) count * TimeUnit.SECONDS.toNanos(1) / Math.max(this.nanos, 1);
	}

	/**
	 * Return a percentile of the latencies in microseconds.
	 */
	double micros(double percentile) {
		return toMicros(this.latencies.getValueAtPercentile(percentile));
	}

	static double toMicros(long nanos) {
		return nanos / 1000.0;
	}

}
