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

package io.pigato.samples.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.pigato.client.PigatoClient;
import io.pigato.worker.ServiceWorker;
import io.pigato.worker.WorkerListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BrokerApplication}, in a process of its own.
 */
class BrokerApplicationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Pattern READY = Pattern.compile(
			"PIGATO broker 'B1' serves at \\[(tcp://127\\.0\\.0\\.1:\\d+)], and publishes its directory at (\\S+)");

	@TempDir
	private Path directory;

	private Path output;

	private Process broker;

	@BeforeEach
	void startBroker() throws IOException {
		this.output = this.directory.resolve("output");
		this.broker = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), BrokerApplication.class.getName(),
				"--pigato.broker.endpoints=tcp://127.0.0.1:0", "--pigato.broker.directory-endpoint=tcp://127.0.0.1:0",
				"--pigato.broker.heartbeat-interval=250ms", "--pigato.broker.heartbeat-liveness=3",
				"--pigato.broker.dispatch=load", "--pigato.broker.name=B1")
			.redirectErrorStream(true)
			.redirectOutput(this.output.toFile())
			.start();
	}

	@AfterEach
	void endBroker() {
		this.broker.destroyForcibly();
	}

	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
	void servesUntilItIsToldToEndAndFinishesWhatIsInFlight() throws Exception {
		String endpoint = awaitEndpoint();
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		CountDownLatch draining = new CountDownLatch(1);
		ServiceWorker worker = ServiceWorker.builder("slow", (request, reply) -> {
			entered.countDown();
			assertThat(leave.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			reply.end(request.data(String.class));
		}).endpoint(endpoint).listener(new WorkerListener() {

			@Override
			public void onBrokerDrain() {
				draining.countDown();
			}

		}).build();
		worker.start();
		try (PigatoClient client = PigatoClient.builder().endpoint(endpoint).build()) {
			client.start();
			CompletableFuture<String> reply = client.callAsync("slow", "hello", String.class);
			assertThat(entered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			this.broker.destroy();
			assertThat(draining.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(this.broker.isAlive()).isTrue();
			leave.countDown();
			assertThat(reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("hello");
			assertThat(this.broker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(output()).contains("PIGATO broker 'B1' stopped").doesNotContain(" WARN ", " ERROR ");
		}
		finally {
			leave.countDown();
			worker.stop();
		}
	}

	private String awaitEndpoint() {
		return Awaitility.await().atMost(PATIENCE).until(() -> {
			Matcher ready = READY.matcher(output());
			return ready.find() ? ready.group(1) : "";
		}, (endpoint) -> !endpoint.isEmpty());
	}

	private String output() throws IOException {
		return Files.readString(this.output);
	}

}
