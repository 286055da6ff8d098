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

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes what was measured as Markdown: how, an overview, and a table for each workload.
 */
final class MarkdownReport {

	private final Comparison comparison;

	private final String baseline;

	private final StringBuilder text = new StringBuilder();

	private MarkdownReport(Comparison comparison) {
		this.comparison = comparison;
		this.baseline = comparison.baseline();
	}

	/**
	 * Return the report.
	 * @param comparison what was measured
	 * @param chart the file of the chart
	 */
	static String of(Comparison comparison, String chart) {
		MarkdownReport report = new MarkdownReport(comparison);
		report.text.append("# How it compares on one machine\n\n![How much each carries in a second](")
			.append(chart)
			.append(")\n\n");
		report.appendSettings();
		report.appendOverview();
		comparison.results().forEach(report::append);
		return report.text.toString();
	}

	private void appendSettings() {
		this.text.append(settings(this.comparison))
			.append(", in brackets the lowest and the highest round, on ")
			.append(String.join("; on ", this.comparison.machines()))
			.append(".\n");
		this.text.append("A×B: A clients, B workers; 'one at a time' is for each client. Partial replies: one request "
				+ "after another, each answered by so many and an end, all read and checked. ");
		this.text.append("Ratios are taken in each round.\n\n");
		this.comparison.contenders()
			.forEach((contender) -> this.text.append("- ")
				.append(contender.name())
				.append(": ")
				.append(contender.description())
				.append("\n"));
		this.comparison.skipped()
			.forEach((name, why) -> this.text.append("- ").append(name).append(": skipped. ").append(why).append("\n"));
	}

	/**
	 * Return how it was measured, such as {@code Medians of 3 rounds of 5 s after 3 s of
	 * warm-up}.
	 */
	static String settings(Comparison comparison) {
		String rounds = comparison.rounds();
		return "Medians of " + rounds + (rounds.equals("1") ? " round of " : " rounds of ")
				+ comparison.times()
					.stream()
					.map((time) -> time.seconds() + " s after " + time.warmup() + " s of warm-up")
					.collect(Collectors.joining(" or "));
	}

	private void appendOverview() {
		List<Results> all = this.comparison.results();
		this.text.append("\n## Overview\n\nRequests per second, or partial replies; below, how many times that of ")
			.append(this.baseline)
			.append(" it is");
		if (all.stream().anyMatch(this::hasOtherRounds)) {
			this.text.append(" (≈: of medians, where no round has both)");
		}
		this.text.append(".\n\n|");
		all.forEach((results) -> this.text.append(" | ")
			.append(results.workload().sizeText())
			.append("<br>")
			.append(results.workload().loadText())
			.append("<br>")
			.append(results.workload().peersText()));
		this.text.append(" |\n|---").append("|--:".repeat(all.size())).append("|\n");
		for (ContenderInfo contender : this.comparison.contenders()) {
			this.text.append("| ").append(contender.name());
			all.forEach((results) -> this.text.append(" | ").append(cell(results, contender.name())));
			this.text.append(" |\n");
		}
		this.text.append("\n");
	}

	private boolean hasOtherRounds(Results results) {
		return results.contenders().contains(this.baseline) && results.contenders()
			.stream()
			.anyMatch((contender) -> results.ratio(contender, this.baseline, results.workload()::rate).isEmpty());
	}

	private String cell(Results results, String contender) {
		if (!results.contenders().contains(contender)) {
			return results.failures().containsKey(contender) ? "failed" : "–";
		}
		String rate = format("%,.0f", results.rate(contender).median());
		if (results.lost(contender) > 0) {
			rate += " (lost " + results.lost(contender) + ")";
		}
		return rate + "<br>" + overviewRatio(results, contender);
	}

	private String overviewRatio(Results results, String contender) {
		Optional<Spread> ratio = results.ratio(contender, this.baseline, results.workload()::rate);
		if (ratio.isPresent()) {
			return format("%.2f", ratio.get().median());
		}
		if (!results.contenders().contains(this.baseline)) {
			return "–";
		}
		double compared = results.rate(this.baseline).median();
		return (compared > 0) ? format("≈ %.2f", results.rate(contender).median() / compared) : "–";
	}

	private void append(Results results) {
		Workload workload = results.workload();
		this.text.append("## ").append(workload.title()).append("\n\n");
		this.text.append("| | ").append(workload.unit()).append("/s | p50 µs | p99 µs | lost | ");
		this.text.append(this.baseline)
			.append(" ÷ this: ")
			.append(workload.unit())
			.append("/s | p50 |\n|---|--:|--:|--:|--:|--:|--:|\n");
		this.comparison.contenders(results).forEach((contender) -> append(results, contender.name()));
		results.failures()
			.forEach((contender, problems) -> problems.forEach(
					(problem) -> this.text.append("\n").append(contender).append(": ").append(problem).append("\n")));
		this.text.append("\n");
	}

	private void append(Results results, String contender) {
		this.text.append("| ").append(contender);
		this.text.append(" | ").append(number(results.rate(contender), "%,.0f"));
		this.text.append(" | ").append(micros(results.spread(contender, ResultLine::p50)));
		this.text.append(" | ").append(micros(results.spread(contender, ResultLine::p99)));
		this.text.append(" | ").append(results.lost(contender));
		this.text.append(" | ")
			.append(results.ratio(this.baseline, contender, results.workload()::rate)
				.map((ratio) -> number(ratio, "%.2f"))
				.orElse(""));
		this.text.append(" | ")
			.append(results.ratio(this.baseline, contender, ResultLine::p50)
				.filter((ratio) -> ratio.min() > 0)
				.map((ratio) -> number(ratio, "%.2f"))
				.orElse(""));
		this.text.append(" |\n");
	}

	/**
	 * Return times; there are none if no request has ended in time.
	 */
	private static String micros(Spread spread) {
		return (spread.min() > 0) ? number(spread, "%,.1f") : "–";
	}

	private static String number(Spread spread, String format) {
		return format(format + " (" + format + "–" + format + ")", spread.median(), spread.min(), spread.max());
	}

	private static String format(String format, Object... values) {
		return String.format(Locale.ROOT, format, values);
	}

}
