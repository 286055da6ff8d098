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

package io.pigato.worker;

import java.time.Duration;
import java.util.HashSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.protocol.Capabilities;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the connections of {@link WorkerEngine}.
 */
class WorkerConnectionTests {

	private static final Duration LIVENESS = EngineHarness.HEARTBEAT.multipliedBy(3);

	private static final Duration RECONNECT = Duration.ofSeconds(1);

	private EngineHarness worker = new EngineHarness();

	@Test
	void readyIsTheFirstMessageAndAnnouncesCapabilities() {
		this.worker.engine.start();
		assertThat(this.worker.sent).isEmpty();
		this.worker.engine.onConnected();
		ToBroker.Ready ready = (ToBroker.Ready) this.worker.sent.get(0);
		assertThat(ready.service()).isEqualTo("echo");
		Capabilities capabilities = Capabilities.decode(ready.capabilities());
		assertThat(capabilities.heartbeatMillis()).isEqualTo(2500);
		assertThat(capabilities.has(Capabilities.CANCEL)).isTrue();
		assertThat(capabilities.has(Capabilities.DRAIN)).isTrue();
	}

	@Test
	void heartbeatWithTheConcurrencyFollowsReadyAndIsRepeatedEachInterval() {
		this.worker.engine.start();
		this.worker.engine.onConnected();
		assertThat(this.worker.sent.get(1)).isInstanceOf(ToBroker.WorkerHeartbeat.class);
		assertThat(this.worker.heartbeats()).containsExactly("{\"concurrency\":2}");
		this.worker.timers.advance(EngineHarness.HEARTBEAT.minusNanos(1));
		assertThat(this.worker.heartbeats()).hasSize(1);
		this.worker.timers.advance(Duration.ofNanos(1));
		assertThat(this.worker.heartbeats()).hasSize(2);
		this.worker.timers.advance(EngineHarness.HEARTBEAT);
		assertThat(this.worker.heartbeats()).hasSize(3);
	}

	@Test
	void connectedIsToldWhenTheBrokerAcceptedTheWorker() {
		this.worker.engine.start();
		this.worker.engine.onConnected();
		assertThat(this.worker.told).isEmpty();
		assertThat(this.worker.counters.snapshot().connected()).isFalse();
		this.worker.engine.onMessage(new ToWorker.ReadyAccepted(null));
		this.worker.engine.onMessage(new ToWorker.Heartbeat());
		assertThat(this.worker.told).containsExactly("connected");
		assertThat(this.worker.counters.snapshot().connected()).isTrue();
	}

	@Test
	void readyThatCanNotBeSentIsSentWhenTheSocketTakesIt() {
		this.worker.takes = (message) -> false;
		this.worker.engine.start();
		this.worker.engine.onConnected();
		this.worker.takes = (message) -> true;
		this.worker.engine.onWritable();
		assertThat(this.worker.sent).hasSize(2).first().isInstanceOf(ToBroker.Ready.class);
	}

	@Test
	void silentBrokerIsLostAfterLivenessAndTheWorkerComesBackUnderANewIdentity() {
		this.worker.accepted();
		this.worker.timers.advance(LIVENESS.minusNanos(1));
		assertThat(this.worker.told).containsExactly("connected");
		this.worker.timers.advance(Duration.ofNanos(1));
		assertThat(this.worker.told).containsExactly("connected", "disconnected");
		assertThat(this.worker.open).isFalse();
		this.worker.timers.advance(RECONNECT);
		assertThat(this.worker.opened).containsExactly("worker-0", "worker-1");
		this.worker.reconnected();
		assertThat(this.worker.sent).first().isInstanceOf(ToBroker.Ready.class);
		assertThat(this.worker.told).containsExactly("connected", "disconnected", "connected");
		assertThat(this.worker.counters.snapshot().reconnects()).isOne();
	}

	@Test
	void anyMessageCountsAsAHeartbeatOfTheBroker() {
		this.worker.accepted();
		for (int i = 0; i < 20; i++) {
			this.worker.timers.advance(LIVENESS.minusNanos(1));
			if (i % 2 == 0) {
				this.worker.malformed();
			}
			else {
				this.worker.request("client", "rid-" + i, "{}");
			}
		}
		assertThat(this.worker.opened).hasSize(1);
	}

