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
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Comparison}, {@link MarkdownReport} and {@link SvgChart}.
 */
class ReportsTests {

	private static final Workload REQUESTS = Workload.ofRequests(64, 100, 1, 1);

	private static final Workload PARTIALS = Workload.ofPartials(64, 1000);

	private final List<Measurement> measurements = new ArrayList<>();

	private static ContenderInfo contender(String name, Kind kind) {
		return new ContenderInfo(name, "what " + name + " is", kind);
	}

	private void add(Workload workload, String contender, int round, double rate) {
		this.measurements
			.add(new Measurement(workload, contender, round, new ResultLine((workload.partials() > 0) ? 0.5 : rate, 10,
					20, 30, 0, (workload.partials() > 0) ? rate : 0), null));
	}

	private Run run(Map<String, String> skipped, String... contenders) {
		Run run = new Run("a machine", new Time(3, 5),
				List.of(contenders)
					.stream()
					.map((name) -> contender(name, name.equals("ours") ? Kind.PROJECT : Kind.OTHER))
					.toList(),
				skipped, this.measurements);
		this.measurements.clear();
		return run;
	}

	private static String report(Comparison comparison) {
		return MarkdownReport.of(comparison, "chart.svg");
	}

	@Test
	void reportShowsTheChart() {
		add(REQUESTS, "ours", 1, 2000);
		assertThat(report(new Comparison(List.of(run(Map.of(), "ours"))))).startsWith("# How it compares")
			.contains("Medians of 1 round of 5 s after 3 s of warm-up, ", "](chart.svg)\n");
	}

	@Test
	void limitsComeLast() {
		add(REQUESTS, "ours", 1, 2000);
		Run first = new Run("a machine", new Time(3, 5),
				List.of(contender("limit", Kind.LIMIT), contender("ours", Kind.PROJECT)), Map.of(), this.measurements);
		Comparison comparison = new Comparison(List.of(first, run(Map.of(), "theirs")));
		assertThat(comparison.contenders()).extracting(ContenderInfo::name).containsExactly("ours", "theirs", "limit");
		assertThat(comparison.baseline()).isEqualTo("limit");
	}

	@Test
	void tableTellsMediansSpreadRatiosAndFailures() {
		add(REQUESTS, "ours", 1, 2000);
		add(REQUESTS, "theirs", 1, 1000);
		add(REQUESTS, "ours", 2, 4000);
		add(REQUESTS, "theirs", 2, 1000);
		this.measurements.add(new Measurement(REQUESTS, "broken", 1, null, "failed: server ended"));
		Comparison comparison = new Comparison(List.of(run(Map.of("absent", "Not here"), "ours", "theirs", "broken")));
		assertThat(report(comparison))
			.contains("Medians of 2 rounds of 5 s after 3 s of warm-up", "on a machine.", "- theirs: what theirs is",
					"- absent: skipped. Not here", "## 64 B, 100 in flight, 1×1")
			.contains("| ours | 3,000 (2,000–4,000) | 10.0 (10.0–10.0) | 20.0 (20.0–20.0) | 0 | 1.00 (1.00–1.00)")
			.contains("| theirs | 1,000 (1,000–1,000) |")
			.contains("| 3.00 (2.00–4.00) | 1.00 (1.00–1.00) |")
			.contains("broken: round 1 failed: server ended");
		assertThat(comparison.isRight()).isFalse();
	}

	@Test
	void overviewHasAColumnForEachWorkloadAndTellsWhatAContenderCanNot() {
		add(PARTIALS, "ours", 1, 9000);
		add(REQUESTS, "ours", 1, 2000);
		add(REQUESTS, "theirs", 1, 1000);
		assertThat(report(new Comparison(List.of(run(Map.of(), "ours", "theirs"))))).contains("""
				| | 64 B<br>100 in flight<br>1×1 | 64 B<br>1,000 partial replies<br>1×1 |
				|---|--:|--:|
				| ours | 2,000<br>1.00 | 9,000<br>1.00 |
				| theirs | 1,000<br>0.50 | – |
				""").contains("## 64 B, 1,000 partial replies, 1×1", "| | partial replies/s |");
	}

	@Test
	void whatIsLostIsToldAndNotRight() {
		add(REQUESTS, "ours", 1, 2000);
		this.measurements.add(new Measurement(REQUESTS, "theirs", 1, new ResultLine(1000, 1, 2, 3, 7, 0), null));
		Comparison comparison = new Comparison(List.of(run(Map.of(), "ours", "theirs")));
		assertThat(report(comparison)).contains("| theirs | 1,000 (lost 7)<br>0.50 |");
		assertThat(comparison.isRight()).isFalse();
	}

