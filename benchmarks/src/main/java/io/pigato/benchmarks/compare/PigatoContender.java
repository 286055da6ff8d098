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
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * This project: its broker, its workers, its clients.
 */
final class PigatoContender implements Contender {

	private final JavaCommand java;

	private final Path jar;

	private final String transport;

	private final OnLoop onLoop;

	/**
	 * Create a contender.
	 * @param java runs it
	 * @param jar that of pigato-perf
	 * @param transport its transport
	 * @param onLoop what runs on the event loops
	 */
	PigatoContender(JavaCommand java, Path jar, String transport, OnLoop onLoop) {
		this.java = java;
		this.jar = jar;
		this.transport = transport;
		this.onLoop = onLoop;
	}

	@Override
	public String name() {
		return "pigato-" + this.transport + this.onLoop.suffix;
	}

	@Override
	public String description() {
		return "PIGATO for Java, transport " + this.transport + this.onLoop.description;
	}

	@Override
	public Kind kind() {
		return Kind.PROJECT;
	}

	@Override
	public boolean can(Workload workload) {
		return true;
	}

	@Override
	public @Nullable String prepare() {
		return Files.isRegularFile(this.jar) ? null : "There is no " + this.jar;
	}

	@Override
	public Processes processes(Workload workload, Time time) throws IOException {
		String endpoint = Ports.tcp();
		List<String> worker = Arguments.worker(endpoint, workload, "--concurrency=100");
		List<String> client = Arguments.client(endpoint, workload, time);
		if (this.onLoop != OnLoop.NOTHING) {
			client.add("--on-loop");
		}
		// a handler that has to wait for room can't be on the loop
		if (this.onLoop == OnLoop.ALL && workload.partials() == 0) {
			worker.add("--on-loop");
		}
		return Processes.of(ServerProcess.of(run("broker", List.of("--endpoint=" + endpoint)), Processes.READY),
				run("worker", worker), run("client", client));
	}

	private List<String> run(String role, List<String> arguments) {
		List<String> what = new ArrayList<>(
				List.of("-jar", this.jar.toString(), role, "--transport=" + this.transport));
		what.addAll(arguments);
		return this.java.of(what);
	}

	/** What runs on the event loops, and not on threads of its own. */
	enum OnLoop {

		/** Nothing, which is the default. */
		NOTHING("", ""),

		/** The client's callbacks, as with jnats. */
		CALLBACKS("-callbacks-on-loop", ", callbacks on the client's event loop as with jnats"),

		/** Handlers, too. */
		ALL("-on-loop", ", handlers and callbacks on the event loops (handlers that write partial replies on threads)");

		private final String suffix;

		private final String description;

		OnLoop(String suffix, String description) {
			this.suffix = suffix;
			this.description = description;
		}

	}

}
