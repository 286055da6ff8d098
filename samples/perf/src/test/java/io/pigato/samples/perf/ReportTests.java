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
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Report}.
 */
class ReportTests {

	private final Histogram latencies = new Histogram(5);

	private final Tally tally = new Tally();

	private String report(long partials) {
		StringWriter text = new StringWriter();
		new Report(new PrintWriter(text)).print(new Result(this.latencies, TimeUnit.SECONDS.toNanos(2), partials),
				this.tally);
		return text.toString();
	}

	@Test
	void endsWithALineForPrograms() {
		for (int i = 1; i <= 1000; i++) {
			this.latencies.recordValue(TimeUnit.MICROSECONDS.toNanos(i));
		}
		assertThat(report(0))
			.endsWith("RESULT req_per_s=500.0 p50_us=500.0 p99_us=990.0 p999_us=999.0 lost=0" + System.lineSeparator());
	}

	@Test
	void showsHowLatenciesAreSpread() {
		this.latencies.recordValueWithCount(TimeUnit.MICROSECONDS.toNanos(3), 9);
		this.latencies.recordValueWithCount(TimeUnit.MICROSECONDS.toNanos(70), 1);
		assertThat(report(0)).contains("10 replies in 2.000 s: 5 per second")
			.containsPattern("< 4 +9  #{50}\\R")
			.containsPattern("< 128 +1  #{5}\\R")
			.containsPattern("min +3\\.0\\R")
			.containsPattern("99\\.9 +70\\.0\\R");
	}

	@Test
	void tellsHowFastPartialRepliesCome() {
		assertThat(report(100)).contains("100 partial replies: 50 per second")
			.contains("lost=0 partials_per_s=50.0" + System.lineSeparator());
	}

	@Test
	void countsWhateverIsNotRightAsLost() {
		this.tally.failed("no answer");
		this.tally.wrong("1 instead of 2");
		this.tally.unanswered(3);
		assertThat(report(0)).contains("1 failed, 1 wrong, 3 without an answer. The first: no answer")
			.contains(" lost=5");
	}

}
