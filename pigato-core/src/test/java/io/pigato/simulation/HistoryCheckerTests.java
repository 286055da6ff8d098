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

package io.pigato.simulation;

import java.util.List;
import java.util.Set;

import io.pigato.simulation.History.Kind;
import io.pigato.simulation.History.Request;
import io.pigato.simulation.HistoryChecker.Rules;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HistoryChecker}: each violation of a promise is found, and what looks
 * like one but is none is not.
 */
class HistoryCheckerTests {

	private static final Rules LENIENT = new Rules(3, false, false, false);

	private static final Rules HEALTHY = new Rules(3, true, true, true);

	private final History history = new History(() -> 0);

	private final Request request = this.history.issue("c1", "echo", false, Set.of(History.RESULT), "stream:2");

	@Test
	void healthyHistoryPasses() {
		started("w1", 1);
		sent(Kind.PARTIAL_SENT, 1, 0);
		sent(Kind.PARTIAL_SENT, 1, 1);
		sent(Kind.FINAL_SENT, 1, 2);
		received(Kind.PARTIAL_RECEIVED, 1, 0);
		received(Kind.PARTIAL_RECEIVED, 1, 1);
		received(Kind.FINAL_RECEIVED, 1, 2);
		assertPasses(HEALTHY);
	}

	@Test
	void findsARequestWithoutOutcome() {
		started("w1", 1);
		sent(Kind.FINAL_SENT, 1, 0);
		assertViolation("(a)", "has no outcome");
	}

	@Test
	void requestOfACrashedClientNeedsNoOutcome() {
		this.history.note(Kind.CRASHED, "c1", "");
		assertPasses(LENIENT);
	}

	@Test
	void findsASecondOutcome() {
		answer(1);
		error("PigatoTimeoutException");
		assertViolation("(a)", "after the outcome");
	}

	@Test
	void findsASecondOutcomeOfACrashedClient() {
		error("PigatoTimeoutException");
		error("PigatoTimeoutException");
		this.history.note(Kind.CRASHED, "c1", "");
		assertViolation("(a)", "after the outcome");
	}

	@Test
	void findsAPartialReplyAfterTheOutcome() {
		started("w1", 1);
		sent(Kind.PARTIAL_SENT, 1, 0);
		sent(Kind.FINAL_SENT, 1, 0);
		received(Kind.FINAL_RECEIVED, 1, 0);
		received(Kind.PARTIAL_RECEIVED, 1, 0);
		assertThat(check(LENIENT)).anyMatch((violation) -> violation.startsWith("(a)"));
	}

	@Test
	void findsAReplyOfAnotherRequest() {
		started("w1", 1);
		sent(Kind.FINAL_SENT, 1, 0);
		this.history.add(Kind.FINAL_RECEIVED, "c1", 0, 1, 0, "c1|7|echo|stream:2");
		assertViolation("(b)", "is not for");
	}

	@Test
	void findsAReplyAtAnotherClient() {
		started("w1", 1);
		sent(Kind.FINAL_SENT, 1, 0);
		this.history.add(Kind.FINAL_RECEIVED, "c2", 0, 1, 0, this.request.payload());
		assertViolation("(b)", "is not for");
	}

	@Test
	void findsAForgedReply() {
		received(Kind.FINAL_RECEIVED, 1, 0);
		assertViolation("(b)", "was never sent");
	}

	@Test
	void findsAForgedError() {
		started("w1", 1);
		this.history.add(Kind.ERROR_RECEIVED, "c1", 0, 1, 0, "PigatoRemoteException " + this.request.payload());
		assertViolation("(b)", "was never sent");
	}

	@Test
	void findsAPartialReplyThatWasSentAsTheFinalOne() {
		started("w1", 1);
		sent(Kind.FINAL_SENT, 1, 0);
		received(Kind.PARTIAL_RECEIVED, 1, 0);
		error("PigatoTimeoutException");
		assertViolation("(b)", "was never sent");
	}

	@Test
	void findsARequestThatNobodyMade() {
		answer(1);
		this.history.add(Kind.STARTED, "w1", 99, 1, 0, "");
		assertViolation("(b)", "nobody made");
	}

