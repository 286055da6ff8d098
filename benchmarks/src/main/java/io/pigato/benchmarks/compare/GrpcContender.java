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
 * Calls by gRPC, straight from client to server: one process and one hop less than all
 * the others.
 */
final class GrpcContender implements Contender {

	private final JavaCommand java;

	private final boolean onLoop;

	/**
	 * Create a contender.
	 * @param java runs it
	 * @param onLoop whether handlers and callbacks run on the event loops
	 */
	GrpcContender(JavaCommand java, boolean onLoop) {
		this.java = java;
		this.onLoop = onLoop;
	}

	@Override
	public String name() {
		return this.onLoop ? "grpc-on-loop" : "grpc";
	}

	@Override
	public String description() {
		return "gRPC-java calls, without a broker: one process and one hop less"
				+ (this.onLoop ? ", handlers and callbacks on the event loops" : "");
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
		return null;
	}

	@Override
	public Processes processes(Workload workload, Time time) throws IOException {
		String endpoint = Ports.tcp();
		List<String> worker = Arguments.worker(endpoint, workload);
		List<String> client = Arguments.client(endpoint, workload, time);
		if (this.onLoop) {
			worker.add("--on-loop");
			client.add("--on-loop");
		}
		return new Processes(List.of(), this.java.ofPeer("grpc-worker", worker),
				this.java.ofPeer("grpc-client", client));
	}

}
