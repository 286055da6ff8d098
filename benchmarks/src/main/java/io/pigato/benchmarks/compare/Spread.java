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

import java.util.Arrays;
import java.util.Collection;

/**
 * The middle of some numbers, and how far they are apart.
 *
 * @param median the number in the middle, or the mean of the two
 * @param min the lowest
 * @param max the highest
 */
record Spread(double median, double min, double max) {

	/**
	 * Return the spread of numbers.
	 * @throws IllegalArgumentException if there are none
	 */
	static Spread of(Collection<Double> numbers) {
		if (numbers.isEmpty()) {
			throw new IllegalArgumentException("No numbers");
		}
		double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).toArray();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		double median = (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
		return new Spread(median, sorted[0], sorted[sorted.length - 1]);
	}

}
