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
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The original on Node.js: its broker, its workers, its clients. Its packages are
 * installed once, as for the tests of the core.
 */
final class NodeContender implements Contender {

	private static final long INSTALL_SECONDS = 240;

	private final Path root;

	private final Path directory;

	private String node = "node";

	/**
	 * Create a contender.
	 * @param root where this project is
	 * @param directory where to install
	 */
	NodeContender(Path root, Path directory) {
		this.root = root;
		this.directory = directory;
	}

	@Override
	public String name() {
		return "original";
	}

	@Override
	public String description() {
		return "the original PIGATO on Node.js";
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
	public @Nullable String prepare() throws IOException, InterruptedException {
		String foundNode = Executables.find("node");
		String npm = Executables.find("npm");
		if (foundNode == null || npm == null) {
			return "There is no " + ((foundNode == null) ? "node" : "npm");
		}
		this.node = foundNode;
		copy(this.root.resolve("benchmarks/src/main/node"), this.directory, "package.json", "peer.js");
		copy(this.root.resolve("pigato-core/src/test/interop/zmq"), this.directory.resolve("zmq"), "package.json",
				"index.js");
		return install(npm);
	}

	private static void copy(Path from, Path to, String... names) throws IOException {
		Files.createDirectories(to);
		for (String name : names) {
			Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private @Nullable String install(String npm) throws IOException, InterruptedException {
		String wanted = Files.readString(this.directory.resolve("package.json"));
		Path installed = this.directory.resolve(".installed");
		if (Files.exists(installed) && Files.readString(installed).equals(wanted)) {
			return null;
		}
		Path log = this.directory.resolve("npm-install.log");
		Process process = new ProcessBuilder(npm, "install", "--ignore-scripts", "--omit=optional", "--no-package-lock",
				"--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=1")
			.directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			process.getOutputStream().close();
			if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
				return "npm could not install it, see " + log;
			}
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}
		Files.writeString(installed, wanted);
		return null;
	}

	@Override
	public Processes processes(Workload workload, Time time) throws IOException {
		String endpoint = Ports.tcp();
		List<String> broker = run("broker", List.of("--endpoint=" + endpoint, "--intch=" + Ports.tcp()));
		return Processes.of(ServerProcess.of(broker, Processes.READY),
				run("worker", Arguments.worker(endpoint, workload, "--concurrency=100")),
				run("client", Arguments.client(endpoint, workload, time)));
	}

	private List<String> run(String role, List<String> arguments) {
		List<String> command = new ArrayList<>(
				List.of(this.node, "--no-deprecation", this.directory.resolve("peer.js").toString(), role));
		command.addAll(arguments);
		return command;
	}

}
