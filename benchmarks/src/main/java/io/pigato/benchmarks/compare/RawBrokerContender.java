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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * This project's broker alone, with peers that have no logic.
 */
final class RawBrokerContender implements Contender {

	private final JavaCommand java;

	private final Path jar;

	private final String transport;

	RawBrokerContender(JavaCommand java, Path jar, String transport) {
		this.java = java;
		this.jar = jar;
		this.transport = transport;
	}

	@Override
	public String name() {
		return "pigato-" + this.transport + "-raw-peers";
	}

	@Override
	public String description() {
		return "the broker of PIGATO for Java, transport " + this.transport + ", with peers that have no logic";
	}

	@Override
	public Kind kind() {
		return Kind.LIMIT;
	}

	@Override
	public @Nullable String prepare() {
		return Files.isRegularFile(this.jar) ? null : "There is no " + this.jar;
	}

	@Override
	public Processes processes(Workload workload, Time time) throws IOException {
		String endpoint = Ports.tcp();
		List<String> broker = this.java.of(List.of("-jar", this.jar.toString(), "broker",
				"--transport=" + this.transport, "--endpoint=" + endpoint));
		return Processes.of(ServerProcess.of(broker, Processes.READY),
				this.java.ofPeer("raw-worker", Arguments.worker(endpoint, workload, "--concurrency=100")),
				this.java.ofPeer("raw-client", Arguments.client(endpoint, workload, time)));
	}

}
