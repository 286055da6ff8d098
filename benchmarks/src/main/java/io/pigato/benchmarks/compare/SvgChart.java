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
 * Draws how much was carried in a second: for each workload a panel, in it for each
 * contender a bar for the median and a line from its lowest to its highest round.
 */
final class SvgChart {

	private static final int MARGIN = 24;

	private static final int COLUMNS = 2;

	private static final int PANEL = 500;

	private static final int GAP = 28;

	private static final int WIDTH = 2 * MARGIN + COLUMNS * PANEL + (COLUMNS - 1) * GAP;

	private static final int HEADER = 118;

	private static final int TITLE = 30;

	private static final int ROW = 19;

	private static final int BAR = 12;

	/** Where bars begin: room for names. */
	private static final int LEFT = 226;

	/** The longest bar: room for its number. */
	private static final int LONGEST = 190;

	private static final int PANEL_GAP = 26;

	private static final String STYLE = """
			<style>
			text{font:12px -apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:#1f2328}
			.h{font-size:20px;font-weight:600}.t{font-size:13px}.t,.s{font-weight:600}.m,.n{fill:#59636e}.n,.k{text-anchor:end}
			.b{fill:#fff}.r{stroke:#d1d9e0}.p{fill:#0969da}.o{fill:#818b98}.l{fill:#d1d9e0}.w{stroke:#1f2328;stroke-width:1.2}
			@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.m,.n{fill:#9198a1}.b{fill:#0d1117}.r{stroke:#3d444d}
			.p{fill:#4493f8}.o{fill:#7d8590}.l{fill:#3d444d}.w{stroke:#f0f6fc}}
			</style>
			""";

	private final Comparison comparison;

	private final StringBuilder svg = new StringBuilder();

	private SvgChart(Comparison comparison) {
		this.comparison = comparison;
	}

	static String of(Comparison comparison) {
		return new SvgChart(comparison).draw();
	}

	private String draw() {
		header();
		List<Results> all = this.comparison.results();
		int y = HEADER;
		for (int i = 0; i < all.size(); i += COLUMNS) {
			int rows = 0;
			for (int column = 0; column < COLUMNS && i + column < all.size(); column++) {
				rows = Math.max(rows, panel(all.get(i + column), MARGIN + column * (PANEL + GAP), y));
			}
			y += TITLE + rows * ROW + PANEL_GAP;
		}
		return String.format(Locale.ROOT,
				"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" "
						+ "role=\"img\" aria-label=\"How much each carries in a second\">\n",
				WIDTH, y) + STYLE + "<rect class=\"b\" width=\"100%\" height=\"100%\" rx=\"8\"/>\n" + this.svg
				+ "</svg>\n";
	}

	private void header() {
		append("<text class=\"h\" x=\"%d\" y=\"38\">Requests per second</text>%n", MARGIN);
		append("<text class=\"m\" x=\"%d\" y=\"60\">%s; a thin line from the lowest to the highest</text>%n", MARGIN,
				escape(MarkdownReport.settings(this.comparison)));
		append("<text class=\"m\" x=\"%d\" y=\"77\">%s</text>%n", MARGIN,
				escape(String.join("; ", this.comparison.machines())));
		int x = MARGIN;
		for (Kind kind : Kind.values()) {
			append("<rect class=\"%s\" x=\"%d\" y=\"92\" width=\"12\" height=\"12\" rx=\"2\"/>", css(kind), x);
			append("<text x=\"%d\" y=\"102\">%s</text>%n", x + 18, legend(kind));
			x += 50 + 6 * legend(kind).length();
		}
	}

	private static String legend(Kind kind) {
		return switch (kind) {
			case PROJECT -> "this project";
			case OTHER -> "others";
			case LIMIT -> "limits: peers without logic";
		};
	}

	private static String css(Kind kind) {
		return switch (kind) {
			case PROJECT -> "p";
			case OTHER -> "o";
			case LIMIT -> "l";
		};
	}

	/**
	 * Draw a workload.
	 * @return how many bars it has
	 */
	private int panel(Results results, int x, int y) {
		Workload workload = results.workload();
		append("<g transform=\"translate(%d %d)\">%n", x, y);
		append("<text class=\"t\" y=\"18\">%s</text>", escape(workload.sizeText() + ", " + workload.loadText()));
		append("<text class=\"n\" x=\"%d\" y=\"18\">%s</text>%n", PANEL, escape(peers(workload)));
		append("<path class=\"r\" d=\"M0 25.5H%d\"/>%n", PANEL);
		List<ContenderInfo> contenders = this.comparison.contenders(results);
		double most = contenders.stream()
			.mapToDouble((contender) -> results.rate(contender.name()).max())
			.max()
			.orElse(1);
		double scale = LONGEST / Math.max(most, 1);
		int top = TITLE;
		for (ContenderInfo contender : contenders) {
			bar(contender, results, scale, top);
			top += ROW;
		}
		append("</g>%n");
		return contenders.size();
	}

	private static String peers(Workload workload) {
		String unit = (workload.partials() > 0) ? ": " + workload.unit() + "/s" : "";
		return count(workload.clients(), "client") + ", " + count(workload.workers(), "worker") + unit;
	}

	private static String count(int count, String what) {
		return count + " " + what + ((count == 1) ? "" : "s");
	}

	private void bar(ContenderInfo contender, Results results, double scale, int top) {
		Spread rate = results.rate(contender.name());
		long lost = results.lost(contender.name());
		int baseline = top + 14;
		append("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>", (contender.kind() == Kind.PROJECT) ? "k s" : "k",
				LEFT - 8, baseline, escape(contender.name()));
		append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>", css(contender.kind()),
				LEFT, top + 4, Math.max(rate.median() * scale, 1), BAR);
		if (rate.max() > rate.min()) {
			append("<path class=\"w\" d=\"M%.1f %dH%.1f\"/>", LEFT + rate.min() * scale, top + 4 + BAR / 2,
					LEFT + rate.max() * scale);
		}
		append("<text class=\"m\" x=\"%.0f\" y=\"%d\">%,.0f%s</text>%n",
				LEFT + Math.max(rate.max(), rate.median()) * scale + 7, baseline, rate.median(),
				(lost > 0) ? ", lost " + lost : "");
	}

	private static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;");
	}

	private void append(String format, Object... values) {
		this.svg.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
	}

}