	@Test
	void timesThatNoRequestHadAreLeftOut() {
		this.measurements.add(new Measurement(PARTIALS, "ours", 1, new ResultLine(0, 0, 0, 0, 0, 9000), null));
		assertThat(report(new Comparison(List.of(run(Map.of(), "ours")))))
			.contains("| ours | 9,000 (9,000–9,000) | – | – | 0 | 1.00 (1.00–1.00) |  |");
	}

	@Test
	void severalRunsMakeOneReport() {
		add(REQUESTS, "ours", 1, 2000);
		add(REQUESTS, "theirs", 1, 1000);
		Run first = run(Map.of("late", "Not here"), "ours", "theirs");
		add(REQUESTS, "ours", 1, 4000);
		add(REQUESTS, "theirs", 1, 1000);
		Run second = run(Map.of(), "ours", "theirs");
		add(REQUESTS, "late", 1, 600);
		Comparison comparison = new Comparison(List.of(first, second, run(Map.of(), "late")));
		assertThat(comparison.isRight()).isTrue();
		assertThat(report(comparison)).contains("Medians of 1 to 2 rounds of 5 s")
			.contains("| ours | 3,000<br>1.00 |")
			.contains("| theirs | 1,000<br>0.38 |")
			.contains("(≈: of medians, where no round has both)")
			.contains("| late | 600<br>≈ 0.20 |")
			.doesNotContain("skipped");
	}

	@Test
	void orderOfWorkloadsDoesNotDependOnThatOfTheRuns() {
		add(PARTIALS, "ours", 1, 9000);
		Run partials = run(Map.of(), "ours");
		add(Workload.ofRequests(1024, 100, 1, 1), "ours", 1, 1);
		Run large = run(Map.of(), "ours");
		add(REQUESTS, "ours", 1, 2000);
		Run small = run(Map.of(), "ours");
		assertThat(new Comparison(List.of(partials, large, small)).results()).extracting(Results::workload)
			.containsExactly(REQUESTS, Workload.ofRequests(1024, 100, 1, 1), PARTIALS);
	}

	@Test
	void chartHasABarForEachContender() {
		add(REQUESTS, "ours", 1, 2000);
		add(REQUESTS, "a<b", 1, 1000);
		String chart = SvgChart.of(new Comparison(List.of(run(Map.of(), "ours", "a<b"))));
		assertThat(chart).startsWith("<svg ")
			.endsWith("</svg>\n")
			.contains(">ours</text>", ">a&lt;b</text>", ">64 B, 100 in flight</text>", ">1 client, 1 worker</text>",
					"prefers-color-scheme:dark")
			.containsPattern("class=\"p\" x=\"226\" y=\"34\" width=\"190.0\"")
			.containsPattern("class=\"o\" x=\"226\" y=\"53\" width=\"95.0\"")
			.doesNotContain("<script", "lost");
	}

	@Test
	void chartTellsWhatIsLost() {
		this.measurements.add(new Measurement(REQUESTS, "ours", 1, new ResultLine(1000, 1, 2, 3, 7, 0), null));
		assertThat(SvgChart.of(new Comparison(List.of(run(Map.of(), "ours"))))).contains(">1,000, lost 7</text>");
	}

	@Test
	void chartOfAllStaysSmallAndIsTheSameEachTime() {
		List<String> names = new ArrayList<>();
		for (int contender = 0; contender < 12; contender++) {
			names.add("a-contender-with-name-" + contender);
			for (int round = 1; round <= 3; round++) {
				for (int size : new int[] { 64, 1024, 65536 }) {
					for (int peers : new int[] { 1, 4 }) {
						add(Workload.ofRequests(size, 1, peers, peers), names.get(contender), round, 111_111.1 * round);
						add(Workload.ofRequests(size, 100, peers, peers), names.get(contender), round,
								777_777.7 * round);
					}
				}
				add(PARTIALS, names.get(contender), round, 333_333.3 * round);
			}
		}
		List<Run> runs = List.of(run(Map.of(), names.toArray(String[]::new)));
		String chart = SvgChart.of(new Comparison(runs));
		assertThat(chart).hasSizeLessThan(60_000).isEqualTo(SvgChart.of(new Comparison(runs)));
	}

}
