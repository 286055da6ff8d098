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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PerfCommand}.
 */
class PerfCommandTests {

	private static final String RESULT = "(?s).*RESULT req_per_s=\\d+\\.\\d p50_us=\\d+\\.\\d p99_us=\\d+\\.\\d "
			+ "p999_us=\\d+\\.\\d lost=0( partials_per_s=\\d+\\.\\d)?\\R";

	private static String run(String args) throws Exception {
		try (CommandRun run = CommandRun.start(args.split(" "))) {
			assertThat(run.exitCode()).as(run.err()).isZero();
			assertThat(run.err()).isEmpty();
			return run.out();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			--transport memory --p 50                                                   | 50
			--transport memory --p 10 --pn 20                                           | 10
			--transport memory --p 20 --bn 2 --wn 2 --cn 3 --pn 4                       | 120
			--transport memory --p 20 --waves 3                                         | 60
			--transport memory --p 20 --size 18 --concurrency 1 --service other.thing   | 20
			--transport memory --p 20 --on-loop                                         | 20
			--e inproc://perf-named --p 5 --bn 2                                        | 10
			--p 20 --size 20000                                                         | 20
			--p 20 --cn 2 --on-loop                                                     | 40
			--transport jeromq --p 20                                                   | 20
			""")
	void sendsRequestsAndChecksEachReply(String args, int replies) throws Exception {
		assertThat(run(args)).contains(replies + " replies in ").matches(RESULT);
	}

	@Test
	void countsPartialReplies() throws Exception {
		assertThat(run("--transport memory --p 3 --pn 2 --partials 2000")).contains("3 replies in ")
			.contains("6,000 partial replies")
			.matches(RESULT);
	}

	@Test
	void hasTheBrokerAnswerWhatItHasKept() throws Exception {
		assertThat(run("--transport memory --p 2500 --m 1")).contains("cache on")
			.contains("2,500 replies in ")
			.matches(RESULT);
	}

	@Test
	void tellsHowEachWaveWent() throws Exception {
		assertThat(run("--transport memory --p 20 --cn 2 --waves 2")).contains("Wave 1: 40 replies",
				"Wave 2: 40 replies", "80 replies in ");
	}

	@Test
	void reportsWhatThereIsIfItIsToldToEnd() throws Exception {
		try (CommandRun run = CommandRun.start("--transport", "memory", "--p", String.valueOf(Long.MAX_VALUE))) {
			run.awaitOut("Transport memory");
			run.end();
			run.exitCode();
			assertThat(run.out() + run.err()).containsAnyOf(" lost=0", "have been accepted", "has answered");
		}
	}

}
