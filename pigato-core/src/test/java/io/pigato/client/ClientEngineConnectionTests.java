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

import io.pigato.protocol.Capabilities;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToClient;
import io.pigato.transport.TransportException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ClientEngine}: the connection and what its loss means for requests.
 */
class ClientEngineConnectionTests extends AbstractClientEngineTests {

	@Test
	void clientSaysHelloAndThenBeats() {
		this.engine.start();
		assertThat(this.link.sent).isEmpty();
		this.engine.onConnected();
		assertThat(this.link.sent).hasSize(2);
		assertThat(this.link.sent.get(0)).isInstanceOf(ToBroker.ClientHello.class);
		assertThat(this.link.sent.get(1)).isInstanceOf(ToBroker.ClientHeartbeat.class);
		Capabilities own = Capabilities.decode(((ToBroker.ClientHello) this.link.sent.get(0)).capabilities());
		assertThat(own.heartbeatMillis()).isEqualTo(1000);
		assertThat(own.has(Capabilities.DRAIN)).isTrue();
	}

	@Test
	void clientBeatsOnceInEveryInterval() {
		connect();
		advanceWithLivingBroker(INTERVAL.multipliedBy(10));
		assertThat(this.link.sent).hasSize(10).hasOnlyElementsOfType(ToBroker.ClientHeartbeat.class);
	}

	@Test
	void clientIsConnectedWhenTheBrokerHasAnswered() {
		this.engine.start();
		this.engine.onConnected();
		assertThat(this.counters.snapshot().connected()).isFalse();
		assertThat(this.events.events).isEmpty();
		heartbeat();
		assertThat(this.counters.snapshot().connected()).isTrue();
		heartbeat();
		assertThat(this.events.events).containsExactly("connected");
	}

	@Test
	void failedStartThrows() {
		this.link.failing = true;
		assertThatExceptionOfType(TransportException.class).isThrownBy(this.engine::start);
	}

	@Test
	void requestsWaitForTheConnectionAndAreSentInTheirOrder() {
		submit("a");
		this.engine.start();
		submit("b");
		submit("c");
		assertThat(this.link.sent).isEmpty();
		this.engine.onConnected();
		assertThat(this.link.requests()).containsExactly("a", "b", "c");
	}

	@Test
	void requestsWaitForASocketThatIsFullAndAreSentInTheirOrder() {
		connect();
		this.link.full = true;
		submit("a");
		submit("b");
		this.link.full = false;
		submit("c");
		assertThat(this.link.requests()).isEmpty();
		this.engine.onWritable();
		assertThat(this.link.requests()).containsExactly("a", "b", "c");
	}

	@Test
	void helloThatTheSocketRefusesIsSentBeforeTheFirstHeartbeat() {
		this.engine.start();
		this.link.full = true;
		this.engine.onConnected();
		this.link.full = false;
		this.engine.onWritable();
		assertThat(this.link.sent.get(0)).isInstanceOf(ToBroker.ClientHello.class);
		assertThat(this.link.sent.get(1)).isInstanceOf(ToBroker.ClientHeartbeat.class);
	}

	@Test
	void silentBrokerIsLostAfterItsLiveness() {
		connect();
		this.timers.advance(INTERVAL.multipliedBy(3).minusNanos(1));
		assertThat(this.link.open).isTrue();
		this.timers.advance(Duration.ofNanos(1));
		assertThat(this.link.open).isFalse();
		assertThat(this.counters.snapshot().connected()).isFalse();
		assertThat(this.events.events).containsExactly("connected", "disconnected: nothing was heard for 3000 ms");
	}

	@Test
	void brokerThatNeverAnswersIsLostToo() {
		this.engine.start();
		this.engine.onConnected();
		this.timers.advance(INTERVAL.multipliedBy(3));
		assertThat(this.link.open).isFalse();
		assertThat(this.events.events).isEmpty();
	}

	@Test
	void anyMessageIsASignOfLife() {
		connect();
		submit("a", -1, -1, false);
		for (int i = 0; i < 10; i++) {
			this.timers.advance(INTERVAL.multipliedBy(2));
			partial("a", "1");
			this.timers.advance(INTERVAL.multipliedBy(2));
			last("unknown", "1");
		}
		assertThat(this.link.open).isTrue();
	}

	@Test
	void brokerWithALongerIntervalIsGivenLonger() {
		this.engine.start();
		this.engine.onConnected();
		this.engine.onMessage(new ToClient.Hello(Capabilities.of(10_000).encode()));
		this.timers.advance(Duration.ofSeconds(29));
		assertThat(this.link.open).isTrue();
		this.timers.advance(Duration.ofSeconds(1));
		assertThat(this.link.open).isFalse();
	}

	@Test
	void brokerWithAnAbsurdIntervalIsWaitedFor() {
		this.engine.start();
		this.engine.onConnected();
		this.engine.onMessage(new ToClient.Hello(Capabilities.of(Long.MAX_VALUE).encode()));
		this.timers.advance(Duration.ofDays(30));
		assertThat(this.link.open).isTrue();
	}

