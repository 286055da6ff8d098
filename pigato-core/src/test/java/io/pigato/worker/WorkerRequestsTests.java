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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the requests of {@link WorkerEngine}.
 */
class WorkerRequestsTests {

	private final EngineHarness worker = new EngineHarness();

	@BeforeEach
	void connect() {
		this.worker.accepted();
	}

	@Test
	void replyGoesBackToTheClientAndRequestAsTheyCame() {
		Bytes clientId = Bytes.wrap(new byte[] { 0, -1, -2, 'x' });
		Bytes requestId = Bytes.wrap(new byte[] { -128, 0 });
		this.worker.engine.onMessage(new ToWorker.Request(clientId, "echo", requestId, Payload.none()));
		this.worker.end(this.worker.last(), "1");
		ToBroker.WorkerReply reply = (ToBroker.WorkerReply) this.worker.sent.get(this.worker.sent.size() - 1);
		assertThat(reply.clientId().array()).isEqualTo(clientId.array());
		assertThat(reply.requestId().array()).isEqualTo(requestId.array());
	}

	@Test
	void partialsAreSentInOrderBeforeTheFinalAndNothingAfterIt() {
		InFlightRequest request = this.worker.request("client", "rid");
		this.worker.reply(request, ReplyType.PARTIAL, "1");
		this.worker.reply(request, ReplyType.PARTIAL, "2");
		this.worker.end(request, "3");
		this.worker.reply(request, ReplyType.PARTIAL, "4");
		this.worker.end(request, "5");
		this.worker.reply(request, ReplyType.REJECT, "6");
		assertThat(this.worker.replies()).containsExactly("PARTIAL client rid 0 1 {}", "PARTIAL client rid 0 2 {}",
				"FINAL client rid 0 3 {}");
		assertThat(this.worker.counters.snapshot().dropped()).isEqualTo(3);
		assertThat(this.worker.settled).hasSize(6);
	}

	@Test
	void twoClientsWithOneRequestIdDoNotMix() {
		InFlightRequest first = this.worker.request("client-1", "rid");
		InFlightRequest second = this.worker.request("client-2", "rid");
		this.worker.cancel("client-1", "rid");
		assertThat(first.isInactive()).isTrue();
		assertThat(second.isInactive()).isFalse();
		this.worker.end(second, "2");
		this.worker.end(first, "1");
		assertThat(this.worker.replies()).containsExactly("FINAL client-2 rid 0 2 {}");
	}

	@Test
	void duplicateOfARequestInFlightIsIgnoredAndCounted() {
		InFlightRequest request = this.worker.request("client", "rid");
		this.worker.request("client", "rid");
		assertThat(this.worker.dispatched).hasSize(1);
		assertThat(this.worker.counters.snapshot().duplicates()).isOne();
		assertThat(this.worker.counters.snapshot().requests()).isOne();
		this.worker.finish(request);
		this.worker.request("client", "rid");
		assertThat(this.worker.dispatched).hasSize(2);
	}

	@Test
	void duplicateOfAQueuedRequestIsIgnored() {
		this.worker.request("client", "a");
		this.worker.request("client", "b");
		this.worker.request("client", "c");
		this.worker.request("client", "c");
		assertThat(this.worker.counters.snapshot().duplicates()).isOne();
		assertThat(this.worker.counters.snapshot().queued()).isOne();
	}

	@Test
	void concurrencyIsEnforcedAndWhatIsOverItWaitsInOrder() {
		InFlightRequest a = this.worker.request("client", "a");
		InFlightRequest b = this.worker.request("client", "b");
		this.worker.request("client", "c", "{}");
		this.worker.request("client", "d", "{}");
		assertThat(this.worker.dispatched).containsExactly(a, b);
		assertThat(this.worker.counters.snapshot().inFlight()).isEqualTo(2);
		assertThat(this.worker.counters.snapshot().queued()).isEqualTo(2);
		this.worker.finish(b);
		assertThat(this.worker.last().key.requestId()).isEqualTo(Bytes.of("c"));
		this.worker.finish(a);
		assertThat(this.worker.last().key.requestId()).isEqualTo(Bytes.of("d"));
		assertThat(this.worker.counters.snapshot().inFlight()).isEqualTo(2);
		assertThat(this.worker.counters.snapshot().queued()).isZero();
	}

	@Test
	void slotIsFreeWhenBothTheReplyHasEndedAndTheHandlerHasReturned() {
		InFlightRequest a = this.worker.request("client", "a");
		InFlightRequest b = this.worker.request("client", "b");
		this.worker.request("client", "c", "{}");
		this.worker.end(a, "1");
		assertThat(this.worker.dispatched).hasSize(2);
		this.worker.returned(b);
		assertThat(this.worker.dispatched).hasSize(2);
		this.worker.returned(a);
		assertThat(this.worker.dispatched).hasSize(3);
	}

