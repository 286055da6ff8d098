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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that prints one line that matters. It does not outlive this one.
 */
final class RunningProcess implements AutoCloseable {

	private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

	private static final long STOP_SECONDS = 10;

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach((process) -> {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}), "compare-stop"));
	}

	private final String name;

	private final Path log;

	private final Process process;

	private final CompletableFuture<String> line = new CompletableFuture<>();

	/**
	 * Start a process.
	 * @param name what it is to be called
	 * @param command what to run
	 * @param environment what it has in its environment besides that of this process
	 * @param log where all it prints is written
	 * @param marker what the line that matters has in it
	 */
	RunningProcess(String name, List<String> command, Map<String, String> environment, Path log, String marker)
			throws IOException {
		this.name = name;
		this.log = log;
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().putAll(environment);
		this.process = builder.start();
		RUNNING.add(this.process);
		this.process.getOutputStream().close();
		Thread reader = new Thread(() -> read(marker), "compare-" + name);
		reader.setDaemon(true);
		reader.start();
	}

	private void read(String marker) {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8);
				Writer writer = Files.newBufferedWriter(this.log)) {
			for (String read = reader.readLine(); read != null; read = reader.readLine()) {
				writer.write(read + System.lineSeparator());
				writer.flush();
				if (read.contains(marker)) {
					this.line.complete(read);
				}
			}
			this.line.completeExceptionally(new IllegalStateException("ended without '" + marker + "'"));
		}
		catch (IOException ex) {
			this.line.completeExceptionally(new UncheckedIOException(ex));
		}
	}

	/**
	 * Wait for the line that matters.
	 * @throws MeasurementException if it does not come
	 */
	String await(long seconds) throws InterruptedException, MeasurementException {
		try {
			return this.line.get(seconds, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw new MeasurementException(this.name + " " + message(ex) + ", see " + this.log);
		}
		catch (TimeoutException ex) {
			throw new MeasurementException(
					this.name + " did not say in " + seconds + " s what it should, see " + this.log);
		}
	}

	private static String message(ExecutionException ex) {
		Throwable cause = ex.getCause();
		return String.valueOf((cause != null) ? cause.getMessage() : ex.getMessage());
	}

	@Override
	public void close() {
		// a script does not take with it what it has started
		List<ProcessHandle> descendants = this.process.descendants().toList();
		this.process.destroy();
		try {
			this.process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			descendants.forEach(ProcessHandle::destroyForcibly);
			this.process.destroyForcibly();
			RUNNING.remove(this.process);
		}
	}

}