	@Test
	void findsASecondStartWithoutRetry() {
		started("w1", 1);
		started("w2", 2);
		sent(Kind.FINAL_SENT, 2, 0);
		received(Kind.FINAL_RECEIVED, 2, 0);
		assertViolation("(c)", "was started 2 times");
	}

	@Test
	void startAfterARejectIsFine() {
		started("w1", 1);
		this.history.add(Kind.REJECTED, "w1", 0, 1, 0, "");
		started("w2", 2);
		sent(Kind.FINAL_SENT, 2, 0);
		received(Kind.FINAL_RECEIVED, 2, 0);
		assertPasses(HEALTHY);
	}

	@Test
	void findsARejectedRequestThatComesBackToItsWorker() {
		this.history.note(Kind.CONNECTED, "w1", "");
		started("w1", 1);
		this.history.add(Kind.REJECTED, "w1", 0, 1, 0, "");
		started("w1", 2);
		sent(Kind.FINAL_SENT, 2, 0);
		received(Kind.FINAL_RECEIVED, 2, 0);
		assertViolation("(c)", "same worker again");
	}

	@Test
	void findsTooManyStartsWithRetry() {
		Request retried = this.history.issue("c2", "echo", true, Set.of(History.RESULT), "echo");
		answer(1);
		for (int attempt = 1; attempt <= 4; attempt++) {
			this.history.add(Kind.STARTED, "w" + attempt, retried.number(), attempt, 0, "");
		}
		this.history.add(Kind.ERROR_RECEIVED, "c2", retried.number(), 0, 0, "PigatoWorkerLostException");
		assertViolation("(c)", "was started 4 times");
	}

	@Test
	void startsOnEachConnectionOfTheClientAreFineWithRetry() {
		this.history.note(Kind.CONNECTED, "c2", "");
		this.history.note(Kind.CONNECTED, "c2", "");
		Request retried = this.history.issue("c2", "echo", true, Set.of(History.RESULT), "echo");
		answer(1);
		for (int attempt = 1; attempt <= 4; attempt++) {
			this.history.add(Kind.STARTED, "w" + attempt, retried.number(), attempt, 0, "");
		}
		this.history.add(Kind.ERROR_RECEIVED, "c2", retried.number(), 0, 0, "PigatoWorkerLostException");
		assertPasses(LENIENT);
	}

	@Test
	void findsPartialRepliesOutOfOrder() {
		started("w1", 1);
		sent(Kind.PARTIAL_SENT, 1, 0);
		sent(Kind.PARTIAL_SENT, 1, 1);
		received(Kind.PARTIAL_RECEIVED, 1, 1);
		received(Kind.PARTIAL_RECEIVED, 1, 0);
		error("PigatoTimeoutException");
		assertThat(check(LENIENT)).isNotEmpty().allMatch((violation) -> violation.startsWith("(d)"));
	}

	@Test
	void findsAPartialReplyThatCameTwice() {
		started("w1", 1);
		sent(Kind.PARTIAL_SENT, 1, 0);
		received(Kind.PARTIAL_RECEIVED, 1, 0);
		received(Kind.PARTIAL_RECEIVED, 1, 0);
		error("PigatoTimeoutException");
		assertViolation("(d)", "comes where 1 was due");
	}

	@Test
	void findsAFinalReplyBehindAGap() {
		started("w1", 1);
		sent(Kind.PARTIAL_SENT, 1, 0);
		sent(Kind.FINAL_SENT, 1, 1);
		received(Kind.FINAL_RECEIVED, 1, 1);
		assertViolation("(d)", "comes where 0 was due");
	}

	@Test
	void findsAnErrorBehindAGap() {
		started("w1", 1);
		sent(Kind.PARTIAL_SENT, 1, 0);
		sent(Kind.ERROR_SENT, 1, 1);
		this.history.add(Kind.ERROR_RECEIVED, "c1", 0, 1, 1, "PigatoRemoteException " + this.request.payload());
		assertViolation("(d)", "comes where 0 was due");
	}

	@Test
	void findsRepliesOfTwoAttempts() {
		Request retried = this.history.issue("c2", "echo", true, Set.of(History.RESULT), "stream:1");
		answer(1);
		int number = retried.number();
		this.history.add(Kind.STARTED, "w1", number, 1, 0, "");
		this.history.add(Kind.PARTIAL_SENT, "w1", number, 1, 0, "");
		this.history.add(Kind.STARTED, "w2", number, 2, 0, "");
		this.history.add(Kind.FINAL_SENT, "w2", number, 2, 1, "");
		this.history.add(Kind.PARTIAL_RECEIVED, "c2", number, 1, 0, retried.payload());
		this.history.add(Kind.FINAL_RECEIVED, "c2", number, 2, 1, retried.payload());
		assertViolation("(d)", "mixed");
	}