	@Test
	void handlerOfACancelledRequestHoldsItsSlotUntilItReturns() {
		InFlightRequest a = this.worker.request("client", "a");
		this.worker.request("client", "b");
		this.worker.request("client", "c", "{}");
		this.worker.cancel("client", "a");
		assertThat(this.worker.dispatched).hasSize(2);
		this.worker.returned(a);
		assertThat(this.worker.dispatched).hasSize(3);
	}

	@Test
	void requestsBeyondTheQueueAreRejected() {
		for (int i = 0; i < 2 + InFlightRequests.MAX_QUEUED; i++) {
			this.worker.request("client", "rid-" + i, "{}");
		}
		assertThat(this.worker.replies()).isEmpty();
		this.worker.request("client", "over", "{}");
		assertThat(this.worker.replies()).containsExactly("REJECT client over 0 \"W_BUSY\" {}");
		assertThat(this.worker.counters.snapshot().rejects()).isOne();
		assertThat(this.worker.counters.snapshot().queued()).isEqualTo(InFlightRequests.MAX_QUEUED);
	}

	@Test
	void raisedConcurrencyTakesFromTheQueue() {
		for (int i = 0; i < 10; i++) {
			this.worker.request("client", "rid-" + i, "{}");
		}
		this.worker.engine.concurrency(5);
		assertThat(this.worker.dispatched).hasSize(5);
		this.worker.engine.concurrency(-1);
		assertThat(this.worker.dispatched).hasSize(10);
	}

	@Test
	void loweredConcurrencyTakesNoMoreUntilEnoughAreFinished() {
		InFlightRequest a = this.worker.request("client", "a");
		InFlightRequest b = this.worker.request("client", "b");
		this.worker.engine.concurrency(1);
		this.worker.request("client", "c", "{}");
		this.worker.finish(a);
		assertThat(this.worker.dispatched).hasSize(2);
		this.worker.finish(b);
		assertThat(this.worker.dispatched).hasSize(3);
	}

	@Test
	void concurrencyOfZeroRejectsWhatWasNotStarted() {
		InFlightRequest a = this.worker.request("client", "a");
		this.worker.request("client", "b");
		this.worker.request("client", "c", "{}");
		this.worker.engine.concurrency(0);
		this.worker.request("client", "d", "{}");
		assertThat(this.worker.replies()).containsExactly("REJECT client c 0 \"W_BUSY\" {}",
				"REJECT client d 0 \"W_BUSY\" {}");
		this.worker.finish(a);
		assertThat(this.worker.replies()).last().isEqualTo("FINAL client a 0 1 {}");
		assertThat(this.worker.dispatched).hasSize(2);
	}

	@Test
	void requestThatTheExecutorRefusesIsRejectedAndHoldsNoSlot() {
		this.worker.executorRefuses = true;
		for (int i = 0; i < 5; i++) {
			this.worker.request("client", "rid-" + i, "{}");
		}
		assertThat(this.worker.replies()).hasSize(5).first().isEqualTo("REJECT client rid-0 0 \"W_BUSY\" {}");
		this.worker.executorRefuses = false;
		this.worker.request("client", "a");
		this.worker.request("client", "b");
		assertThat(this.worker.dispatched).hasSize(2);
	}

	@Test
	void cancelledRequestIsInactiveAndNothingIsSentForIt() {
		InFlightRequest request = this.worker.request("client", "rid");
		int[] told = new int[1];
		request.onInactive(() -> told[0]++);
		this.worker.cancel("client", "rid");
		this.worker.cancel("client", "rid");
		this.worker.reply(request, ReplyType.PARTIAL, "1");
		this.worker.end(request, "2");
		assertThat(request.isInactive()).isTrue();
		assertThat(told).containsExactly(1);
		assertThat(this.worker.replies()).isEmpty();
		assertThat(this.worker.counters.snapshot().inactive()).isOne();
		assertThat(this.worker.counters.snapshot().dropped()).isEqualTo(2);
	}

	@Test
	void cancelledRequestOfTheQueueIsNeverHandled() {
		InFlightRequest a = this.worker.request("client", "a");
		this.worker.request("client", "b");
		this.worker.request("client", "c", "{}");
		this.worker.cancel("client", "c");
		assertThat(this.worker.counters.snapshot().queued()).isZero();
		this.worker.finish(a);
		assertThat(this.worker.dispatched).hasSize(2);
	}