	@Test
	void processThatStoodStillDoesNotBlameTheBroker() {
		this.engine.start();
		this.engine.onConnected();
		heartbeat();
		this.timers.jump(Duration.ofSeconds(30));
		assertThat(this.link.open).isTrue();
		heartbeat();
		this.timers.advance(INTERVAL.multipliedBy(2));
		assertThat(this.link.open).isTrue();
		this.timers.advance(INTERVAL);
		assertThat(this.link.open).isFalse();
	}

	@Test
	void processThatStoodStillForLongerThanTheBrokerWaitsStartsOver() {
		connect();
		long interval = INTERVAL.toMillis();
		this.engine.onMessage(new ToClient.Hello(Capabilities.of(interval).encode()));
		submit("a");
		this.timers.jump(INTERVAL.multipliedBy(3).minusMillis(1));
		assertThat(this.link.open).isTrue();
		heartbeat();
		this.timers.jump(INTERVAL.multipliedBy(3));
		assertThat(this.link.open).isFalse();
		assertThat(this.engine.pending()).isZero();
	}

	@Test
	void lostConnectionIsReplacedAfterTheReconnectDelay() {
		connect();
		this.timers.advance(INTERVAL.multipliedBy(3));
		assertThat(this.link.opened).isOne();
		this.timers.advance(Duration.ofSeconds(2).minusNanos(1));
		assertThat(this.link.opened).isOne();
		this.timers.advance(Duration.ofNanos(1));
		assertThat(this.link.opened).isEqualTo(2);
		this.engine.onConnected();
		assertThat(this.link.sent(ToBroker.ClientHello.class)).hasSize(1);
		heartbeat();
		assertThat(this.counters.snapshot().reconnects()).isOne();
	}

	@Test
	void closedConnectionIsReplacedAtOnceIfItLastedLongEnough() {
		connect();
		advanceWithLivingBroker(Duration.ofSeconds(10));
		this.engine.onDisconnected();
		assertThat(this.link.open).isFalse();
		this.timers.advance(Duration.ZERO);
		assertThat(this.link.opened).isEqualTo(2);
	}

	@Test
	void connectionsThatAreClosedAtOnceFollowEachOtherWithAPause() {
		this.engine.start();
		for (int i = 0; i < 1000; i++) {
			if (this.link.open) {
				this.engine.onConnected();
				this.engine.onDisconnected();
			}
			this.timers.advance(Duration.ofMillis(10));
		}
		assertThat(this.link.opened).isBetween(2, 6);
	}

	@Test
	void openingIsTriedAgainUntilItSucceeds() {
		connect();
		this.link.failing = true;
		this.engine.onDisconnected();
		this.timers.advance(Duration.ofSeconds(10));
		assertThat(this.events.events).contains("failed: expected");
		this.link.failing = false;
		this.timers.advance(Duration.ofSeconds(2));
		assertThat(this.link.opened).isEqualTo(2);
	}

