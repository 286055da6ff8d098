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

package io.pigato.benchmarks.compare;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ResultLineTests {

	@Test
	void allNumbersAreRead() {
		assertThat(ResultLine.parse("RESULT req_per_s=61234.5 p50_us=98.1 p99_us=240.0 p999_us=1200.5 lost=3"))
			.isEqualTo(new ResultLine(61234.5, 98.1, 240, 1200.5, 3, 0));
	}

	@Test
	void whatElseIsToldIsIgnored() {
		ResultLine result = ResultLine.parse("RESULT lost=0 req_per_s=1 p50_us=2 p99_us=3 p999_us=4 other=7.0 done");
		assertThat(result).isEqualTo(new ResultLine(1, 2, 3, 4, 0, 0));
	}

	@Test
	void partialRepliesAreReadWhereThereAreSome() {
		ResultLine result = ResultLine
			.parse("RESULT req_per_s=1 p50_us=2 p99_us=3 p999_us=4 lost=0 partials_per_s=7.5");
		assertThat(result).isEqualTo(new ResultLine(1, 2, 3, 4, 0, 7.5));
		assertThat(Workload.ofPartials(64, 10).rate(result)).isEqualTo(7.5);
		assertThat(Workload.ofRequests(64, 1, 1, 1).rate(result)).isEqualTo(1);
	}

	@Test
	void lineOfAnotherKindIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ResultLine.parse("READY 4 at tcp://127.0.0.1:1"))
			.withMessage("Not a line of results: 'READY 4 at tcp://127.0.0.1:1'");
	}

	@Test
	void missingNumberIsNamed() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ResultLine.parse("RESULT req_per_s=1 p50_us=2 p999_us=4 lost=0"))
			.withMessageStartingWith("No number 'p99_us' in 'RESULT");
	}

	@Test
	void whatIsNoNumberIsNamed() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ResultLine.parse("RESULT req_per_s=NaN p50_us=2 p99_us=3 p999_us=4 lost=0"))
			.withMessageStartingWith("No number 'req_per_s'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ResultLine.parse("RESULT req_per_s=1 p50_us=x p99_us=3 p999_us=4 lost=0"))
			.withMessageStartingWith("No number 'p50_us'");
	}

}
