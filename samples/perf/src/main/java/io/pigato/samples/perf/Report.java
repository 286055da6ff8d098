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

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Tells people and programs what was measured.
 */
final class Report {

	private static final double[] PERCENTILES = { 0, 50, 75, 90, 95, 99, 99.9, 99.99, 100 };

	private static final int WIDTH = 50;

	private final PrintWriter out;

	Report(PrintWriter out) {
		this.out = out;
	}

	void print(Result result, Tally tally) {
		Histogram latencies = result.latencies();
		line("%n%,d replies in %.3f s: %,.0f per second", latencies.getTotalCount(),
				(double) result.nanos() / TimeUnit.SECONDS.toNanos(1), result.requestsPerSecond());
		if (result.partials() > 0) {
			line("%,d partial replies: %,.0f per second", result.partials(), result.partialsPerSecond());
		}
		if (latencies.getTotalCount() > 0) {
			line("%nLatency in µs");
			printHistogram(latencies);
			line("%n%10s  %12s", "percentile", "µs");
			for (double percentile : PERCENTILES) {
				line("%10s  %,12.1f", name(percentile), result.micros(percentile));
			}
		}
		if (tally.lost() > 0) {
			line("%nNot all is right: %,d failed, %,d wrong, %,d without an answer. The first: %s", tally.failed(),
					tally.wrong(), tally.unanswered(), tally.firstProblem());
		}
		line("");
		this.out.println(resultLine(result, tally));
		this.out.flush();
	}

	private void printHistogram(Histogram latencies) {
		long most = 1;
		for (HistogramIterationValue step : steps(latencies)) {
			most = Math.max(most, step.getCountAddedInThisIterationStep());
		}
		for (HistogramIterationValue step : steps(latencies)) {
			long count = step.getCountAddedInThisIterationStep();
			if (count > 0) {
				line("%10s  %,12d  %s",
						String.format(Locale.ROOT, "< %,.0f", Result.toMicros(step.getValueIteratedTo())), count,
						"#".repeat((int) Math.max(1, count * WIDTH / most)));
			}
		}
	}

	private static Iterable<HistogramIterationValue> steps(Histogram latencies) {
		return latencies.logarithmicBucketValues(1000, 2);
	}

	private static String name(double percentile) {
		if (percentile == 0) {
			return "min";
		}
		return (percentile == 100) ? "max" : String.valueOf(percentile).replaceFirst("\\.0$", "");
	}

	private static String resultLine(Result result, Tally tally) {
		String line = String.format(Locale.ROOT, "RESULT req_per_s=%.1f p50_us=%.1f p99_us=%.1f p999_us=%.1f lost=%d",
				result.requestsPerSecond(), result.micros(50), result.micros(99), result.micros(99.9), tally.lost());
		return (result.partials() > 0)
				? line + String.format(Locale.ROOT, " partials_per_s=%.1f", result.partialsPerSecond()) : line;
	}

	private void line(String format, Object... values) {
		this.out.println(String.format(Locale.ROOT, format, values));
	}

}
