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

package io.pigato.spring.boot.autoconfigure.observation;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Node.js with the original PIGATO: the core's programs for its own tests, copied to
 * {@code target/interop} with the packages that they need, which stay until
 * {@code mvn clean}.
 * <p>
 * Where Node.js, npm or the packages can't be had, tests are skipped, unless the system
 * property {@code pigato.interop} is {@code required}: then they fail.
 */
final class NodeInstallation {

	private static final long INSTALL_SECONDS = 240;

	private static final Path PROJECT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

	private static final Path SOURCES = PROJECT.resolve(Path.of("..", "pigato-core", "src", "test", "interop"))
		.normalize();

	private static final List<Path> FILES = List.of(Path.of("worker.js"), Path.of("lines.js"), Path.of("package.json"),
			Path.of("zmq", "index.js"), Path.of("zmq", "package.json"));

	private final String node;

	private final Path directory = PROJECT.resolve(Path.of("target", "interop"));

	private NodeInstallation(String node) {
		this.node = node;
	}

	/**
	 * The installation, or the end of the calling test.
	 */
	static NodeInstallation require() {
		String node = find("node");
		String npm = find("npm");
		if (node == null || npm == null) {
			return missing("There is no " + ((node == null) ? "node" : "npm") + " on the PATH");
		}
		NodeInstallation installation = new NodeInstallation(node);
		String failure = installation.install(npm);
		return (failure != null) ? missing(failure) : installation;
	}

	private static NodeInstallation missing(String why) {
		if ("required".equals(System.getProperty("pigato.interop"))) {
			return Assertions.fail(why);
		}
		return Assumptions.abort("skipped: " + why);
	}

	/**
	 * Return the process of a program.
	 */
	ProcessBuilder program(String... arguments) {
		ProcessBuilder builder = new ProcessBuilder(this.node, "--no-deprecation");
		builder.command().addAll(List.of(arguments));
		return builder.directory(this.directory.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
	}

	private String install(String npm) {
		try {
			Files.createDirectories(this.directory.resolve("zmq"));
			try (FileChannel channel = FileChannel.open(this.directory.resolve(".lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE)) {
				// Another build of the same folder waits; closing the channel unlocks.
				channel.lock();
				for (Path file : FILES) {
					Files.copy(SOURCES.resolve(file), this.directory.resolve(file),
							StandardCopyOption.REPLACE_EXISTING);
				}
				String wanted = Files.readString(this.directory.resolve("package.json"));
				Path installed = this.directory.resolve(".installed");
				if (Files.exists(installed) && Files.readString(installed).equals(wanted)) {
					return null;
				}
				String failure = run(npm);
				if (failure == null) {
					Files.writeString(installed, wanted);
				}
				return failure;
			}
		}
		catch (IOException ex) {
			return "The programs for Node.js can't be installed: " + ex;
		}
	}

	private String run(String npm) throws IOException {
		Path log = this.directory.resolve("npm-install.log");
		Process process = new ProcessBuilder(npm, "install", "--ignore-scripts", "--omit=optional", "--no-package-lock",
				"--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=1")
			.directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			process.getOutputStream().close();
			if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
				return "npm install did not end within " + INSTALL_SECONDS + " s, see " + log;
			}
			return (process.exitValue() != 0) ? "npm install ended with status " + process.exitValue() + ", see " + log
					: null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return "npm install was interrupted";
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}
	}

	private static String find(String name) {
		String path = System.getenv("PATH");
		for (String folder : (path != null) ? path.split(File.pathSeparator) : new String[0]) {
			for (String extension : List.of("", ".exe", ".cmd")) {
				Path file = Path.of(folder.isEmpty() ? "." : folder, name + extension);
				if (Files.isRegularFile(file) && Files.isExecutable(file)) {
					return file.toString();
				}
			}
		}
		return null;
	}

}
