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

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientEngine}: timeouts, deadlines and heartbeats of requests.
 */
class ClientEngineTimerTests extends AbstractClientEngineTests {

	@Test
	void idleRequestTimesOutToTheMillisecond() {
		connect();
		RecordingSink sink = submit("a", 100, -1, false);
		this.timers.advance(Duration.ofMillis(100).minusNanos(1));
		assertThat(sink.outcomes).isEmpty();
		this.timers.advance(Duration.ofNanos(1));
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.TIMEOUT);
		assertThat(this.counters.snapshot().timeouts()).isOne();
	}

	@Test
	void partialReplyRestartsTheIdleTimeout() {
		connect();
		RecordingSink sink = submit("a", 100, -1, false);
		for (int i = 0; i < 20; i++) {
			this.timers.advance(Duration.ofMillis(99));
			partial("a", "1");
		}
		assertThat(sink.outcomes).isEmpty();
		this.timers.advance(Duration.ofMillis(99));
		assertThat(sink.outcomes).isEmpty();
		this.timers.advance(Duration.ofMillis(1));
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.TIMEOUT);
	}

	@Test
	void partialRepliesSetNoTimers() {
		connect();
		submit("a", 100, -1, false);
		int size = this.timers.size();
		for (int i = 0; i < 1000; i++) {
			partial("a", "1");
		}
		assertThat(this.timers.size()).isEqualTo(size);
	}

	@Test
	void deadlineBoundsTheWholeHoweverPartialRepliesFlow() {
		connect();
		RecordingSink sink = submit("a", 100, 1000, false);
		for (int i = 0; i < 19; i++) {
			this.timers.advance(Duration.ofMillis(50));
			partial("a", "1");
		}
		assertThat(sink.outcomes).isEmpty();
		this.timers.advance(Duration.ofMillis(50));
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.DEADLINE);
	}

	@Test
	void idleTimeoutFiresBeforeALongerDeadline() {
		connect();
		RecordingSink sink = submit("a", 100, 1000, false);
		this.timers.advance(Duration.ofMillis(100));
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.TIMEOUT);
	}

	@Test
	void requestWithoutTimeoutWaitsAsLongAsTheBrokerLives() {
		connect();
		RecordingSink sink = submit("a", -1, -1, false);
		advanceWithLivingBroker(Duration.ofHours(3));
		assertThat(sink.outcomes).isEmpty();
		last("a", "1");
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.RESULT);
	}

	@Test
	void timeoutTellsABrokerThatUnderstandsCancel() {
		connect("cancel");
		submit("a", 100, -1, false);
		submit("b", -1, 100, false);
		this.timers.advance(Duration.ofMillis(100));
		assertThat(this.link.cancels()).containsExactly("a", "b");
	}

	@Test
	void timeoutRunsWhileTheRequestWaitsForAConnection() {
		this.engine.start();
		RecordingSink sink = submit("a", 100, -1, false);
		this.timers.advance(Duration.ofMillis(100));
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.NEVER_SENT);
		connect();
		assertThat(this.link.requests()).isEmpty();
	}

	@Test
	void timeoutRunsOnWhileTheRequestIsSentAgain() {
		connect();
		RecordingSink sink = submit("a", 5000, -1, true);
		this.timers.advance(Duration.ofSeconds(1));
		this.engine.onDisconnected();
		this.timers.advance(Duration.ofSeconds(2));
		connect();
		this.timers.advance(Duration.ofMillis(1999));
		assertThat(sink.outcomes).isEmpty();
		this.timers.advance(Duration.ofMillis(1));
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.TIMEOUT);
	}

	@Test
	void openRequestsBeatOnceInEveryIntervalAfterTheFirst() {
		connect();
		submit("a", -1, -1, false);
		advanceWithLivingBroker(INTERVAL.minusMillis(1));
		assertThat(this.link.beats()).isEmpty();
		advanceWithLivingBroker(Duration.ofMillis(1));
		assertThat(this.link.beats()).containsExactly("a");
		advanceWithLivingBroker(INTERVAL.multipliedBy(5));
		assertThat(this.link.beats()).hasSize(6);
	}

	@Test
	void eachRequestHasAnIntervalOfItsOwn() {
		connect();
		submit("a", -1, -1, false);
		advanceWithLivingBroker(INTERVAL.dividedBy(2));
		submit("b", -1, -1, false);
		advanceWithLivingBroker(INTERVAL.dividedBy(2));
		assertThat(this.link.beats()).containsExactly("a");
		advanceWithLivingBroker(INTERVAL.dividedBy(2));
		assertThat(this.link.beats()).containsExactly("a", "b");
		advanceWithLivingBroker(INTERVAL);
		assertThat(this.link.beats()).containsExactly("a", "b", "a", "b");
	}

	@Test
	void requestsThatAreAnsweredOrWaitDoNotBeat() {
		connect();
		submit("a", -1, -1, false);
		submit("b", -1, -1, false);
		last("a", "1");
		this.link.full = true;
		submit("c", -1, -1, false);
		this.link.full = false;
		this.engine.onDisconnected();
		advanceWithLivingBroker(INTERVAL.multipliedBy(10));
		assertThat(this.link.beats()).isEmpty();
	}

	@Test
	void aSocketThatIsFullDelaysHeartbeatsButLosesNone() {
		connect();
		for (int i = 0; i < 10; i++) {
			submit("r" + i, -1, -1, false);
		}
		this.link.full = true;
		advanceWithLivingBroker(INTERVAL);
		assertThat(this.link.beats()).isEmpty();
		this.link.full = false;
		this.engine.onWritable();
		advanceWithLivingBroker(INTERVAL.dividedBy(2));
		assertThat(this.link.beats()).hasSize(10).doesNotHaveDuplicates();
	}

	@Test
	void callerCanBeatForAnOpenRequestAtAnyTime() {
		connect();
		submit("a");
		this.engine.heartbeat(request("a"));
		assertThat(this.link.beats()).containsExactly("a");
		last("a", "1");
		this.engine.heartbeat(request("a"));
		assertThat(this.link.beats()).hasSize(1);
	}

	@Test
	void aMillionTimeoutsLeaveNoMemory() {
		connect();
		int timersWithoutRequests = this.timers.size();
		for (int round = 0; round < 100; round++) {
			RecordingSink[] sinks = new RecordingSink[10_000];
			for (int i = 0; i < sinks.length; i++) {
				sinks[i] = new RecordingSink();
				PendingRequest request = new RequestTemplate("echo", io.pigato.protocol.Payload.none(),
						io.pigato.protocol.RequestOptions.builder(), 10, -1, false)
					.newRequest(io.pigato.protocol.Bytes.of(round + "-" + i))
					.attach(sinks[i]);
				this.counters.admit(Integer.MAX_VALUE);
				this.engine.submit(request);
			}
			assertThat(this.engine.pending()).isEqualTo(sinks.length);
			this.timers.advance(Duration.ofMillis(10));
			heartbeat();
			assertThat(this.engine.pending()).isZero();
			for (RecordingSink sink : sinks) {
				assertThat(sink.kind()).isEqualTo(Outcome.Kind.TIMEOUT);
			}
			this.link.sent.clear();
		}
		assertThat(this.counters.snapshot().timeouts()).isEqualTo(1_000_000);
		advanceWithLivingBroker(INTERVAL);
		assertThat(this.timers.size()).isEqualTo(timersWithoutRequests);
	}

}
