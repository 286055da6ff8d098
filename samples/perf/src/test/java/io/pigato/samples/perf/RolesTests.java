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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.json.RawJson;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BrokerCommand}, {@link WorkerCommand} and {@link ClientCommand}.
 */
class RolesTests {

	private static final AtomicInteger names = new AtomicInteger();

	private final String endpoint = "inproc://perf-roles-" + names.incrementAndGet();

	private CommandRun broker;

	@BeforeEach
	void startBroker() throws Exception {
		this.broker = CommandRun.start("broker", "--endpoint", this.endpoint).awaitOut("READY");
	}

	@AfterEach
	void endBroker() throws Exception {
		this.broker.end();
		assertThat(this.broker.exitCode()).isZero();
	}

	private CommandRun client(String... more) {
		return clientFor("0.1", more);
	}

	private CommandRun clientFor(String seconds, String... more) {
		List<String> args = new ArrayList<>(List.of("client", "--endpoint", this.endpoint, "--clients", "2",
				"--parallel", "5", "--warmup", "0.05", "--seconds", seconds));
		args.addAll(List.of(more));
		return CommandRun.start(args.toArray(String[]::new));
	}

	@Test
	void brokerSaysWhereItIs() {
		assertThat(this.broker.out()).isEqualTo("READY broker at " + this.endpoint + System.lineSeparator());
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "10" })
	void clientMeasuresWorkersOfAnotherCommand(String partials) throws Exception {
		try (CommandRun worker = CommandRun.start("worker", "--endpoint", this.endpoint, "--service", "mirror",
				"--workers", "3", "--concurrency", "4", "--partials", partials)) {
			worker.awaitOut("READY 3 of 'mirror' at " + this.endpoint);
			try (CommandRun client = client("--service", "mirror", "--partials", partials)) {
				assertThat(client.exitCode()).as(client.err()).isZero();
				assertThat(client.out()).contains("RESULT req_per_s=").contains(" lost=0");
			}
			worker.end();
			assertThat(worker.exitCode()).isZero();
		}
	}

	@Test
	void workersMayEachHaveTheirOwnService() throws Exception {
		try (CommandRun worker = CommandRun.start("worker", "--endpoint", this.endpoint, "--service", "mirror",
				"--workers", "3", "--own-services")) {
			worker.awaitOut("READY");
			try (CommandRun client = client("--service", "mirror-3")) {
				assertThat(client.exitCode()).as(client.err()).isZero();
			}
		}
	}

	@Test
	void clientFailsIfRepliesAreWrong() throws Exception {
		assertThatClientFails((request, reply) -> reply.end(RawJson.of("\"else\"")), "\"else\" instead of \"");
	}

	@Test
	void clientFailsIfOneReplyIsThatOfAnotherRequest() throws Exception {
		RawJson[] first = new RawJson[1];
		assertThatClientFails((request, reply) -> {
			synchronized (first) {
				first[0] = (first[0] != null) ? first[0] : request.json();
			}
			reply.end(first[0]);
		}, " instead of \"");
	}

	@Test
	void clientFailsIfPartialRepliesAreMissing() throws Exception {
		assertThatClientFails((request, reply) -> {
			reply.write(request.json());
			reply.end();
		}, "1 partial replies instead of 2", "--partials", "2");
	}

	@Test
	void clientFailsIfPartialRepliesAreInAnotherOrder() throws Exception {
		assertThatClientFails((request, reply) -> {
			byte[] data = request.json().bytes();
			reply.write(RawJson.wrap(Payloads.partial(data, 1)));
			reply.write(RawJson.wrap(Payloads.partial(data, 0)));
			reply.end();
		}, " instead of \"", "--partials", "2");
	}

	@Test
	void clientTakesPartialRepliesOnItsLoop() throws Exception {
		try (CommandRun worker = CommandRun.start("worker", "--endpoint", this.endpoint, "--partials", "10")) {
			worker.awaitOut("READY");
			try (CommandRun client = client("--partials", "10", "--on-loop")) {
				assertThat(client.exitCode()).as(client.out() + client.err()).isZero();
				assertThat(client.out()).containsPattern(" lost=0 partials_per_s=[1-9]");
			}
		}
	}

	@Test
	void clientFailsIfRequestsFail() throws Exception {
		assertThatClientFails((request, reply) -> reply.error("E", "not today"), "not today");
	}

	private void assertThatClientFails(RequestHandler handler, String problem, String... more) throws Exception {
		try (ServiceWorker worker = ServiceWorker.builder("echo", handler).endpoint(this.endpoint).build()) {
			worker.start();
			try (CommandRun client = client(more)) {
				assertThat(client.exitCode()).isEqualTo(1);
				assertThat(client.out()).contains("Not all is right").contains(problem).doesNotContain(" lost=0");
			}
		}
	}

	@Test
	void clientCountsRequestsThatNobodyAnswersAsLost() throws Exception {
		try (CommandRun client = client("--timeout", "0.2")) {
			assertThat(client.exitCode()).isEqualTo(1);
			assertThat(client.out()).contains("PigatoTimeoutException").containsPattern("RESULT .* lost=[1-9]\\d*\\R");
		}
	}

	@Test
	void clientThatIsToldToEndReportsWhatThereIs() throws Exception {
		try (CommandRun worker = CommandRun.start("worker", "--endpoint", this.endpoint)) {
			worker.awaitOut("READY");
			try (CommandRun client = clientFor("100000")) {
				client.end();
				client.exitCode();
				assertThat(client.out() + client.err()).containsAnyOf(" lost=0", "No broker has answered");
			}
		}
	}

}