	@Test
	void cancelAfterTheEndAndOfUnknownRequestsIsIgnored() {
		InFlightRequest request = this.worker.request("client", "rid");
		this.worker.finish(request);
		this.worker.cancel("client", "rid");
		this.worker.cancel("nobody", "nothing");
		assertThat(request.isInactive()).isFalse();
		assertThat(this.worker.counters.snapshot().inactive()).isZero();
	}

	@Test
	void requestExpiresWhenItIsIdleForItsTimeout() {
		this.worker.request("client", "rid", "{\"timeout\":1000}");
		InFlightRequest request = this.worker.last();
		this.worker.timers.advance(Duration.ofMillis(999));
		assertThat(request.isInactive()).isFalse();
		this.worker.timers.advance(Duration.ofMillis(1));
		assertThat(request.isInactive()).isTrue();
		this.worker.end(request, "late");
		assertThat(this.worker.replies()).isEmpty();
	}

	@Test
	void partialRestartsTheIdleTime() {
		this.worker.request("client", "rid", "{\"timeout\":1000}");
		InFlightRequest request = this.worker.last();
		for (int i = 0; i < 5; i++) {
			this.worker.timers.advance(Duration.ofMillis(999));
			this.worker.reply(request, ReplyType.PARTIAL, "1");
		}
		this.worker.timers.advance(Duration.ofMillis(999));
		assertThat(request.isInactive()).isFalse();
		this.worker.timers.advance(Duration.ofMillis(1));
		assertThat(request.isInactive()).isTrue();
	}

	@Test
	void deadlineBoundsTheWholeRequest() {
		this.worker.request("client", "rid", "{\"timeout\":1000,\"deadline\":2500}");
		InFlightRequest request = this.worker.last();
		for (int i = 0; i < 3; i++) {
			this.worker.timers.advance(Duration.ofMillis(800));
			this.worker.reply(request, ReplyType.PARTIAL, "1");
		}
		assertThat(request.isInactive()).isFalse();
		this.worker.timers.advance(Duration.ofMillis(100));
		assertThat(request.isInactive()).isTrue();
	}

	@Test
	void requestWithoutOptionsExpiresAfterTheDefaultTimeout() {
		this.worker.request("client", "rid", "undefined");
		InFlightRequest request = this.worker.last();
		this.worker.advanceAlive(Duration.ofMillis(59_999));
		assertThat(request.isInactive()).isFalse();
		this.worker.advanceAlive(Duration.ofMillis(1));
		assertThat(request.isInactive()).isTrue();
	}

	@Test
	void requestWithoutTimeoutNeverExpiresThoughNobodyBeatsForIt() {
		this.worker.request("client", "rid", "{\"timeout\":-1}");
		InFlightRequest request = this.worker.last();
		this.worker.advanceAlive(Duration.ofDays(1));
		assertThat(request.isInactive()).isFalse();
		this.worker.finish(request);
		assertThat(this.worker.replies()).containsExactly("FINAL client rid 0 1 {}");
	}

	@Test
	void requestThatExpiresInTheQueueIsNeverHandled() {
		InFlightRequest a = this.worker.request("client", "a");
		this.worker.request("client", "b");
		this.worker.request("client", "c", "{\"timeout\":10}");
		this.worker.timers.advance(Duration.ofMillis(10));
		this.worker.finish(a);
		assertThat(this.worker.dispatched).hasSize(2);
		assertThat(this.worker.counters.snapshot().queued()).isZero();
	}

	@Test
	void finishedRequestsLeaveNoTimerBehind() {
		int timers = this.worker.timers.size();
		for (int i = 0; i < 1000; i++) {
			this.worker.finish(this.worker.request("client", "rid-" + i));
		}
		assertThat(this.worker.timers.size()).isEqualTo(timers);
		assertThat(this.worker.counters.snapshot().replies()).isEqualTo(1000);
		assertThat(this.worker.counters.snapshot().inFlight()).isZero();
	}

	@Test
	void allRequestsAreInactiveWhenTheBrokerIsLost() {
		InFlightRequest a = this.worker.request("client", "a");
		InFlightRequest b = this.worker.request("client", "b");
		this.worker.request("client", "c", "{}");
		this.worker.engine.onMessage(new ToWorker.Disconnect());
		this.worker.reconnected();
		assertThat(a.isInactive()).isTrue();
		assertThat(b.isInactive()).isTrue();
		this.worker.finish(a);
		this.worker.finish(b);
		assertThat(this.worker.replies()).isEmpty();
		assertThat(this.worker.dispatched).hasSize(2);
		assertThat(this.worker.counters.snapshot().inactive()).isEqualTo(3);
		this.worker.finish(this.worker.request("client", "a"));
		assertThat(this.worker.replies()).containsExactly("FINAL client a 0 1 {}");
	}

