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

/**
 * Writes results as tables of Markdown.
 */
final class MarkdownReport {

	private MarkdownReport() {
	}

	/**
	 * Return the tables.
	 * @param all the results of each workload
	 * @param baseline the contender that the others are compared with
	 */
	static String of(List<Results> all, String baseline) {
		StringBuilder text = new StringBuilder();
		all.forEach((results) -> append(text, results, baseline));
		return text.toString();
	}

	private static void append(StringBuilder text, Results results, String baseline) {
		text.append("### ").append(results.workload().title()).append("\n\n");
		text.append("| | requests/s | p50 µs | p99 µs | lost | ")
			.append(baseline)
			.append(" ÷ this: requests/s | p50 |\n|---|--:|--:|--:|--:|--:|--:|\n");
		for (String contender : results.contenders()) {
			text.append("| ").append(contender);
			text.append(" | ").append(number(results.spread(contender, ResultLine::requestsPerSecond), "%,.0f"));
			text.append(" | ").append(number(results.spread(contender, ResultLine::p50), "%,.1f"));
			text.append(" | ").append(number(results.spread(contender, ResultLine::p99), "%,.1f"));
			text.append(" | ").append(results.lost(contender));
			text.append(" | ").append(ratio(results, baseline, contender, true));
			text.append(" | ").append(ratio(results, baseline, contender, false)).append(" |\n");
		}
		results.failures()
			.forEach((contender, problems) -> problems
				.forEach((problem) -> text.append("\n").append(contender).append(": ").append(problem).append("\n")));
		text.append("\n");
	}

	private static String ratio(Results results, String baseline, String contender, boolean rate) {
		return results.ratio(baseline, contender, rate ? ResultLine::requestsPerSecond : ResultLine::p50)
			.map((ratio) -> number(ratio, "%.2f"))
			.orElse("");
	}

	private static String number(Spread spread, String format) {
		return String.format(Locale.ROOT, format + " (" + format + "–" + format + ")", spread.median(), spread.min(),
				spread.max());
	}

}
