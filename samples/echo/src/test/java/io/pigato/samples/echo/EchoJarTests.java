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

package io.pigato.samples.echo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the jar of this application, in a process of its own.
 */
class EchoJarTests {

	private static final long PATIENCE_SECONDS = 120;

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void sendsRequestsAndEndsWithoutAFailure(boolean aot) throws Exception {
		String output = run("-Dspring.aot.enabled=" + aot, "-Dspring.main.log-startup-info=true");
		assertThat(output).containsSubsequence("Request: echo \"Hello\"", "Reply: \"Hello\"", "Request: countdown 3",
				"Reply: 3", "Reply: 2", "Reply: 1", "Reply: \"lift-off\"");
		assertThat(output.contains("Starting AOT-processed EchoApplication")).isEqualTo(aot);
		assertThat(output).doesNotContain(" WARN ", " ERROR ");
	}

	@Test
	void keepsItsWorkersWhenItIsProcessedAheadOfTimeAndLazy() throws Exception {
		assertThat(run("-Dspring.aot.enabled=true", "-Dspring.main.lazy-initialization=true")).contains("lift-off");
	}

	private String run(String... options) throws IOException, InterruptedException {
		Path output = this.directory.resolve("output");
		Process process = new ProcessBuilder(command(options)).redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		String text = Files.readString(output);
		assertThat(process.exitValue()).as(text).isZero();
		return text;
	}

	private static String[] command(String... options) {
		String[] command = new String[options.length + 3];
		command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		System.arraycopy(options, 0, command, 1, options.length);
		command[options.length + 1] = "-jar";
		command[options.length + 2] = System.getProperty("echo.jar");
		return command;
	}

}
