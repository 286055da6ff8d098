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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that several runs have measured, put together by workloads.
 */
final class Comparison {

	private static final Comparator<Workload> ORDER = Comparator.comparingInt(Workload::partials)
		.thenComparingInt(Workload::clients)
		.thenComparingInt(Workload::workers)
		.thenComparingInt(Workload::size)
		.thenComparingInt(Workload::inFlight);

	private final List<Run> runs;

	private final Map<String, ContenderInfo> contenders = new LinkedHashMap<>();

	private final Map<Workload, Results> results = new LinkedHashMap<>();

	/**
	 * Put runs together. The contender that is the first of the first run is the one that
	 * the others are compared with.
	 * @param runs the runs
	 */
	Comparison(List<Run> runs) {
		this.runs = List.copyOf(runs);
		int rounds = 0;
		for (Run run : runs) {
			run.contenders().forEach((contender) -> this.contenders.putIfAbsent(contender.name(), contender));
			int before = rounds;
			for (Measurement measurement : run.measurements()) {
				// ratios are of one round, and so of one run
				int round = before + measurement.round();
				rounds = Math.max(rounds, round);
				add(measurement, round);
			}
		}
	}

	private void add(Measurement measurement, int round) {
		Results target = this.results.computeIfAbsent(measurement.workload(), Results::new);
		if (measurement.result() != null) {
			target.add(measurement.contender(), round, measurement.result());
		}
		else {
			target.addFailure(measurement.contender(), "round " + measurement.round() + " " + measurement.failure());
		}
	}

	/**
	 * Return what was measured, for each workload, in an order that does not depend on
	 * that of the runs.
	 */
	List<Results> results() {
		return this.results.values().stream().sorted(Comparator.comparing(Results::workload, ORDER)).toList();
	}

	/**
	 * Return all contenders: this project, others, limits, each in the order of the runs.
	 */
	List<ContenderInfo> contenders() {
		return this.contenders.values().stream().sorted(Comparator.comparing(ContenderInfo::kind)).toList();
	}

	/**
	 * Return the contenders that have results for a workload.
	 */
	List<ContenderInfo> contenders(Results measured) {
		List<String> names = measured.contenders();
		return contenders().stream().filter((contender) -> names.contains(contender.name())).toList();
	}

	/**
	 * Return the name of the contender that the others are compared with.
	 */
	String baseline() {
		return this.contenders.values().stream().findFirst().map(ContenderInfo::name).orElse("");
	}

	/**
	 * Return what no run could measure, each with why.
	 */
	Map<String, String> skipped() {
		Map<String, String> skipped = new LinkedHashMap<>();
		this.runs.forEach((run) -> skipped.putAll(run.skipped()));
		skipped.keySet().removeAll(this.contenders.keySet());
		return skipped;
	}

	/**
	 * Return the machines, in most cases one.
	 */
	List<String> machines() {
		return this.runs.stream().map(Run::machine).distinct().toList();
	}

	/**
	 * Return how long measurements took, in most cases all the same.
	 */
	List<Time> times() {
		return this.runs.stream().map(Run::time).distinct().toList();
	}

	/**
	 * Return how many rounds there were of one contender and workload, the fewest and the
	 * most, such as {@code 3} or {@code 1 to 3}.
	 */
	String rounds() {
		List<Integer> counts = new ArrayList<>();
		results().forEach((measured) -> measured.contenders().forEach((name) -> counts.add(measured.rounds(name))));
		Optional<Integer> fewest = counts.stream().min(Comparator.naturalOrder());
		Optional<Integer> most = counts.stream().max(Comparator.naturalOrder());
		if (fewest.isEmpty() || fewest.equals(most)) {
			return String.valueOf(fewest.orElse(0));
		}
		return fewest.get() + " to " + most.orElseThrow();
	}

	/**
	 * Whether nothing has failed, and nothing was lost.
	 */
	boolean isRight() {
		return this.results.values()
			.stream()
			.allMatch((measured) -> measured.failures().isEmpty()
					&& measured.contenders().stream().allMatch((name) -> measured.lost(name) == 0));
	}

}
