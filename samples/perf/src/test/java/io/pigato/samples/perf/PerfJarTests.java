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

package io.pigato.samples.perf;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the jar of this program, in processes of their own.
 */
class PerfJarTests {

	private static final long PATIENCE_SECONDS = 120;

	/** What a process ends with that was told to by SIGTERM. */
	private static final int TERMINATED = 128 + 15;

	@TempDir
	private Path directory;

	private final List<Process> processes = new ArrayList<>();

	@AfterEach
	void endProcesses() {
		this.processes.forEach(Process::destroyForcibly);
	}

	@Test
	void measuresInOneProcess() throws Exception {
		String output = outputOf("--bn", "2", "--wn", "2", "--cn", "2", "--p", "200");
		assertThat(output).contains("800 replies in ")
			.containsPattern("RESULT req_per_s=\\S+ p50_us=\\S+ p99_us=\\S+ " + "p999_us=\\S+ lost=0\\R");
		assertThat(output).doesNotContain("\u001B", "SLF4J", " WARN ");
	}

	@Test
	void measuresOverSeveralProcesses() throws Exception {
		Process broker = start("broker", "--endpoint", "tcp://127.0.0.1:0");
		String endpoint = ready(broker).replaceFirst(".* at ", "");
		Process worker = start("worker", "--endpoint", endpoint, "--service", "echo", "--workers", "2");
		assertThat(ready(worker)).isEqualTo("READY 2 of 'echo' at " + endpoint);
		assertThat(outputOf("client", "--endpoint", endpoint, "--service", "echo", "--clients", "2", "--parallel", "4",
				"--size", "100", "--warmup", "0.1", "--seconds", "0.3"))
			.contains("RESULT req_per_s=", " lost=0");
		for (Process process : List.of(worker, broker)) {
			process.destroy();
			assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isEqualTo(TERMINATED);
		}
	}

	private String outputOf(String... args) throws Exception {
		Path file = this.directory.resolve("output");
		Process process = process(args).redirectErrorStream(true).redirectOutput(file.toFile()).start();
		this.processes.add(process);
		assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
		String output = Files.readString(file);
		assertThat(process.exitValue()).as(output).isZero();
		return output;
	}

	private Process start(String... args) throws IOException {
		Process process = process(args).redirectErrorStream(true).start();
		this.processes.add(process);
		return process;
	}

	/**
	 * The line that says that a process is ready; whatever comes before fails the test.
	 */
	private static String ready(Process process) throws IOException {
		BufferedReader reader = process.inputReader();
		String line = reader.readLine();
		assertThat(line).startsWith("READY");
		return line;
	}

	private static ProcessBuilder process(String... args) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
						System.getProperty("perf.jar")));
		command.addAll(List.of(args));
		return new ProcessBuilder(command);
	}

}
