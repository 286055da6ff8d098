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

package io.pigato.samples.perf;

import java.time.Duration;

import picocli.CommandLine.Option;

/**
 * Options of the requests that clients send.
 */
final class LoadOptions {

	@Option(names = { "--parallel", "--pn" }, paramLabel = "N", defaultValue = "100", converter = Values.Count.class,
			description = "Requests in flight, for each client, all the time (default: ${DEFAULT-VALUE}).")
	private int parallel;

	@Option(names = "--size", paramLabel = "BYTES", defaultValue = "64", converter = Values.Size.class,
			description = "Size of the data of each request and reply, as JSON, at least " + Payloads.MIN_SIZE
					+ " (default: ${DEFAULT-VALUE}).")
	private int size;

	@Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "30", converter = Values.Seconds.class,
			description = "How long to wait for a reply until it counts as lost (default: ${DEFAULT-VALUE}).")
	private Duration timeout = Duration.ofSeconds(30);

	int parallel() {
		return this.parallel;
	}

	int size() {
		return this.size;
	}

	Duration timeout() {
		return this.timeout;
	}

}