	@Test
	void findsATimeoutWhereADrainShouldHaveTold() {
		started("w1", 1);
		error("PigatoTimeoutException");
		assertThat(check(new Rules(3, false, true, true))).singleElement().asString().startsWith("(e)");
	}

	@Test
	void findsAReplyThatADrainLost() {
		started("w1", 1);
		sent(Kind.FINAL_SENT, 1, 0);
		error("PigatoWorkerLostException");
		assertThat(check(new Rules(3, false, true, true))).singleElement().asString().startsWith("(e)");
	}

	@Test
	void replyToARequestThatWasGivenUpIsNotLost() {
		started("w1", 1);
		sent(Kind.FINAL_SENT, 1, 0);
		error("PigatoCancelledException");
		assertThat(check(new Rules(3, false, true, true))).isEmpty();
	}

	@Test
	void findsMorePartialRepliesThanThereIsRoomFor() {
		Request read = this.history.issue("c2", "echo", false, Set.of(History.RESULT), "stream:3", 2);
		answer(1);
		int number = read.number();
		this.history.add(Kind.STARTED, "w1", number, 1, 0, "");
		for (int i = 0; i < 3; i++) {
			this.history.add(Kind.PARTIAL_SENT, "w1", number, 1, i, "");
		}
		for (int i = 0; i < 3; i++) {
			this.history.add(Kind.PARTIAL_RECEIVED, "c2", number, 1, i, read.payload());
		}
		this.history.add(Kind.FINAL_SENT, "w1", number, 1, 3, "");
		this.history.add(Kind.FINAL_RECEIVED, "c2", number, 1, 3, read.payload());
		assertViolation("(credit)", "room");
	}

	@Test
	void partialRepliesThatWereReadMakeRoom() {
		Request read = this.history.issue("c2", "echo", false, Set.of(History.RESULT), "stream:3", 1);
		answer(1);
		int number = read.number();
		this.history.add(Kind.STARTED, "w1", number, 1, 0, "");
		for (int i = 0; i < 3; i++) {
			this.history.add(Kind.PARTIAL_SENT, "w1", number, 1, i, "");
			this.history.add(Kind.PARTIAL_RECEIVED, "c2", number, 1, i, read.payload());
		}
		this.history.add(Kind.FINAL_SENT, "w1", number, 1, 3, "");
		this.history.add(Kind.FINAL_RECEIVED, "c2", number, 1, 3, read.payload());
		assertPasses(HEALTHY);
	}

	@Test
	void findsARequestThatWasLostByReadingSlowly() {
		error("PigatoOverflowException");
		assertViolation("(credit)", "reader");
	}

	@Test
	void findsAnOutcomeThatNobodyAskedFor() {
		error("PigatoWorkerLostException");
		assertThat(check(HEALTHY)).singleElement().asString().startsWith("(f)");
	}

	private void started(String worker, int attempt) {
		this.history.add(Kind.STARTED, worker, 0, attempt, 0, "");
	}

	private void sent(Kind kind, int attempt, int index) {
		this.history.add(kind, "w1", 0, attempt, index, "");
	}

	private void received(Kind kind, int attempt, int index) {
		this.history.add(kind, "c1", 0, attempt, index, this.request.payload());
	}

	private void error(String type) {
		this.history.add(Kind.ERROR_RECEIVED, "c1", 0, 0, 0, type);
	}

	private void answer(int attempt) {
		started("w1", attempt);
		sent(Kind.FINAL_SENT, attempt, 0);
		received(Kind.FINAL_RECEIVED, attempt, 0);
	}

	private List<String> check(Rules rules) {
		return HistoryChecker.check(this.history, rules);
	}

	private void assertPasses(Rules rules) {
		assertThat(check(rules)).isEmpty();
	}

	private void assertViolation(String promise, String what) {
		assertThat(check(LENIENT)).singleElement().asString().startsWith(promise).contains(what);
	}

}
