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

package io.pigato.streams;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A {@link SmallHeapMain} that ends at once if it runs out of memory.
 */
final class SmallHeapProcess implements AutoCloseable {

	private static final String HEAP = "-Xmx40m";

	private static final String DIRECT_MEMORY = "-XX:MaxDirectMemorySize=32m";

	private static final long PATIENCE_SECONDS = 120;

	private final Process process;

	private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

	private final List<String> log = new CopyOnWriteArrayList<>();

	SmallHeapProcess(String... args) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, DIRECT_MEMORY,
						"-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
						"-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
						SmallHeapMain.class.getName()));
		command.addAll(List.of(args));
		try {
			this.process = new ProcessBuilder(command).redirectErrorStream(true)
				.directory(new File(System.getProperty("user.dir")))
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread reader = new Thread(this::readOutput, "output of " + args[0]);
		reader.setDaemon(true);
		reader.start();
	}

	private void readOutput() {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				if (line.startsWith("#")) {
					this.told.add(line.substring(1));
				}
				else {
					this.log.add(line);
				}
			}
		}
		catch (IOException ex) {
			// the process has ended
		}
	}

	/**
	 * Return the next thing that it tells.
	 */
	String next() throws InterruptedException {
		for (int i = 0; i < PATIENCE_SECONDS * 10; i++) {
			String next = poll();
			if (next != null) {
				return next;
			}
			if (!isAlive()) {
				break;
			}
		}
		throw new AssertionError("The process tells nothing; its log: " + this.log);
	}

	private @Nullable String poll() throws InterruptedException {
		return this.told.poll(100, TimeUnit.MILLISECONDS);
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	List<String> log() {
		return this.log;
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
