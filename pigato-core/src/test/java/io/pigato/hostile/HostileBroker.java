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

package io.pigato.hostile;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A broker in a process of its own with a heap of 256 MB, seen from outside.
 */
final class HostileBroker implements AutoCloseable {

	private final Process process;

	private final BufferedWriter input;

	private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

	private final List<String> log = new ArrayList<>();

	private final int port;

	private HostileBroker(String... args) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
						"-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "-cp",
						System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
						HostileBrokerMain.class.getName()));
		command.addAll(List.of(args));
		this.process = new ProcessBuilder(command).redirectErrorStream(true)
			.directory(new File(System.getProperty("user.dir")))
			.start();
		this.input = new BufferedWriter(new OutputStreamWriter(this.process.getOutputStream(), StandardCharsets.UTF_8));
		Thread reader = new Thread(this::readOutput, "broker-output");
		reader.setDaemon(true);
		reader.start();
		this.port = Integer.parseInt(nextAnswer());
	}

	static HostileBroker start(int graceSeconds, String transport) {
		return start(String.valueOf(graceSeconds), transport);
	}

	/**
	 * Start a broker with room for some requests that wait.
	 */
	static HostileBroker startWithRoomFor(int requests) {
		return start("1", "netty", String.valueOf(requests));
	}

	private static HostileBroker start(String... args) {
		try {
			return new HostileBroker(args);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void readOutput() {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				if (line.startsWith("#")) {
					this.answers.add(line.substring(1));
				}
				else {
					synchronized (this.log) {
						this.log.add(line);
					}
				}
			}
		}
		catch (IOException ex) {
			// the process has ended
		}
	}

	private String nextAnswer() {
		try {
			for (int i = 0; i < 600; i++) {
				String answer = this.answers.poll(100, TimeUnit.MILLISECONDS);
				if (answer != null) {
					return answer;
				}
				assertThat(isAlive()).as("the broker is alive; its log: %s", log()).isTrue();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new AssertionError("The broker's process does not answer; its log: " + log());
	}

	int port() {
		return this.port;
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	List<String> log() {
		synchronized (this.log) {
			return List.copyOf(this.log);
		}
	}

	/**
	 * Return the statistics.
	 */
	Statistics statistics() {
		return ask("statistics");
	}

	/**
	 * Return the statistics after a garbage collection.
	 */
	Statistics statisticsAfterGc() {
		return ask("gc");
	}

	private synchronized Statistics ask(String question) {
		try {
			this.input.write(question + "\n");
			this.input.flush();
		}
		catch (IOException ex) {
			throw new AssertionError("The broker's process is gone; its log: " + log(), ex);
		}
		return new Statistics(nextAnswer());
	}

	/**
	 * Send SIGTERM.
	 */
	void terminate() {
		// not by the process itself, which would close its output
		this.process.toHandle().destroy();
	}

	/**
	 * Wait until the broker says that it has stopped, and its process ends.
	 */
	boolean awaitStop(long seconds) throws InterruptedException {
		return "stopped".equals(this.answers.poll(seconds, TimeUnit.SECONDS))
				&& this.process.waitFor(seconds, TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	/** What the broker says of itself. */
	static final class Statistics {

		private final String text;

		private final Map<String, String> values = new HashMap<>();

		Statistics(String text) {
			this.text = text;
			for (String field : text.split(" ")) {
				String[] parts = field.split("=", 2);
				this.values.put(parts[0], parts[1]);
			}
		}

		long get(String name) {
			return Long.parseLong(this.values.get(name));
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
