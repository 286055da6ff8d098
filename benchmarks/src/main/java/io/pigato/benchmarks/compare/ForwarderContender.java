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

import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A limit: a forwarder that only swaps identities, with peers that have no logic.
 */
final class ForwarderContender implements Contender {

	private final JavaCommand java;

	private final String transport;

	private final String description;

	/**
	 * Create a contender.
	 * @param java runs it
	 * @param transport by what it forwards
	 * @param description that in words
	 */
	ForwarderContender(JavaCommand java, String transport, String description) {
		this.java = java;
		this.transport = transport;
		this.description = description;
	}

	@Override
	public String name() {
		return this.transport + "-forwarder";
	}

	@Override
	public String description() {
		return "a bare forwarder on " + this.description + ", with peers that have no logic";
	}

	@Override
	public Kind kind() {
		return Kind.LIMIT;
	}

	@Override
	public @Nullable String prepare() {
		return null;
	}

	@Override
	public Processes processes(Workload workload, Time time) throws IOException {
		String endpoint = Ports.tcp();
		String workerEndpoint = Ports.tcp();
		List<String> forwarder = this.java.ofPeer(this.transport + "-forwarder",
				List.of("--endpoint=" + endpoint, "--worker-endpoint=" + workerEndpoint));
		return Processes.of(ServerProcess.of(forwarder, Processes.READY),
				this.java.ofPeer("raw-worker", Arguments.worker(workerEndpoint, workload, "--forwarded")),
				this.java.ofPeer("raw-client", Arguments.client(endpoint, workload, time)));
	}

}
