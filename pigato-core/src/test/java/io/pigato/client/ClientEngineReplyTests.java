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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.protocol.Fault;
import io.pigato.protocol.ReplyStatus;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientEngine}: replies and outcomes.
 */
class ClientEngineReplyTests extends AbstractClientEngineTests {

	@Test
	void requestIsSentAtOnceAndItsFinalReplyIsItsResult() {
		connect();
		RecordingSink sink = submit("a");
		assertThat(this.link.requests()).containsExactly("a");
		assertThat(request("a").isDone()).isFalse();
		last("a", "\"hello\"");
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.RESULT);
		assertThat(data(sink.outcome())).isEqualTo("\"hello\"");
		assertThat(request("a").isDone()).isTrue();
		assertThat(this.counters.snapshot().replies()).isOne();
	}

	@Test
	void partialRepliesComeInOrderBeforeTheFinalOne() {
		connect();
		RecordingSink sink = submit("a");
		partial("a", "1");
		partial("a", "2");
		partial("a", "3");
		assertThat(sink.outcomes).isEmpty();
		last("a", "4");
		assertThat(sink.partials).containsExactly("1", "2", "3");
		assertThat(data(sink.outcome())).isEqualTo("4");
		assertThat(this.counters.snapshot().partials()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "false", "\"\"", "null", "undefined", "" })
	void errorIsAnErrorEvenIfJavaScriptTakesItForFalse(String json) {
		connect();
		RecordingSink sink = submit("a");
		error("a", json);
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.ERROR);
		assertThat(data(sink.outcome())).isEqualTo(json);
	}

	@Test
	void errorWithoutAValueIsAnOutcome() {
		connect();
		RecordingSink sink = submit("a");
		reply(ReplyType.FINAL, "a", ReplyStatus.error());
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.ERROR);
		assertThat(this.counters.snapshot().errors()).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "undefined", "" })
	void partialReplyOfNullDoesNotEndTheRequest(String json) {
		connect();
		RecordingSink sink = submit("a");
		partial("a", json);
		partial("a", "2");
		assertThat(sink.outcomes).isEmpty();
		last("a", "3");
		assertThat(sink.partials).containsExactly(json, "2");
		assertThat(data(sink.outcome())).isEqualTo("3");
	}

	@Test
	void partialReplyWithErrorStatusEndsTheRequestHereAndAtTheBroker() {
		connect("cancel");
		RecordingSink sink = submit("a");
		reply(ReplyType.PARTIAL, "a", ReplyStatus.error(), bytes("\"broken\""));
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.ERROR);
		assertThat(this.link.cancels()).containsExactly("a");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "", "1", "-2", "nonsense" })
	void everyStatusButMinusOneIsAResult(String status) {
		connect();
		RecordingSink sink = submit("a");
		reply(ReplyType.FINAL, "a", bytes(status), bytes("1"));
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.RESULT);
	}

	@Test
	void secondFinalReplyIsDroppedAndCounted() {
		connect();
		RecordingSink sink = submit("a");
		last("a", "1");
		last("a", "2");
		error("a", "3");
		assertThat(data(sink.outcome())).isEqualTo("1");
		assertThat(this.counters.snapshot().lateReplies()).isEqualTo(2);
		assertThat(this.events.events).containsExactly("connected", "late: a", "late: a");
	}

	@Test
	void partialReplyAfterTheFinalOneIsDroppedAndCounted() {
		connect();
		RecordingSink sink = submit("a");
		last("a", "1");
		partial("a", "2");
		assertThat(sink.partials).isEmpty();
		assertThat(sink.outcomes).hasSize(1);
		assertThat(this.counters.snapshot().lateReplies()).isOne();
	}

	@Test
	void lateReplyNeverReachesAnotherRequest() {
		connect();
		RecordingSink first = submit("a", 100, -1, false);
		this.timers.advance(INTERVAL);
		assertThat(first.kind()).isEqualTo(Outcome.Kind.TIMEOUT);
		RecordingSink second = submit("b");
		last("a", "1");
		partial("a", "1");
		assertThat(second.partials).isEmpty();
		assertThat(second.outcomes).isEmpty();
		last("b", "2");
		assertThat(data(second.outcome())).isEqualTo("2");
		assertThat(this.counters.snapshot().lateReplies()).isEqualTo(2);
	}

	@Test
	void replyToAnUnknownRequestHarmsNobody() {
		connect();
		RecordingSink sink = submit("a");
		last("", "1");
		last("A", "1");
		partial("b", "1");
		assertThat(sink.outcomes).isEmpty();
		assertThat(this.counters.snapshot().lateReplies()).isEqualTo(3);
	}

	@Test
	void replyToARequestThatWasNeverSentIsDropped() {
		connect();
		this.link.full = true;
		RecordingSink sink = submit("a");
		last("a", "1");
		assertThat(sink.outcomes).isEmpty();
		assertThat(this.counters.snapshot().lateReplies()).isOne();
	}

	@Test
	void malformedMessagesAreCountedAndHarmNobody() {
		connect();
		RecordingSink sink = submit("a");
		for (Fault fault : Fault.values()) {
			this.engine.onMessage(new ToClient.Malformed(fault, new byte[0][]));
		}
		assertThat(this.counters.snapshot().malformed()).isEqualTo(Fault.values().length);
		last("a", "1");
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.RESULT);
	}

	@Test
	void garbageAsCapabilitiesAnnouncesNothing() {
		connect("cancel");
		this.engine.onMessage(new ToClient.Hello(bytes("[\"cancel\"")));
		submit("a");
		cancel("a");
		assertThat(this.link.cancels()).isEmpty();
	}

	@Test
	void readerThatDoesNotKeepUpLosesItsRequestOnly() {
		connect("cancel");
		RecordingSink slow = submit("a");
		RecordingSink fast = submit("b");
		slow.room = 2;
		for (int i = 0; i < 5; i++) {
			partial("a", "" + i);
			partial("b", "" + i);
		}
		assertThat(slow.partials).containsExactly("0", "1");
		assertThat(slow.kind()).isEqualTo(Outcome.Kind.OVERFLOW);
		assertThat(fast.partials).hasSize(5);
		assertThat(this.link.cancels()).containsExactly("a");
	}

	@Test
	void replyThatIsTooLargeEndsItsRequest() {
		connect("cancel");
		RecordingSink first = submit("a");
		RecordingSink second = submit("b");
		this.engine.onOversizedMessage(new byte[][] { bytes("C"), bytes("3"), bytes(""), bytes("a"), bytes("0") });
		this.engine.onOversizedMessage(new byte[][] { bytes("C"), bytes("6"), bytes(""), bytes("b"), bytes("0") });
		assertThat(first.kind()).isEqualTo(Outcome.Kind.TOO_LARGE);
		assertThat(second.kind()).isEqualTo(Outcome.Kind.TOO_LARGE);
		assertThat(this.link.cancels()).containsExactly("b");
	}

	@Test
	void messageThatIsTooLargeAndForNobodyIsCounted() {
		connect();
		RecordingSink sink = submit("a");
		this.engine.onOversizedMessage(new byte[0][]);
		this.engine.onOversizedMessage(new byte[][] { bytes("C"), bytes("3"), bytes(""), bytes("x"), bytes("0") });
		assertThat(sink.outcomes).isEmpty();
		assertThat(this.counters.snapshot().malformed()).isEqualTo(2);
	}

	@Test
	void cancelEndsTheRequestAndTellsABrokerThatUnderstandsIt() {
		connect("cancel");
		RecordingSink sink = submit("a");
		cancel("a");
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.CANCELLED);
		assertThat(this.link.cancels()).containsExactly("a");
		assertThat(this.counters.snapshot().cancelled()).isOne();
	}

	@Test
	void cancelTellsNothingToABrokerThatDidNotAnnounceIt() {
		connect("drain");
		RecordingSink sink = submit("a");
		cancel("a");
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.CANCELLED);
		assertThat(this.link.sent).hasOnlyElementsOfType(ToBroker.Request.class);
	}

	@Test
	void cancelWaitsUntilItIsKnownWhetherTheBrokerUnderstandsIt() {
		this.engine.start();
		this.engine.onConnected();
		submit("a");
		submit("b");
		cancel("a");
		last("unknown", "1");
		assertThat(this.link.cancels()).isEmpty();
		this.engine.onMessage(new ToClient.Hello(bytes("{\"features\":[\"cancel\"]}")));
		assertThat(this.link.cancels()).containsExactly("a");
		heartbeat();
		cancel("b");
		assertThat(this.link.cancels()).containsExactly("a", "b");
	}

	@Test
	void cancelThatWaitedIsForgottenIfTheBrokerIsAnOldOne() {
		this.engine.start();
		this.engine.onConnected();
		submit("a");
		cancel("a");
		heartbeat();
		this.engine.onWritable();
		assertThat(this.link.cancels()).isEmpty();
		this.engine.onMessage(new ToClient.Hello(bytes("{\"features\":[\"cancel\"]}")));
		assertThat(this.link.cancels()).isEmpty();
	}

	@Test
	void cancelAfterTheOutcomeDoesNothing() {
		connect("cancel");
		RecordingSink sink = submit("a");
		last("a", "1");
		cancel("a");
		cancel("a");
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.RESULT);
		assertThat(this.link.cancels()).isEmpty();
	}

	@Test
	void cancelOfARequestThatWasNotSentIsNotSentEither() {
		connect("cancel");
		this.link.full = true;
		RecordingSink sink = submit("a");
		cancel("a");
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.CANCELLED);
		this.link.full = false;
		this.engine.onWritable();
		assertThat(this.link.sent).isEmpty();
	}

	@Test
	void cancelThatTheSocketRefusesIsSentWhenItTakesMessagesAgain() {
		connect("cancel");
		submit("a");
		submit("b");
		this.link.full = true;
		submit("c");
		cancel("a");
		cancel("b");
		this.link.full = false;
		this.link.sent.clear();
		this.engine.onWritable();
		assertThat(this.link.cancels()).containsExactly("a", "b");
		assertThat(this.link.requests()).containsExactly("c");
	}

	private void cancel(String id) {
		this.engine.cancel(request(id), Outcome.cancelled("of the test"));
	}

}