	@Test
	void repliesWaitInOrderWhileTheSocketIsFull() {
		InFlightRequest a = this.worker.request("client", "a");
		InFlightRequest b = this.worker.request("client", "b");
		this.worker.takes = (message) -> false;
		this.worker.reply(a, ReplyType.PARTIAL, "1");
		this.worker.end(b, "2");
		this.worker.takes = (message) -> true;
		this.worker.end(a, "3");
		assertThat(this.worker.replies()).isEmpty();
		this.worker.engine.onWritable();
		assertThat(this.worker.replies()).containsExactly("PARTIAL client a 0 1 {}", "FINAL client b 0 2 {}",
				"FINAL client a 0 3 {}");
	}

	@Test
	void flushStopsWhereTheSocketIsFullAgain() {
		InFlightRequest a = this.worker.request("client", "a");
		this.worker.takes = (message) -> false;
		for (int i = 0; i < 5; i++) {
			this.worker.reply(a, ReplyType.PARTIAL, "" + i);
		}
		int[] left = { 2 };
		this.worker.takes = (message) -> left[0]-- > 0;
		this.worker.engine.onWritable();
		assertThat(this.worker.replies()).hasSize(2);
		this.worker.takes = (message) -> true;
		this.worker.engine.onWritable();
		assertThat(this.worker.replies()).hasSize(5).last().isEqualTo("PARTIAL client a 0 4 {}");
	}

	@Test
	void endThatWaitsForTheSocketHoldsItsSlot() {
		InFlightRequest a = this.worker.request("client", "a");
		this.worker.request("client", "b");
		this.worker.request("client", "c", "{}");
		this.worker.takes = (message) -> false;
		this.worker.finish(a);
		assertThat(this.worker.dispatched).hasSize(2);
		this.worker.takes = (message) -> true;
		this.worker.engine.onWritable();
		assertThat(this.worker.dispatched).hasSize(3);
	}

	@Test
	void nothingFollowsAnEndThatWaitsForTheSocket() {
		InFlightRequest a = this.worker.request("client", "a");
		this.worker.takes = (message) -> false;
		this.worker.end(a, "1");
		this.worker.reply(a, ReplyType.PARTIAL, "2");
		this.worker.end(a, "3");
		this.worker.takes = (message) -> true;
		this.worker.engine.onWritable();
		assertThat(this.worker.replies()).containsExactly("FINAL client a 0 1 {}");
		assertThat(this.worker.settled).hasSize(3);
	}

	@Test
	void whatWaitsForACancelledRequestIsDropped() {
		InFlightRequest a = this.worker.request("client", "a");
		InFlightRequest b = this.worker.request("client", "b");
		this.worker.takes = (message) -> false;
		this.worker.reply(a, ReplyType.PARTIAL, "1");
		this.worker.reply(b, ReplyType.PARTIAL, "2");
		this.worker.end(a, "3");
		this.worker.cancel("client", "a");
		assertThat(this.worker.settled).hasSize(2);
		this.worker.takes = (message) -> true;
		this.worker.engine.onWritable();
		assertThat(this.worker.replies()).containsExactly("PARTIAL client b 0 2 {}");
	}

	@Test
	void whatWaitsForALostBrokerIsNotSentToTheNext() {
		InFlightRequest a = this.worker.request("client", "a");
		this.worker.takes = (message) -> false;
		this.worker.reply(a, ReplyType.PARTIAL, "1");
		this.worker.end(a, "2");
		this.worker.takes = (message) -> true;
		this.worker.engine.onMessage(new ToWorker.Disconnect());
		this.worker.reconnected();
		assertThat(this.worker.sent).first().isInstanceOf(ToBroker.Ready.class);
		this.worker.engine.onWritable();
		assertThat(this.worker.replies()).isEmpty();
		assertThat(this.worker.settled).hasSize(2);
	}

	@Test
	void rejectsToABrokerThatDoesNotReadAreBounded() {
		this.worker.engine.concurrency(0);
		this.worker.takes = (message) -> false;
		for (int i = 0; i < Outbox.MAX_OWN_REPLIES + 100; i++) {
			this.worker.request("client", "rid-" + i, "{}");
		}
		assertThat(this.worker.counters.snapshot().dropped()).isEqualTo(100);
	}

	@Test
	void requestOverTheSocketsLimitsIsAnsweredWithAnError() {
		this.worker.engine
			.onOversized(new ToWorker.Request(Bytes.of("client"), "echo", Bytes.of("rid"), Payload.none()));
		assertThat(this.worker.replies()).singleElement()
			.asString()
			.startsWith("FINAL client rid -1 {\"code\":\"W_TOO_LARGE\"");
		assertThat(this.worker.dispatched).isEmpty();
		assertThat(this.worker.counters.snapshot().malformed()).isOne();
	}

}
