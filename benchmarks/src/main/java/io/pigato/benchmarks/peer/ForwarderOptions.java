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

package io.pigato.benchmarks.peer;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Where a forwarder is bound.
 */
@SuppressWarnings("NullAway.Init") // what picocli sets
final class ForwarderOptions {

	@Option(names = "--endpoint", required = true, description = "Where clients connect.")
	private String endpoint;

	@Option(names = "--worker-endpoint", required = true, description = "Where workers connect.")
	private String workerEndpoint;

	String endpoint() {
		return this.endpoint;
	}

	String workerEndpoint() {
		return this.workerEndpoint;
	}

	void ready(CommandLine command) {
		command.getOut().println("READY forwarder at " + this.endpoint + " and " + this.workerEndpoint);
		command.getOut().flush();
	}

}
