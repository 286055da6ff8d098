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
 * Draws requests per second: a bar for the median of each contender, a line from its
 * lowest to its highest round.
 */
final class SvgChart {

	private static final int WIDTH = 860;

	private static final int LEFT = 200;

	private static final int BAR_WIDTH = 520;

	private static final int ROW = 22;

	private static final int TITLE = 34;

	private final StringBuilder svg = new StringBuilder();

	private int y;

	private SvgChart() {
	}

	static String of(List<Results> all) {
		SvgChart chart = new SvgChart();
		chart.y = 10;
		all.forEach(chart::group);
		int height = chart.y + 10;
		return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH + "\" height=\"" + height
				+ "\" viewBox=\"0 0 " + WIDTH + " " + height + "\" font-family=\"sans-serif\" font-size=\"13\">\n"
				+ "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n" + chart.svg + "</svg>\n";
	}

	private void group(Results results) {
		this.y += TITLE;
		text(10, this.y - 12, "start", "bold", "#222222",
				results.workload().title() + " (clients×workers): requests per second");
		double most = results.contenders()
			.stream()
			.mapToDouble((name) -> results.spread(name, ResultLine::requestsPerSecond).max())
			.max()
			.orElse(1);
		results.contenders()
			.forEach((name) -> bar(name, results.spread(name, ResultLine::requestsPerSecond), Math.max(most, 1)));
	}

	private void bar(String name, Spread rate, double most) {
		double scale = BAR_WIDTH / most;
		String color = name.startsWith("pigato") ? "#2f6f9f" : "#a9b4bd";
		int middle = this.y + ROW / 2;
		text(LEFT - 8, middle + 4, "end", "normal", "#222222", name);
		append("<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n", LEFT, this.y + 3,
				rate.median() * scale, ROW - 6, color);
		append("<path d=\"M%.1f %dH%.1f\" stroke=\"#222222\" stroke-width=\"1.5\"/>%n", LEFT + rate.min() * scale,
				middle, LEFT + rate.max() * scale);
		text(LEFT + (int) (rate.max() * scale) + 8, middle + 4, "start", "normal", "#222222",
				String.format(Locale.ROOT, "%,.0f", rate.median()));
		this.y += ROW;
	}

	private void text(int x, int baseline, String anchor, String weight, String color, String content) {
		append("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-weight=\"%s\" fill=\"%s\">%s</text>%n", x, baseline,
				anchor, weight, color, content.replace("&", "&amp;").replace("<", "&lt;"));
	}

	private void append(String format, Object... values) {
		this.svg.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
	}

}
