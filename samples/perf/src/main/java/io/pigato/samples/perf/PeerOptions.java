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

import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Options of both workers and clients.
 */
final class PeerOptions {

	@Option(names = "--service", paramLabel = "NAME", defaultValue = "echo",
			description = "The service (default: ${DEFAULT-VALUE}).")
	private String service = "echo";

	@Option(names = "--partials", paramLabel = "N", defaultValue = "0", converter = Values.CountOrNone.class,
			description = "Each reply is so many partial replies, then an empty final one (default: one final reply).")
	private int partials;

	@Option(names = "--on-loop",
			description = "Handle requests and replies on the event loop, without handing them over to other threads. "
					+ "Workers can't do that with partial replies, which may have to wait for room.")
	private boolean onLoop;

	String service() {
		return this.service;
	}

	int partials() {
		return this.partials;
	}

	boolean onLoop() {
		return this.onLoop;
	}

	/**
	 * Check that the options fit together where there are workers.
	 * @throws ParameterException if they do not
	 */
	void checkWorkers(CommandLine command) {
		if (this.onLoop && this.partials > 0) {
			throw new ParameterException(command, "'--on-loop' can't be used with '--partials' where workers run:"
					+ " leave one of them out, or give '--on-loop' to a client in a process of its own");
		}
	}

}
