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

class ResultsTests {

	private final Results results = new Results(Workload.ofRequests(64, 100, 1, 1));

	@Test
	void ratioIsTakenInEachRound() {
		// the second round was slow for both
		add("a", 1, 100);
		add("b", 1, 50);
		add("a", 2, 30);
		add("b", 2, 10);
		add("a", 3, 100);
		add("b", 3, 25);
		assertThat(this.results.ratio("a", "b", ResultLine::requestsPerSecond)).contains(new Spread(3, 2, 4));
	}

	@Test
	void roundThatOneHasNotIsLeftOut() {
		add("a", 1, 100);
		add("a", 2, 90);
		add("b", 2, 30);
		assertThat(this.results.ratio("a", "b", ResultLine::requestsPerSecond)).contains(new Spread(3, 3, 3));
	}

	@Test
	void thereIsNoRatioWithoutARoundInCommon() {
		add("a", 1, 100);
		add("b", 2, 30);
		add("c", 1, 0);
		assertThat(this.results.ratio("a", "b", ResultLine::requestsPerSecond)).isEmpty();
		assertThat(this.results.ratio("a", "c", ResultLine::requestsPerSecond)).isEmpty();
		assertThat(this.results.ratio("a", "nobody", ResultLine::requestsPerSecond)).isEmpty();
	}

	private void add(String contender, int round, double rate) {
		this.results.add(contender, round, new ResultLine(rate, 10, 20, 30, 0, 0));
	}

}
