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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A worker of the original PIGATO that answers each request with the options it came
 * with.
 */
final class NodeWorker implements AutoCloseable {

	private static final long END_SECONDS = 10;

	private final Process process;

	private NodeWorker(Process process) {
		this.process = process;
	}

	/**
	 * Start the worker. Requests may be sent before it is connected: they wait for it.
	 */
	static NodeWorker start(NodeInstallation installation, String endpoint, String service) {
		try {
			Process process = installation
				.program("worker.js", "--endpoint=" + endpoint, "--service=" + service, "--behaviour=opts")
				.start();
			Thread reader = new Thread(() -> drain(process), "node-worker");
			reader.setDaemon(true);
			reader.start();
			return new NodeWorker(process);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What it prints must be read, or it stops for good when the pipe is full.
	 */
	private static void drain(Process process) {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			while (reader.readLine() != null) {
				// what it was asked comes back as its reply
			}
		}
		catch (IOException ex) {
			// the process was ended while it wrote
		}
	}

	@Override
	public void close() {
		try {
			this.process.getOutputStream().close();
			if (!this.process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (IOException ex) {
			this.process.destroyForcibly();
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
