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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.pigato.client.ReaderCredit.Amount;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ReplyStatus;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ToClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientEngine}: credit for partial replies. Each has 10 bytes.
 */
class ClientEngineCreditTests extends AbstractClientEngineTests {

	private static final String TEN_BYTES = "12345678";

	@Test
	void grantsWhatTheReaderHasTakenOnceThatIsHalf() {
		connect(Capabilities.CREDIT);
		submitRead("a", TIMEOUT, -1, 4, 1000);
		partials("a", 4);
		read("a", 1);
		assertThat(this.link.grants()).isEmpty();
		read("a", 1);
		assertThat(this.link.grants()).containsExactly("a 2 20");
		read("a", 2);
		assertThat(this.link.grants()).containsExactly("a 2 20", "a 2 20");
	}

	@Test
	void grantsWhenHalfOfTheBytesAreTaken() {
		connect(Capabilities.CREDIT);
		submitRead("a", TIMEOUT, -1, 1000, 50);
		partials("a", 5);
		read("a", 2);
		assertThat(this.link.grants()).isEmpty();
		read("a", 1);
		assertThat(this.link.grants()).containsExactly("a 3 30");
	}

	@Test
	void grantsWhateverASlowReaderTakesAfterAHeartbeat() {
		connect(Capabilities.CREDIT);
		submitRead("a", TIMEOUT, -1, 10, 1000);
		partials("a", 10);
		read("a", 2);
		advanceWithLivingBroker(INTERVAL);
		assertThat(this.link.grants()).isEmpty();
		read("a", 1);
		assertThat(this.link.grants()).containsExactly("a 3 30");
		read("a", 1);
		assertThat(this.link.grants()).hasSize(1);
	}

	@Test
	void heartbeatsChangeNothingForAReaderThatWaitsForItsWorker() {
		connect(Capabilities.CREDIT);
		submitRead("a", TIMEOUT, -1, 10, 1000);
		partials("a", 9);
		advanceWithLivingBroker(INTERVAL);
		read("a", 4);
		assertThat(this.link.grants()).isEmpty();
	}

	@Test
	void grantsMergeWhileTheSocketIsFull() {
		connect(Capabilities.CREDIT);
		submitRead("a", TIMEOUT, -1, 4, 1000);
		submitRead("b", TIMEOUT, -1, 2, 1000);
		partials("a", 4);
		partials("b", 1);
		this.link.full = true;
		read("a", 4);
		read("b", 1);
		assertThat(this.link.grants()).isEmpty();
		this.link.full = false;
		this.engine.onWritable();
		assertThat(this.link.grants()).containsExactly("a 4 40", "b 1 10");
		this.engine.onWritable();
		assertThat(this.link.grants()).hasSize(2);
	}

	@Test
	void grantsWaitUntilItIsKnownWhatTheBrokerUnderstands() {
		this.engine.start();
		this.engine.onConnected();
		submitRead("a", TIMEOUT, -1, 2, 1000);
		partials("a", 2);
		read("a", 2);
		assertThat(this.link.grants()).isEmpty();
		this.engine.onMessage(new ToClient.Hello(Capabilities.of(1000, Capabilities.CREDIT).encode()));
		assertThat(this.link.grants()).containsExactly("a 2 20");
	}

	@Test
	void nothingIsGrantedByABrokerThatDoesNotUnderstandIt() {
		connect(Capabilities.CANCEL, Capabilities.DRAIN);
		submitRead("a", TIMEOUT, -1, 2, 1000);
		partials("a", 2);
		read("a", 2);
		heartbeat();
		this.engine.onWritable();
		assertThat(this.link.grants()).isEmpty();
	}

	@Test
	void nothingIsGrantedForARequestThatHasEnded() {
		connect(Capabilities.CREDIT);
		submitRead("a", TIMEOUT, -1, 2, 1000);
		submitRead("b", TIMEOUT, -1, 2, 1000);
		partials("a", 2);
		partials("b", 2);
		last("a", "1");
		read("a", 2);
		this.link.full = true;
		read("b", 2);
		last("b", "1");
		this.link.full = false;
		this.engine.onWritable();
		assertThat(this.link.grants()).isEmpty();
	}