	@Test
	void lostBrokerFailsWhatWasSentAndMayNotRunTwice() {
		connect();
		RecordingSink sink = submit("a");
		this.engine.onDisconnected();
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.BROKER_LOST);
		assertThat(sink.outcome().detail()).isEqualTo("the connection was closed");
	}

	@Test
	void lostBrokerFailsARetryableRequestThatHadAPartialReply() {
		connect();
		RecordingSink sink = submitRetry("a");
		partial("a", "1");
		this.engine.onDisconnected();
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.BROKER_LOST);
	}

	@Test
	void retryableRequestsAreSentAgainInTheirOrderAndBeforeThoseThatWaited() {
		connect();
		RecordingSink first = submitRetry("a");
		submit("b");
		submitRetry("c");
		advanceWithLivingBroker(INTERVAL.dividedBy(2));
		submitRetry("d");
		advanceWithLivingBroker(INTERVAL.dividedBy(2));
		assertThat(this.link.beats()).as("those that beat go behind the others").contains("a", "c").doesNotContain("d");
		this.link.full = true;
		submit("e");
		this.link.full = false;
		this.engine.onDisconnected();
		submit("f");
		this.timers.advance(Duration.ofSeconds(2));
		this.link.sent.clear();
		this.engine.onConnected();
		assertThat(this.link.requests()).containsExactly("a", "c", "d", "e", "f");
		assertThat(this.counters.snapshot().resent()).isEqualTo(3);
		last("a", "1");
		assertThat(first.kind()).isEqualTo(Outcome.Kind.RESULT);
	}

	@Test
	void requestThatIsSentAgainIsTheSame() {
		connect();
		submitRetry("a");
		ToBroker.Request before = this.link.sent(ToBroker.Request.class).get(0);
		this.engine.onDisconnected();
		this.timers.advance(Duration.ofSeconds(2));
		this.link.sent.clear();
		this.engine.onConnected();
		assertThat(this.link.sent(ToBroker.Request.class)).containsExactly(before);
	}

	@Test
	void requestsThatWereNotSentSurviveTheLoss() {
		connect();
		this.link.full = true;
		RecordingSink sink = submit("a");
		this.engine.onDisconnected();
		this.link.full = false;
		this.timers.advance(Duration.ofSeconds(2));
		this.engine.onConnected();
		assertThat(this.link.requests()).containsExactly("a");
		last("a", "1");
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.RESULT);
	}

	@Test
	void cancelsAreNotTakenToAnotherConnection() {
		connect("cancel");
		submit("a");
		this.link.full = true;
		submit("b");
		this.engine.cancel(request("a"), Outcome.cancelled("of the test"));
		this.link.full = false;
		this.engine.onDisconnected();
		this.timers.advance(Duration.ofSeconds(2));
		this.engine.onConnected();
		this.engine.onMessage(new ToClient.Hello(Capabilities.of(1000, Capabilities.CANCEL).encode()));
		assertThat(this.link.requests()).contains("b");
		assertThat(this.link.cancels()).isEmpty();
	}

	@Test
	void capabilitiesAreOfOneConnectionOnly() {
		connect("cancel");
		this.engine.onDisconnected();
		this.timers.advance(Duration.ofSeconds(2));
		this.engine.onConnected();
		submit("a");
		this.engine.cancel(request("a"), Outcome.cancelled("of the test"));
		assertThat(this.link.cancels()).isEmpty();
	}

	@Test
	void drainingBrokerGetsNoNewRequestsButFinishesTheOpenOnes() {
		connect("drain");
		RecordingSink open = submit("a");
		this.engine.onMessage(new ToClient.Drain());
		this.engine.onMessage(new ToClient.Drain());
		RecordingSink held = submit("b");
		assertThat(this.link.requests()).containsExactly("a");
		last("a", "1");
		assertThat(open.kind()).isEqualTo(Outcome.Kind.RESULT);
		this.engine.onWritable();
		assertThat(this.link.requests()).containsExactly("a");
		assertThat(this.events.events).containsExactly("connected", "draining");
		this.engine.onDisconnected();
		this.timers.advance(Duration.ofSeconds(2));
		this.engine.onConnected();
		assertThat(this.link.requests()).containsExactly("a", "b");
		last("b", "1");
		assertThat(held.kind()).isEqualTo(Outcome.Kind.RESULT);
	}

	@Test
	void requestHeldBackByADrainingBrokerTimesOut() {
		connect("drain");
		this.engine.onMessage(new ToClient.Drain());
		RecordingSink sink = submit("a", 100, -1, false);
		this.timers.advance(Duration.ofMillis(100));
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.NEVER_SENT);
	}

	@Test
	void stopEndsEverythingPendingAndClosesTheConnection() {
		connect("cancel");
		RecordingSink sent = submit("a");
		RecordingSink retryable = submitRetry("b");
		this.link.full = true;
		RecordingSink waiting = submit("c");
		this.engine.stop();
		assertThat(sent.kind()).isEqualTo(Outcome.Kind.CLOSED);
		assertThat(retryable.kind()).isEqualTo(Outcome.Kind.CLOSED);
		assertThat(waiting.kind()).isEqualTo(Outcome.Kind.CLOSED);
		assertThat(this.link.open).isFalse();
		assertThat(this.timers.size()).isZero();
		assertThat(this.events.events).containsExactly("connected", "disconnected: the client was stopped");
	}

	@Test
	void requestsAfterTheStopEndAtOnce() {
		connect();
		this.engine.stop();
		assertThat(submit("a").kind()).isEqualTo(Outcome.Kind.CLOSED);
		assertThat(this.link.requests()).isEmpty();
	}

	@Test
	void stopWhileTheConnectionIsLostEndsEverything() {
		connect();
		RecordingSink sink = submitRetry("a");
		this.engine.onDisconnected();
		this.engine.stop();
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.CLOSED);
		this.timers.advance(Duration.ofMinutes(1));
		assertThat(this.link.opened).isOne();
	}

	@Test
	void failureOfTheSocketEndsEverythingAndIsFollowedByANewOne() {
		connect();
		RecordingSink sent = submitRetry("a");
		this.link.full = true;
		RecordingSink waiting = submit("b");
		this.link.full = false;
		this.engine.onFailure(new IllegalStateException("expected"));
		assertThat(sent.kind()).isEqualTo(Outcome.Kind.BROKER_LOST);
		assertThat(waiting.kind()).isEqualTo(Outcome.Kind.BROKER_LOST);
		assertThat(this.events.events).contains("failed: expected");
		this.timers.advance(Duration.ofSeconds(2));
		assertThat(this.link.opened).isEqualTo(2);
	}

}
