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
import java.util.Map;

/**
 * What one run of this program measured.
 *
 * @param machine on what
 * @param time how long each measurement took
 * @param contenders what was measured, in the order in which to report
 * @param skipped what could not be measured, each with why
 * @param measurements every round of every contender
 */
record Run(String machine, Time time, List<ContenderInfo> contenders, Map<String, String> skipped,
		List<Measurement> measurements) {

	Run {
		contenders = List.copyOf(contenders);
		measurements = List.copyOf(measurements);
	}

}
