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

/**
 * The arguments that all programs share.
 */
final class Arguments {

	private Arguments() {
	}

	static List<String> worker(String endpoint, Workload workload, String... more) {
		List<String> arguments = new ArrayList<>(
				List.of("--endpoint=" + endpoint, "--service=echo", "--workers=" + workload.workers()));
		addPartials(arguments, workload);
		arguments.addAll(List.of(more));
		return arguments;
	}

	static List<String> client(String endpoint, Workload workload, Time time, String... more) {
		List<String> arguments = new ArrayList<>(List.of("--endpoint=" + endpoint, "--service=echo",
				"--clients=" + workload.clients(), "--parallel=" + workload.parallel(), "--size=" + workload.size(),
				"--warmup=" + time.warmup(), "--seconds=" + time.seconds()));
		addPartials(arguments, workload);
		arguments.addAll(List.of(more));
		return arguments;
	}

	private static void addPartials(List<String> arguments, Workload workload) {
		if (workload.partials() > 0) {
			arguments.add("--partials=" + workload.partials());
		}
	}

}
