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
 * Requests and replies by NATS, with its own client.
 */
final class NatsContender implements Contender {

	private final JavaCommand java;

	private final @Nullable String server;

	/**
	 * Create a contender.
	 * @param java runs workers and clients
	 * @param server the executable of the server, or {@code null} if there is none
	 */
	NatsContender(JavaCommand java, @Nullable String server) {
		this.java = java;
		this.server = server;
	}

	@Override
	public String name() {
		return "nats";
	}

	@Override
	public String description() {
		return "NATS request/reply, nats-server and jnats";
	}

	@Override
	public Kind kind() {
		return Kind.OTHER;
	}

	@Override
	public boolean can(Workload workload) {
		return true;
	}

	@Override
	public @Nullable String prepare() {
		return (this.server != null) ? null : "There is no nats-server";
	}

	@Override
	public Processes processes(Workload workload, Time time) throws IOException {
		int port = Ports.free();
		String endpoint = "nats://127.0.0.1:" + port;
		List<String> command = List.of(String.valueOf(this.server), "-a", "127.0.0.1", "-p", String.valueOf(port));
		return Processes.of(ServerProcess.of(command, "Server is ready"),
				this.java.ofPeer("nats-worker", Arguments.worker(endpoint, workload)),
				this.java.ofPeer("nats-client", Arguments.client(endpoint, workload, time)));
	}

}