	@Test
	void brokerThatBeatsLessOftenIsWaitedForByItsOwnInterval() {
		this.worker.accepted();
		this.worker.engine.onMessage(EngineHarness.answer(10_000));
		for (int i = 0; i < 5; i++) {
			this.worker.timers.advance(Duration.ofMillis(29_999));
			this.worker.engine.onMessage(new ToWorker.Heartbeat());
		}
		assertThat(this.worker.opened).hasSize(1);
		this.worker.timers.advance(Duration.ofMillis(30_000));
		assertThat(this.worker.told).containsExactly("connected", "disconnected");
	}

	@Test
	void brokerThatBeatsMoreOftenIsWaitedForByTheWorkersInterval() {
		this.worker.accepted();
		this.worker.engine.onMessage(EngineHarness.answer(10));
		this.worker.timers.advance(LIVENESS.minusMillis(1));
		assertThat(this.worker.opened).hasSize(1);
	}

	@Test
	void intervalOfALostBrokerDoesNotCountForTheNext() {
		this.worker.accepted();
		this.worker.engine.onMessage(EngineHarness.answer(1_000_000));
		this.worker.engine.onMessage(new ToWorker.Disconnect());
		this.worker.reconnected();
		this.worker.timers.advance(LIVENESS.plus(RECONNECT));
		assertThat(this.worker.opened).hasSize(3);
	}

	@Test
	void messagesThatWaitedWhileTheLoopWasHeldUpKeepTheBrokerAlive() {
		this.worker.accepted();
		// behind the first look at the silence, as a loop that was held up would see it
		this.worker.timers.schedule(LIVENESS.toNanos(), () -> this.worker.engine.onMessage(new ToWorker.Heartbeat()));
		this.worker.timers.advance(LIVENESS);
		assertThat(this.worker.opened).hasSize(1);
		assertThat(this.worker.told).containsExactly("connected");
	}

	@Test
	void disconnectFromTheBrokerLeadsToANewIdentityAndReadyAtOnce() {
		this.worker.accepted();
		this.worker.engine.onMessage(new ToWorker.Disconnect());
		assertThat(this.worker.opened).containsExactly("worker-0", "worker-1");
		this.worker.reconnected();
		assertThat(this.worker.sent).first().isInstanceOf(ToBroker.Ready.class);
		assertThat(this.worker.told).containsExactly("connected", "disconnected", "connected");
	}

	@Test
	void disconnectBeforeTheWorkerWasAcceptedIsFollowedByADelayThatGrows() {
		this.worker.engine.start();
		Duration expected = RECONNECT;
		for (int i = 1; i < 8; i++) {
			this.worker.engine.onConnected();
			this.worker.engine.onMessage(new ToWorker.Disconnect());
			this.worker.timers.advance(expected.minusNanos(1));
			assertThat(this.worker.opened).hasSize(i);
			this.worker.timers.advance(Duration.ofNanos(1));
			assertThat(this.worker.opened).hasSize(i + 1);
			expected = (i < 3) ? expected.multipliedBy(2) : RECONNECT.multipliedBy((i == 3) ? 8 : 10);
		}
		assertThat(this.worker.told).isEmpty();
	}

	@Test
	void secondDisconnectWithinAHeartbeatIsFollowedByADelay() {
		this.worker.accepted();
		this.worker.engine.onMessage(new ToWorker.Disconnect());
		this.worker.reconnected();
		this.worker.timers.advance(EngineHarness.HEARTBEAT.minusNanos(1));
		this.worker.engine.onMessage(new ToWorker.Disconnect());
		assertThat(this.worker.opened).hasSize(2);
		this.worker.timers.advance(RECONNECT);
		assertThat(this.worker.opened).hasSize(3);
	}

	@Test
	void disconnectAfterAGoodConnectionIsNotDelayed() {
		this.worker.accepted();
		for (int i = 1; i < 10; i++) {
			this.worker.engine.onMessage(new ToWorker.Disconnect());
			assertThat(this.worker.opened).hasSize(i + 1);
			this.worker.reconnected();
			this.worker.advanceAlive(EngineHarness.HEARTBEAT);
		}
	}

	@Test
	void disconnectAfterTheBrokersDrainNoticeIsFollowedByADelay() {
		this.worker.accepted();
		this.worker.advanceAlive(Duration.ofMinutes(1));
		this.worker.engine.onMessage(new ToWorker.Drain());
		this.worker.engine.onMessage(new ToWorker.Drain());
		assertThat(this.worker.told).containsExactly("connected", "broker drains");
		this.worker.engine.onMessage(new ToWorker.Disconnect());
		assertThat(this.worker.opened).hasSize(1);
		this.worker.timers.advance(RECONNECT);
		assertThat(this.worker.opened).hasSize(2);
	}

