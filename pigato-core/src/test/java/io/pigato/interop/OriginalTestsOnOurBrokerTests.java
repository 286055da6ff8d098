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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tests that come with the original, on this project's broker in a process of its
 * own: all 38 that need a broker.
 */
@Tag("interop")
class OriginalTestsOnOurBrokerTests {

	private static final Logger logger = LoggerFactory.getLogger(OriginalTestsOnOurBrokerTests.class);

	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private static final int ATTEMPTS = 4;

	/**
	 * So many connections make the code of a young broker fast enough for tests that give
	 * six workers 10 ms to become ready.
	 */
	private static final int WARM_UP = 150;

	/**
	 * Each of these is about 60 to 100 ms in which three processes have to have a turn.
	 */
	private static final String SHORT_TIMEOUT = "its timeout is some 60 ms, which says nothing on a busy machine";

	/** The request is sent while a worker's connection is still made. */
	private static final String RACE = "nothing orders the READY of its two workers and its request";

	private static final String HASTE = "nothing orders the READY of its workers and its request, 10 ms later";

	/** A worker that leaves may get a request before its goodbye arrives. */
	private static final String FAREWELL = "nothing orders the goodbye of its worker and its request";

	/** The tests that may be run again, and why. */
	private static final Map<String, String> RETRIED = Map.of(
			"DIRECTORY when asking without a specific service Respond with all workers", HASTE,
			"TIMEOUT When a server is stop client get a timeout", FAREWELL,
			"TIMEOUT When a server is launched can be reached", SHORT_TIMEOUT,
			"TIMEOUT When we launch a server during a request can reach the server and answer", SHORT_TIMEOUT,
			"TIMEOUT After that I can do something fast can reach the server and answer", SHORT_TIMEOUT,
			"WILDCARDS When a worker with matching name exist use it instead of the wildcard", RACE,
			"WILDCARDS When several workers exists with different matching length use the biggest matching wildcard node",
			RACE);

	private NodePeers peers;

	@BeforeEach
	void open() {
		this.peers = NodePeers.open();
	}

	@AfterEach
	void endAll() {
		if (this.peers != null) {
			this.peers.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "concurrency.js, 1", "directory.js, 2", "index.js, 9", "requestStream.js, 1", "semver.js, 2",
			"startStop.js, 12", "target.js, 1", "timeout.js, 4", "wildcards.js, 5", "z9_system.js, 1" })
	void theTestsOfAFilePass(String file, int count) {
		List<JsonNode> failed = run(file, count);
		for (int attempt = 1; attempt < ATTEMPTS && mayRunAgain(failed); attempt++) {
			failed = run(file, count);
		}
		assertThat(failed).isEmpty();
	}

	private List<JsonNode> run(String file, int count) {
		NodePeer tests = this.peers.originalTests("--command=" + NodePeer.MAPPER.writeValueAsString(command()),
				"--files=[\"" + file + "\"]", "--warm-up=" + WARM_UP);
		tests.awaitEnd(PATIENCE);
		assertThat(tests.await("file").get("complete").asBoolean()).as("the run of " + file + " is complete").isTrue();
		List<JsonNode> results = new ArrayList<>();
		for (JsonNode line : tests.unread()) {
			if (line.path("event").asString("").equals("test")) {
				results.add(line);
			}
		}
		List<JsonNode> failed = results.stream()
			.filter((line) -> !line.get("state").asString().equals("passed"))
			.toList();
		assertThat(results).as("the tests of " + file).hasSizeGreaterThanOrEqualTo(failed.isEmpty() ? count : 1);
		return failed;
	}

	private static boolean mayRunAgain(List<JsonNode> failed) {
		for (JsonNode line : failed) {
			String reason = reason(line);
			if (reason == null) {
				return false;
			}
			logger.warn("Run again, as {}: {}", reason, line);
		}
		return !failed.isEmpty();
	}

	private static @Nullable String reason(JsonNode failed) {
		return RETRIED.get(failed.get("title").asString());
	}

	private static List<String> command() {
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
				"-XX:+UseSerialGC", "-Xmx128m", "-cp", classPath, StandaloneBroker.class.getName(),
				"--endpoint={endpoint}", "--directory={directory}", "--name={name}", "--heartbeat={heartbeat}",
				"--liveness={liveness}", "--dispatch={dispatch}");
	}

}