	@Test
	void nothingIsGrantedOnAnotherConnection() {
		connect(Capabilities.CREDIT);
		submitRead("a", TIMEOUT, -1, 2, 1000);
		partials("a", 2);
		this.link.full = true;
		read("a", 2);
		this.link.full = false;
		this.engine.onDisconnected();
		connect(Capabilities.CREDIT);
		this.engine.onWritable();
		assertThat(this.link.grants()).isEmpty();
	}

	@Test
	void partialReplyWithoutBytesIsGrantedAsOneThatHasSome() {
		connect(Capabilities.CREDIT);
		submitRead("a", TIMEOUT, -1, 2, 1000);
		this.engine
			.onMessage(new ToClient.Reply(ReplyType.PARTIAL, request("a").id(), ReplyStatus.ok(), Payload.none()));
		Amount taken = taken("a", 0);
		assertThat(taken).isNotNull();
		this.engine.grant(request("a"), taken);
		assertThat(this.link.grants()).containsExactly("a 1 1");
	}

	@Test
	void slowReaderDoesNotLoseItsRequest() {
		connect(Capabilities.CREDIT);
		RecordingSink sink = submitRead("a", 100, -1, 4, 1000);
		partials("a", 4);
		this.timers.advance(Duration.ofMillis(950));
		read("a", 1);
		this.timers.advance(Duration.ofMillis(950));
		assertThat(sink.outcomes).isEmpty();
		read("a", 1);
		// now it is the worker's turn
		this.timers.advance(Duration.ofMillis(99));
		assertThat(sink.outcomes).isEmpty();
		this.timers.advance(Duration.ofMillis(1));
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.TIMEOUT);
	}

	@Test
	void workerThatHasCreditAndSendsNothingTimesOut() {
		connect(Capabilities.CREDIT);
		RecordingSink sink = submitRead("a", 100, -1, 4, 1000);
		partials("a", 3);
		this.timers.advance(Duration.ofMillis(100));
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.TIMEOUT);
	}

	@Test
	void workerWaitsForTheReaderUntilTheGrantIsSent() {
		connect(Capabilities.CREDIT);
		RecordingSink sink = submitRead("a", 100, -1, 2, 1000);
		partials("a", 2);
		this.link.full = true;
		read("a", 2);
		this.timers.advance(Duration.ofMillis(950));
		this.link.full = false;
		this.engine.onWritable();
		this.timers.advance(Duration.ofMillis(99));
		assertThat(sink.outcomes).isEmpty();
		last("a", "1");
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.RESULT);
	}

	@Test
	void deadlineBoundsTheWholeHoweverSlowTheReaderIs() {
		connect(Capabilities.CREDIT);
		RecordingSink sink = submitRead("a", 100, 550, 2, 1000);
		partials("a", 2);
		this.timers.advance(Duration.ofMillis(549));
		assertThat(sink.outcomes).isEmpty();
		this.timers.advance(Duration.ofMillis(1));
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.DEADLINE);
	}

	@Test
	void slowReaderTimesOutAtABrokerThatKnowsOfNoCredit() {
		connect(Capabilities.CANCEL);
		RecordingSink sink = submitRead("a", 100, -1, 2, 1000);
		partials("a", 2);
		this.timers.advance(Duration.ofMillis(100));
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.TIMEOUT);
	}

	@Test
	void overflowIsTheGuardTowardAWorkerThatSendsWithoutCredit() {
		connect(Capabilities.CANCEL, Capabilities.CREDIT);
		RecordingSink sink = submitRead("a", TIMEOUT, -1, 2, 1000);
		sink.room = 2;
		partials("a", 3);
		assertThat(sink.kind()).isEqualTo(Outcome.Kind.OVERFLOW);
		assertThat(this.link.cancels()).containsExactly("a");
	}

	private void partials(String id, int count) {
		for (int i = 0; i < count; i++) {
			partial(id, TEN_BYTES);
		}
	}

	/** The reader takes partial replies out of its buffer. */
	private void read(String id, int count) {
		for (int i = 0; i < count; i++) {
			Amount taken = taken(id, 10);
			if (taken != null) {
				this.engine.grant(request(id), taken);
			}
		}
	}

	private @Nullable Amount taken(String id, int size) {
		ReaderCredit credit = request(id).credit();
		assertThat(credit).isNotNull();
		return credit.taken(size);
	}

}
