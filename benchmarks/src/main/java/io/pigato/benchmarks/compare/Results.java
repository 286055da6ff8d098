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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What was measured, for each contender in each round of one workload.
 */
final class Results {

	private final Workload workload;

	private final Map<String, TreeMap<Integer, ResultLine>> rounds = new LinkedHashMap<>();

	private final Map<String, List<String>> failures = new LinkedHashMap<>();

	Results(Workload workload) {
		this.workload = workload;
	}

	Workload workload() {
		return this.workload;
	}

	void add(String contender, int round, ResultLine result) {
		this.rounds.computeIfAbsent(contender, (name) -> new TreeMap<>()).put(round, result);
	}

	void addFailure(String contender, String problem) {
		this.failures.computeIfAbsent(contender, (name) -> new ArrayList<>()).add(problem);
	}

	/**
	 * Return the contenders that have results, in the order in which they had the first.
	 */
	List<String> contenders() {
		return List.copyOf(this.rounds.keySet());
	}

	Map<String, List<String>> failures() {
		return this.failures;
	}

	/**
	 * Return how many rounds of a contender have results.
	 */
	int rounds(String contender) {
		return results(contender).size();
	}

	/**
	 * Return how much a contender carried in a second.
	 */
	Spread rate(String contender) {
		return spread(contender, this.workload::rate);
	}

	Spread spread(String contender, ToDoubleFunction<ResultLine> value) {
		return Spread.of(results(contender).values().stream().map(value::applyAsDouble).toList());
	}

	long lost(String contender) {
		return results(contender).values().stream().mapToLong(ResultLine::lost).sum();
	}

	/**
	 * Return how many times the value of one is that of another, taken in each round on
	 * its own: what disturbs a round disturbs both.
	 * @return empty if they have no round in common
	 */
	Optional<Spread> ratio(String one, String other, ToDoubleFunction<ResultLine> value) {
		List<Double> ratios = new ArrayList<>();
		TreeMap<Integer, ResultLine> others = results(other);
		results(one).forEach((round, result) -> {
			ResultLine compared = others.get(round);
			if (compared != null && value.applyAsDouble(compared) > 0) {
				ratios.add(value.applyAsDouble(result) / value.applyAsDouble(compared));
			}
		});
		return ratios.isEmpty() ? Optional.empty() : Optional.of(Spread.of(ratios));
	}

	private TreeMap<Integer, ResultLine> results(String contender) {
		return this.rounds.getOrDefault(contender, new TreeMap<>());
	}

}
