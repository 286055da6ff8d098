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

package io.pigato.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ReplyStatus;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToClient;
import io.pigato.testing.ManualTimers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An engine under a manual clock, between a fake link and recording sinks. Its interval
 * is 1 s, its liveness 3, its reconnect delay 2 s, and the timeout of requests 60 s.
 */
abstract class AbstractClientEngineTests {

	static final Duration INTERVAL = Duration.ofSeconds(1);

	static final long TIMEOUT = 60_000;

	final ManualTimers timers = new ManualTimers();

	final FakeLink link = new FakeLink();

	final RecordingEvents events = new RecordingEvents();

	final ClientCounters counters = new ClientCounters();

	final ClientEngine engine = new ClientEngine(ClientTestOptions.with((builder) -> builder), this.timers, this.link,
			this.events, this.counters);

	final CreditShares shares = new CreditShares();

	private final Map<String, PendingRequest> requests = new HashMap<>();

	@AfterEach
	void everythingEndsWithTheEngine() {
		this.engine.stop();
		assertThat(this.engine.pending()).isZero();
		assertThat(this.timers.size()).isZero();
		ClientStatistics statistics = this.counters.snapshot();
		assertThat(statistics.pending()).isZero();
		assertThat(statistics.requests())
			.isEqualTo(statistics.replies() + statistics.errors() + statistics.timeouts() + statistics.cancelled());
		assertThat(this.shares.isEmpty()).isTrue();
		this.requests.values().forEach((request) -> ((RecordingSink) request.sink()).outcome());
	}

	void connect(String... features) {
		if (!this.link.open) {
			this.engine.start();
		}
		this.engine.onConnected();
		this.engine.onMessage(new ToClient.Hello(Capabilities.of(1000, features).encode()));
		this.link.sent.clear();
	}

	RecordingSink submit(String id) {
		return submit(id, TIMEOUT, -1, false);
	}

	RecordingSink submitRetry(String id) {
		return submit(id, TIMEOUT, -1, true);
	}

	RecordingSink submit(String id, long timeout, long deadline, boolean retry) {
		return submit(newRequest(id, timeout, deadline, retry));
	}

	/**
	 * Submit a request whose worker may send so many partial replies and bytes at first.
	 */
	RecordingSink submitRead(String id, long timeout, long deadline, int partials, int bytes) {
		return submit(newRequest(id, timeout, deadline, false).limitedBy(this.shares.take(partials, bytes)));
	}

	private static PendingRequest newRequest(String id, long timeout, long deadline, boolean retry) {
		return new PendingRequest(new ToBroker.Request("echo", Bytes.of(id), Payload.of(bytes("1"), bytes("{}"))),
				timeout, deadline, retry);
	}

	private RecordingSink submit(PendingRequest request) {
		RecordingSink sink = new RecordingSink();
		request.attach(sink);
		this.requests.put(request.id().toString(), request);
		assertThat(this.counters.admit(Integer.MAX_VALUE)).isTrue();
		this.engine.submit(request);
		return sink;
	}

	PendingRequest request(String id) {
		return this.requests.get(id);
	}

	void partial(String id, String json) {
		reply(ReplyType.PARTIAL, id, ReplyStatus.ok(), bytes(json), bytes("{}"));
	}

	void last(String id, String json) {
		reply(ReplyType.FINAL, id, ReplyStatus.ok(), bytes(json), bytes("{}"));
	}

	void error(String id, String json) {
		reply(ReplyType.FINAL, id, ReplyStatus.error(), bytes(json), bytes("{}"));
	}

	void reply(ReplyType type, String id, byte[] status, byte[]... payload) {
		this.engine.onMessage(new ToClient.Reply(type, Bytes.of(id), status, Payload.of(payload)));
	}

	void heartbeat() {
		this.engine.onMessage(new ToClient.Heartbeat());
	}

	/**
	 * Let time pass with a broker that answers each heartbeat.
	 */
	void advanceWithLivingBroker(Duration duration) {
		Duration step = INTERVAL.dividedBy(2);
		Duration left = duration;
		while (left.compareTo(step) > 0) {
			this.timers.advance(step);
			heartbeat();
			left = left.minus(step);
		}
		this.timers.advance(left);
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static String data(Outcome outcome) {
		return new String(outcome.payload().data(), StandardCharsets.UTF_8);
	}

}
