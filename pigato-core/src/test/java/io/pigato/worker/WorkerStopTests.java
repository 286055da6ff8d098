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
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ToWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for drain and stop of {@link WorkerEngine}.
 */
class WorkerStopTests {

	private static final Duration GRACE = Duration.ofSeconds(30);

	private static final Duration IN_TRANSIT = Duration.ofNanos(Drain.IN_TRANSIT_NANOS);

	private final EngineHarness worker = new EngineHarness();

	private int stopped;

	private int drained;

	private void stop() {
		this.worker.engine.stop(GRACE.toNanos(), () -> this.stopped++);
	}

	@Test
	void stopTellsTheBrokerThatNothingMoreIsTakenAndFinishesWhatIsInFlight() {
		this.worker.accepted();
		InFlightRequest a = this.worker.request("client", "a");
		InFlightRequest b = this.worker.request("client", "b");
		this.worker.request("client", "queued", "{}");
		stop();
		assertThat(this.worker.heartbeats()).last().isEqualTo("{\"concurrency\":0}");
		this.worker.advanceAlive(Duration.ofSeconds(5));
		this.worker.finish(a);
		this.worker.finish(b);
		this.worker.finish(this.worker.last());
		assertThat(this.stopped).isOne();
		assertThat(this.worker.replies()).hasSize(3).last().isEqualTo("FINAL client queued 0 1 {}");
		assertThat(this.worker.leftBroker()).isTrue();
		assertThat(this.worker.open).isFalse();
		assertThat(this.worker.told).containsExactly("connected", "disconnected");
		assertThat(this.worker.timers.size()).isZero();
	}

	@Test
	void requestsThatWereOnTheirWayAreRejected() {
		this.worker.accepted();
		InFlightRequest a = this.worker.request("client", "a");
		stop();
		this.worker.request("client", "late", "{}");
		assertThat(this.worker.replies()).containsExactly("REJECT client late 0 \"W_SHUTDOWN\" {}");
		this.worker.finish(a);
		this.worker.request("client", "later", "{}");
		assertThat(this.worker.replies()).last().isEqualTo("REJECT client later 0 \"W_SHUTDOWN\" {}");
		assertThat(this.stopped).isZero();
		this.worker.timers.advance(IN_TRANSIT);
		assertThat(this.stopped).isOne();
	}

	@Test
	void afterTheGracePeriodWhatIsUnfinishedIsAnsweredWithAnError() {
		this.worker.accepted();
		this.worker.request("client", "a", "{\"timeout\":-1}");
		InFlightRequest a = this.worker.last();
		this.worker.request("client", "b", "{\"timeout\":-1}");
		this.worker.request("client", "queued", "{\"timeout\":-1}");
		stop();
		this.worker.advanceAlive(GRACE.minusMillis(1));
		assertThat(this.stopped).isZero();
		this.worker.advanceAlive(Duration.ofMillis(1));
		assertThat(this.stopped).isOne();
		assertThat(this.worker.replies()).hasSize(3)
			.allMatch((reply) -> reply.startsWith("FINAL client"))
			.allMatch((reply) -> reply.contains(" -1 {\"code\":\"W_SHUTDOWN\""));
		assertThat(this.worker.dispatched).hasSize(2);
		assertThat(a.isInactive()).isTrue();
		assertThat(this.worker.unfinished).extracting((request) -> request.key.requestId().toString())
			.containsExactlyInAnyOrder("a", "b", "queued");
		assertThat(this.worker.leftBroker()).isTrue();
		this.worker.finish(a);
		assertThat(this.worker.replies()).hasSize(3);
		assertThat(this.worker.timers.size()).isZero();
	}

	@Test
	void gracePeriodCanBeShortenedButNotProlonged() {
		this.worker.accepted();
		this.worker.request("client", "a", "{\"timeout\":-1}");
		stop();
		this.worker.engine.hasten(GRACE.plusSeconds(1).toNanos());
		this.worker.engine.hasten(Duration.ofSeconds(2).toNanos());
		this.worker.advanceAlive(Duration.ofMillis(1999));
		assertThat(this.stopped).isZero();
		this.worker.advanceAlive(Duration.ofMillis(1));
		assertThat(this.stopped).isOne();
		assertThat(this.worker.replies()).singleElement().asString().contains("W_SHUTDOWN");
		assertThat(this.worker.timers.size()).isZero();
	}

	@Test
	void gracePeriodOfAWorkerThatDoesNotStopCantBeShortened() {
		this.worker.accepted();
		this.worker.request("client", "a", "{\"timeout\":-1}");
		this.worker.engine.hasten(0);
		this.worker.advanceAlive(GRACE);
		assertThat(this.worker.open).isTrue();
		assertThat(this.worker.unfinished).isEmpty();
	}

	@Test
	void unfinishedRequestsAreNamedButNotWithoutEnd() {
		this.worker.accepted();
		InFlightRequest a = this.worker.request("client", "a");
		List<InFlightRequest> requests = Collections.nCopies(UnfinishedRequests.MAX_NAMED + 3, a);
		assertThat(UnfinishedRequests.describe(List.of(a), a.receivedNanos + 5_000_000))
			.isEqualTo("request a to '" + a.message.service() + "' of client client, handled for 5 ms");
		assertThat(UnfinishedRequests.describe(requests, a.receivedNanos)).endsWith("; and 3 more");
	}

