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

package io.pigato.interop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Node.js with the original PIGATO: the programs of {@code src/test/interop}, copied to
 * {@code target/interop} with the packages that they need. Packages are installed once
 * and stay until {@code mvn clean}.
 * <p>
 * Where Node.js, npm or the packages can't be had, tests are skipped, unless the system
 * property {@code pigato.interop} is {@code required}: then they fail.
 */
final class NodeInstallation {

	private static final Logger logger = LoggerFactory.getLogger(NodeInstallation.class);

	private static final long INSTALL_SECONDS = 240;

	private static final Path PROJECT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

	private static final Path SOURCES = PROJECT.resolve(Path.of("src", "test", "interop"));

	private static final Path DIRECTORY = PROJECT.resolve(Path.of("target", "interop"));

	/** Installed or found missing by the first test, for all in this JVM. */
	private static final NodeInstallation INSTANCE = new NodeInstallation();

	private final String node;

	private final String missing;

	private NodeInstallation() {
		String node = find("node");
		String missing;
		try {
			missing = install(node, find("npm"));
		}
		catch (IOException ex) {
			missing = "The programs for Node.js can't be copied: " + ex;
		}
		this.node = node;
		this.missing = missing;
	}

	/**
	 * The installation, or the end of the calling test.
	 */
	static NodeInstallation require() {
		if (INSTANCE.missing != null) {
			if ("required".equals(System.getProperty("pigato.interop"))) {
				Assertions.fail(INSTANCE.missing);
			}
			logger.warn("skipped: {}", INSTANCE.missing);
			Assumptions.abort("skipped: " + INSTANCE.missing);
		}
		return INSTANCE;
	}

	/** The executable of Node.js. */
	String node() {
		return this.node;
	}

	/** Where the programs and their packages are. */
	Path directory() {
		return DIRECTORY;
	}

	/** A file for what a process says on its standard error. */
	Path log(String name) {
		return DIRECTORY.resolve("logs").resolve(name + ".log");
	}

	private String install(String node, String npm) throws IOException {
		if (node == null || npm == null) {
			return "There is no " + ((node == null) ? "node" : "npm") + " on the PATH";
		}
		Files.createDirectories(DIRECTORY.resolve("logs"));
		try (FileChannel channel = FileChannel.open(DIRECTORY.resolve(".lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE)) {
			// Another build of the same folder waits; closing the channel unlocks.
			channel.lock();
			copySources();
			String wanted = Files.readString(DIRECTORY.resolve("package.json"));
			Path installed = DIRECTORY.resolve(".installed");
			if (Files.exists(installed) && Files.readString(installed).equals(wanted)) {
				return null;
			}
			String failure = run(npm, "install", "--ignore-scripts", "--omit=optional", "--no-package-lock",
					"--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=1");
			if (failure == null) {
				Files.writeString(installed, wanted);
			}
			return failure;
		}
	}

	private void copySources() throws IOException {
		try (Stream<Path> paths = Files.walk(SOURCES)) {
			for (Path path : (Iterable<Path>) paths::iterator) {
				Path relative = SOURCES.relativize(path);
				Path copy = DIRECTORY.resolve(relative);
				if (relative.startsWith("node_modules")) {
					continue;
				}
				if (Files.isDirectory(path)) {
					Files.createDirectories(copy);
				}
				else {
					Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
				}
			}
		}
	}

	private String run(String... command) throws IOException {
		logger.info("Installing the original PIGATO for Node.js in {}", DIRECTORY);
		Path log = log("npm-install");
		Process process = new ProcessBuilder(command).directory(DIRECTORY.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			process.getOutputStream().close();
			if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
				process.descendants().forEach(ProcessHandle::destroyForcibly);
				process.destroyForcibly();
				return "npm install did not end within " + INSTALL_SECONDS + " s, see " + log;
			}
			return (process.exitValue() != 0)
					? "npm install ended with status " + process.exitValue() + ": " + tail(log) + " (" + log + ")"
					: null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			process.destroyForcibly();
			return "npm install was interrupted";
		}
	}

	/** The last lines of a log. */
	static String tail(Path log) {
		try {
			List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
			return String.join(" | ", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
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
