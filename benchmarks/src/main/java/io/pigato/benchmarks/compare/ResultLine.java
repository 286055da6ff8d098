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

import java.util.HashMap;
import java.util.Map;

/**
 * The line in which each client tells what it measured.
 *
 * @param requestsPerSecond how many requests had the right reply in each second
 * @param p50 the median time from request to reply, in microseconds
 * @param p99 the 99th percentile of that time, in microseconds
 * @param p999 the 99.9th percentile of that time, in microseconds
 * @param lost how many requests had no reply or a wrong one
 * @param partialsPerSecond how many right partial replies came in each second, 0 if there
 * were none
 */
record ResultLine(double requestsPerSecond, double p50, double p99, double p999, long lost, double partialsPerSecond) {

	static final String PREFIX = "RESULT ";

	private static final String PARTIALS = "partials_per_s";

	/**
	 * Read a line such as {@code RESULT req_per_s=… p50_us=… p99_us=… p999_us=… lost=0};
	 * what else it has is ignored, but for {@code partials_per_s=…}.
	 * @throws IllegalArgumentException if it is no such line
	 */
	static ResultLine parse(String line) {
		if (!line.startsWith(PREFIX)) {
			throw new IllegalArgumentException("Not a line of results: '" + line + "'");
		}
		Map<String, String> values = new HashMap<>();
		for (String part : line.substring(PREFIX.length()).trim().split("\\s+")) {
			int sign = part.indexOf('=');
			if (sign > 0) {
				values.put(part.substring(0, sign), part.substring(sign + 1));
			}
		}
		return new ResultLine(number(values, "req_per_s", line), number(values, "p50_us", line),
				number(values, "p99_us", line), number(values, "p999_us", line), (long) number(values, "lost", line),
				values.containsKey(PARTIALS) ? number(values, PARTIALS, line) : 0);
	}

	private static double number(Map<String, String> values, String name, String line) {
		String value = values.get(name);
		try {
			double number = (value != null) ? Double.parseDouble(value) : Double.NaN;
			if (Double.isFinite(number)) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// told below
		}
		throw new IllegalArgumentException("No number '" + name + "' in '" + line + "'");
	}

}