	@Test
	void lostConnectionLeadsToANewIdentity() {
		this.worker.accepted();
		this.worker.engine.onDisconnected();
		assertThat(this.worker.told).containsExactly("connected", "disconnected");
		assertThat(this.worker.opened).containsExactly("worker-0", "worker-1");
	}

	@Test
	void socketThatConnectsASecondTimeIsReplaced() {
		this.worker.accepted();
		this.worker.engine.onConnected();
		assertThat(this.worker.opened).containsExactly("worker-0", "worker-1");
	}

	@Test
	void socketThatFailsIsReplacedAfterADelay() {
		this.worker.accepted();
		this.worker.engine.onFailure(new IllegalStateException("expected"));
		assertThat(this.worker.told).containsExactly("connected", "failed", "disconnected");
		assertThat(this.worker.opened).hasSize(1);
		this.worker.timers.advance(RECONNECT);
		assertThat(this.worker.opened).hasSize(2);
	}

	@Test
	void socketThatCanNotBeOpenedAgainIsTriedAgain() {
		this.worker.accepted();
		this.worker.openFails = true;
		this.worker.engine.onMessage(new ToWorker.Disconnect());
		this.worker.timers.advance(Duration.ofSeconds(20));
		this.worker.openFails = false;
		assertThat(this.worker.opened).hasSize(1);
		this.worker.timers.advance(Duration.ofSeconds(20));
		assertThat(this.worker.opened).hasSize(2);
		assertThat(this.worker.told).contains("failed");
	}

	@Test
	void everySocketHasAnotherIdentity() {
		this.worker.accepted();
		for (int i = 0; i < 20; i++) {
			this.worker.engine.onMessage(new ToWorker.Disconnect());
			this.worker.timers.advance(Duration.ofMinutes(1));
			this.worker.reconnected();
		}
		assertThat(new HashSet<>(this.worker.opened)).hasSameSizeAs(this.worker.opened).hasSizeGreaterThan(20);
	}

	@Test
	void brokerThatNeverAnswersIsGivenUp() {
		this.worker.engine.start();
		this.worker.engine.onConnected();
		this.worker.timers.advance(LIVENESS.plus(RECONNECT));
		assertThat(this.worker.opened).hasSize(2);
		assertThat(this.worker.told).isEmpty();
	}

	@Test
	void workerWaitsForEverForABrokerThatIsNotThere() {
		this.worker.engine.start();
		this.worker.timers.advance(Duration.ofDays(1));
		assertThat(this.worker.opened).hasSize(1);
		assertThat(this.worker.timers.size()).isZero();
	}

	@Test
	void changedConcurrencyIsToldAtOnce() {
		this.worker.accepted();
		this.worker.engine.concurrency(7);
		this.worker.engine.concurrency(-1);
		assertThat(this.worker.heartbeats()).containsExactly("{\"concurrency\":2}", "{\"concurrency\":7}",
				"{\"concurrency\":-1}");
	}

	@Test
	void changedConcurrencyThatCanNotBeToldIsToldWhenTheSocketTakesIt() {
		this.worker.accepted();
		this.worker.takes = (message) -> false;
		this.worker.engine.concurrency(7);
		this.worker.engine.concurrency(8);
		this.worker.takes = (message) -> true;
		this.worker.engine.onWritable();
		this.worker.engine.onWritable();
		assertThat(this.worker.heartbeats()).containsExactly("{\"concurrency\":2}", "{\"concurrency\":8}");
	}

	@Test
	void changedConcurrencyIsToldToTheNextBroker() {
		this.worker.engine.concurrency(7);
		this.worker.accepted();
		assertThat(this.worker.heartbeats()).containsExactly("{\"concurrency\":7}");
	}

	@Test
	void malformedMessagesAreCountedAndHarmless() {
		this.worker.accepted();
		for (int i = 0; i < 100; i++) {
			this.worker.malformed();
		}
		assertThat(this.worker.counters.snapshot().malformed()).isEqualTo(100);
		assertThat(this.worker.request("client", "rid").live).isTrue();
		assertThat(this.worker.opened).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "{\"heartbeat\":\"x\"}", "{\"heartbeat\":-5}", "undefined" })
	void capabilitiesThatMakeNoSenseAreIgnored(String json) {
		this.worker.accepted();
		this.worker.engine.onMessage(new ToWorker.ReadyAccepted(EngineHarness.bytes(json)));
		this.worker.timers.advance(LIVENESS.minusNanos(1));
		assertThat(this.worker.opened).hasSize(1);
		this.worker.timers.advance(RECONNECT.plusNanos(1));
		assertThat(this.worker.opened).hasSize(2);
	}

}