	@Test
	void noRequestIsStartedWhenTheGracePeriodIsOver() {
		this.worker.accepted();
		this.worker.returned(this.worker.request("client", "a"));
		this.worker.returned(this.worker.request("client", "b"));
		this.worker.request("client", "queued", "{}");
		stop();
		this.worker.advanceAlive(GRACE);
		assertThat(this.worker.dispatched).hasSize(2);
		assertThat(this.worker.replies()).hasSize(3).allMatch((reply) -> reply.contains("W_SHUTDOWN"));
	}

	@Test
	void errorOfTheGracePeriodFollowsPartialsAndNoSecondEnd() {
		this.worker.accepted();
		InFlightRequest a = this.worker.request("client", "a");
		InFlightRequest b = this.worker.request("client", "b");
		this.worker.reply(a, ReplyType.PARTIAL, "1");
		stop();
		int[] left = { 1 };
		this.worker.end(b, "2");
		this.worker.takes = (message) -> left[0]-- > 0;
		this.worker.advanceAlive(GRACE);
		assertThat(this.stopped).isOne();
		assertThat(this.worker.replies()).hasSizeLessThanOrEqualTo(3)
			.startsWith("PARTIAL client a 0 1 {}", "FINAL client b 0 2 {}");
	}

	@Test
	void stopOfAWorkerThatIsNotConnectedIsImmediate() {
		this.worker.engine.start();
		stop();
		assertThat(this.stopped).isOne();
		assertThat(this.worker.open).isFalse();
		assertThat(this.worker.timers.size()).isZero();
	}

	@Test
	void stopBetweenTwoConnectionsIsImmediate() {
		this.worker.engine.start();
		this.worker.engine.onConnected();
		this.worker.engine.onMessage(new ToWorker.Disconnect());
		stop();
		assertThat(this.stopped).isOne();
		assertThat(this.worker.timers.size()).isZero();
		this.worker.timers.advance(Duration.ofMinutes(1));
		assertThat(this.worker.opened).hasSize(1);
	}

	@Test
	void stopEndsWhenTheBrokerIsLost() {
		this.worker.accepted();
		InFlightRequest a = this.worker.request("client", "a");
		stop();
		this.worker.engine.onMessage(new ToWorker.Disconnect());
		assertThat(this.stopped).isOne();
		assertThat(a.isInactive()).isTrue();
		assertThat(this.worker.opened).hasSize(1);
		assertThat(this.worker.timers.size()).isZero();
	}

	@Test
	void stopEndsWhenTheLastRequestIsCancelled() {
		this.worker.accepted();
		this.worker.request("client", "a");
		stop();
		this.worker.timers.advance(IN_TRANSIT);
		assertThat(this.stopped).isZero();
		this.worker.cancel("client", "a");
		assertThat(this.stopped).isOne();
	}

	@Test
	void workerThatStopsKeepsBeating() {
		this.worker.accepted();
		this.worker.request("client", "a");
		stop();
		this.worker.advanceAlive(Duration.ofSeconds(10));
		assertThat(this.worker.heartbeats()).containsOnlyOnce("{\"concurrency\":2}")
			.hasSizeGreaterThanOrEqualTo(5)
			.last()
			.isEqualTo("{\"concurrency\":0}");
	}

	@Test
	void replyThatWaitsForTheSocketIsSentBeforeTheWorkerLeaves() {
		this.worker.accepted();
		InFlightRequest a = this.worker.request("client", "a");
		this.worker.takes = (message) -> false;
		this.worker.finish(a);
		stop();
		this.worker.timers.advance(Duration.ofSeconds(1));
		assertThat(this.stopped).isZero();
		this.worker.takes = (message) -> true;
		this.worker.engine.onWritable();
		assertThat(this.stopped).isOne();
		assertThat(this.worker.replies()).containsExactly("FINAL client a 0 1 {}");
		assertThat(this.worker.leftBroker()).isTrue();
	}

	@Test
	void drainedWorkerStaysConnectedAndTakesNothing() {
		this.worker.accepted();
		InFlightRequest a = this.worker.request("client", "a");
		this.worker.engine.drain(() -> this.drained++);
		assertThat(this.worker.heartbeats()).last().isEqualTo("{\"concurrency\":0}");
		assertThat(this.drained).isZero();
		this.worker.finish(a);
		assertThat(this.drained).isOne();
		this.worker.engine.drain(() -> this.drained++);
		assertThat(this.drained).isEqualTo(2);
		this.worker.request("client", "late", "{}");
		assertThat(this.worker.replies()).last().isEqualTo("REJECT client late 0 \"W_SHUTDOWN\" {}");
		assertThat(this.worker.open).isTrue();
		this.worker.engine.onMessage(new ToWorker.Disconnect());
		this.worker.reconnected();
		assertThat(this.worker.heartbeats()).containsExactly("{\"concurrency\":0}");
		this.worker.timers.advance(IN_TRANSIT);
		stop();
		assertThat(this.stopped).isOne();
	}

}
