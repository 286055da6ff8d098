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

package io.pigato.spring.boot.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;

import io.pigato.client.PigatoClient;
import io.pigato.client.PigatoException;
import io.pigato.client.PigatoNoWorkerException;
import io.pigato.client.PigatoRejectedException;
import io.pigato.client.PigatoRemoteException;
import io.pigato.client.PigatoTimeoutException;
import io.pigato.spring.boot.test.autoconfigure.AutoConfigureTestPigatoTransport;
import io.pigato.spring.boot.test.example.ExampleApplication;
import io.pigato.spring.boot.test.example.Order;
import io.pigato.spring.boot.test.example.Shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link PigatoStubs}.
 */
@SpringBootTest(classes = ExampleApplication.class)
@AutoConfigureTestPigatoTransport
class PigatoStubsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Order ORDER = new Order("book", 2);

	@Autowired
	private PigatoStubs stubs;

	@Autowired
	private PigatoRecorder recorder;

	@Autowired
	private PigatoClient client;

	@Autowired
	private Shop shop;

	@Test
	void answersInPlaceOfAWorkerAndRecordsThat() {
		this.stubs.stub("billing.charge").replies("receipt");
		assertThat(this.shop.buy(ORDER)).isEqualTo("receipt");
		assertThat(this.recorder).request("billing.charge").hasData(ORDER).hasReplied("receipt");
		assertThat(this.recorder.requests().get(0).handler()).isEqualTo("the stub of 'billing.charge'");
	}

	@Test
	void answersWithAnError() {
		this.stubs.stub("billing.charge").fails("NO_FUNDS", "nothing left");
		assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(() -> this.shop.buy(ORDER))
			.returns("NO_FUNDS", PigatoRemoteException::code)
			.returns("nothing left", PigatoRemoteException::remoteMessage);
		this.stubs.stub("billing.charge").fails("LATER");
		assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(() -> this.shop.buy(ORDER))
			.returns("LATER", PigatoRemoteException::code);
		assertThat(this.recorder).requests("billing.charge")
			.extracting(RecordedRequest::errorCode)
			.containsExactly("NO_FUNDS", "LATER");
	}

	@Test
	void answersWithPartialReplies() {
		this.stubs.stub("billing.offers").partials("a", "b").replies("c");
		assertThat(this.shop.offers()).containsExactly("a", "b", "c");
		assertThat(this.recorder).request("billing.offers").hasPartials("a", "b").hasReplied("c");
	}

	@Test
	void partialRepliesNeedNoMoreThanThat() {
		this.stubs.stub("billing.offers").partials("a", "b");
		assertThat(this.shop.offers()).containsExactly("a", "b");
	}

	@Test
	void partialRepliesMayEndWithAnError() {
		this.stubs.stub("billing.offers").partials("a").fails("BROKEN");
		assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(() -> this.shop.offers())
			.returns("BROKEN", PigatoRemoteException::code);
		assertThat(this.recorder).request("billing.offers").hasPartials("a").hasFailed("BROKEN");
	}

	@Test
	void answersOneAfterAnotherAndThenTheLastOneAgain() {
		this.stubs.stub("numbers").replies(1).partials(0).replies(2).partials(9);
		assertThat(this.client.call("numbers", null, Integer.class)).isEqualTo(1);
		assertThat(this.client.request("numbers").stream(Integer.class)).containsExactly(0, 2);
		assertThat(this.client.request("numbers").stream(Integer.class)).containsExactly(9);
		assertThat(this.client.request("numbers").stream(Integer.class)).containsExactly(9);
	}

	@Test
	void answersAsAHandlerDoes() {
		this.stubs.stub("upper").answers((request, reply) -> reply.end(request.data(String.class).toUpperCase()));
		assertThat(this.client.call("upper", "abc", String.class)).isEqualTo("ABC");
	}

	@Test
	void answersForAllServicesOfAWildcard() {
		this.stubs.stub("billing.*").answers((request, reply) -> reply.end(request.service()));
		assertThat(this.shop.buy(ORDER)).isEqualTo("billing.charge");
		assertThat(this.recorder).hasRequest("billing.charge");
	}

	@Test
	void rejectedRequestIsNotAnswered() {
		this.stubs.stub("billing.charge").rejects();
		assertThatExceptionOfType(PigatoException.class)
			.isThrownBy(() -> this.client.request("billing.charge").timeout(Duration.ofMillis(50)).call(String.class))
			.isInstanceOfAny(PigatoTimeoutException.class, PigatoRejectedException.class);
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(this.recorder).request("billing.charge").hasOutcome(RecordedOutcome.REJECTED));
	}

	@Test
	void requestsRunIntoTheirTimeoutIfTheStubDoesNotReply() {
		this.stubs.stub("slow").doesNotReply();
		assertThatExceptionOfType(PigatoTimeoutException.class)
			.isThrownBy(() -> this.client.request("slow").timeout(Duration.ofMillis(50)).call(String.class));
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.recorder).request("slow").hasOutcome(RecordedOutcome.ABANDONED));
	}

	@Test
	void requestsThatWereNotAnsweredEndWithTheStub() {
		this.stubs.stub("slow").doesNotReply();
		CompletableFuture<String> reply = this.client.callAsync("slow", null, String.class);
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.recorder).hasRequest("slow"));
		this.stubs.clear();
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
			.havingCause()
			.isInstanceOfSatisfying(PigatoRemoteException.class,
					(failure) -> assertThat(failure.code()).isEqualTo(PigatoStub.REMOVED));
	}

	@Test
	void stubThatWasNotToldWhatToAnswerSaysSo() {
		this.stubs.stub("silent");
		assertThatExceptionOfType(PigatoRemoteException.class)
			.isThrownBy(() -> this.client.call("silent", null, String.class))
			.withMessageContaining("stub of 'silent' was not told what to answer")
			.returns(PigatoStub.NO_ANSWER, PigatoRemoteException::code);
	}

	@Test
	void stubOfTheSameServiceIsGivenUp() {
		this.stubs.stub("numbers").replies(1).replies(2);
		this.stubs.stub("numbers").replies(3);
		assertThat(this.client.call("numbers", null, Integer.class)).isEqualTo(3);
	}

	@Test
	void nobodyAnswersOnceStubsAreRemoved() {
		this.stubs.stub("billing.charge").replies("receipt");
		assertThat(this.shop.buy(ORDER)).isEqualTo("receipt");
		this.stubs.clear();
		assertThatExceptionOfType(PigatoNoWorkerException.class).isThrownBy(() -> this.shop.buy(ORDER));
	}

	@Test
	void stubsOfOtherTestsAreGone() {
		// the tests before and after this one stub the same service
		assertThatExceptionOfType(PigatoNoWorkerException.class).isThrownBy(() -> this.shop.buy(ORDER));
	}

	@Test
	void serviceOfTheApplicationItselfCantBeStubbed() {
		assertThatIllegalStateException().isThrownBy(() -> this.stubs.stub("greet"))
			.withMessageContaining("'greet'")
			.withMessageContaining("GreetingWorkers.greet(String)");
	}

	@Test
	void invalidServiceIsNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.stubs.stub(" "));
	}

	@Test
	void stubsComeBackWhenAPausedContextRestarts(@Autowired ConfigurableApplicationContext context) {
		this.stubs.stub("billing.charge").replies("receipt");
		context.pause();
		assertThat(this.stubs.isRunning()).isFalse();
		context.restart();
		assertThat(this.shop.buy(ORDER)).isEqualTo("receipt");
	}

	@Test
	void stubsCantBeMadeBeforeTheBrokerRuns(@Autowired ConfigurableApplicationContext context) {
		context.stop();
		assertThatIllegalStateException().isThrownBy(() -> this.stubs.stub("billing.charge"))
			.withMessageContaining("is not running");
		context.start();
		assertThatExceptionOfType(PigatoNoWorkerException.class).isThrownBy(() -> this.shop.buy(ORDER));
	}

}
