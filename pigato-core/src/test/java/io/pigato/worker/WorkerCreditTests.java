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

import org.junit.jupiter.api.Test;

import io.pigato.protocol.Capabilities;
import io.pigato.protocol.ToBroker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerEngine}: credit for partial replies. Each has 3 bytes.
 */
class WorkerCreditTests {

	private static final String CREDIT = "{\"timeout\":1000,\"credit\":2,\"creditBytes\":100}";

	private final EngineHarness worker = new EngineHarness().acceptedWith(Capabilities.CREDIT);

	@Test
	void announcesCredit() {
		assertThat(this.worker.sent).first()
			.isInstanceOfSatisfying(ToBroker.Ready.class,
					(ready) -> assertThat(Capabilities.decode(ready.capabilities()).has(Capabilities.CREDIT)).isTrue());
	}

	@Test
	void partialRepliesWithoutCreditAreHeldUntilThereIsSome() {
		InFlightRequest request = request();
		partials(request, 5);
		assertThat(this.worker.data()).containsExactly("0", "1");
		this.worker.grant("c", "r", 1, 3);
		assertThat(this.worker.data()).containsExactly("0", "1", "2");
		this.worker.grant("c", "r", 2, 6);
		assertThat(this.worker.data()).containsExactly("0", "1", "2", "3", "4");
		assertThat(this.worker.settled).hasSize(5);
	}

	@Test
	void creditOfBytesCountsTooAndTheLastReplyMayGoBeyond() {
		this.worker.request("c", "r", "{\"credit\":100,\"creditBytes\":4}");
		InFlightRequest request = this.worker.last();
		this.worker.partial(request, "0");
		this.worker.partial(request, "\"" + "x".repeat(1000) + "\"");
		assertThat(this.worker.data()).hasSize(2);
		this.worker.partial(request, "2");
		this.worker.grant("c", "r", 1, 1000);
		assertThat(this.worker.data()).hasSize(2);
		this.worker.grant("c", "r", 1, 10);
		assertThat(this.worker.data()).hasSize(3);
	}

	@Test
	void endWaitsBehindPartialRepliesThatAreHeld() {
		InFlightRequest request = request();
		partials(request, 4);
		this.worker.end(request, "\"end\"");
		this.worker.returned(request);
		assertThat(this.worker.data()).containsExactly("0", "1");
		assertThat(this.worker.counters.snapshot().inFlight()).isOne();
		this.worker.grant("c", "r", 2, 6);
		assertThat(this.worker.data()).containsExactly("0", "1", "2", "3", "\"end\"");
		assertThat(this.worker.counters.snapshot().inFlight()).isZero();
	}

	@Test
	void endNeedsNoCredit() {
		InFlightRequest request = request();
		partials(request, 2);
		this.worker.finish(request);
		assertThat(this.worker.data()).containsExactly("0", "1", "1");
	}

	@Test
	void creditOfALaterReplyIsForTheOneThatIsHeldBeforeIt() {
		InFlightRequest request = request();
		partials(request, 3);
		request.credit.grant(2, 100);
		this.worker.creditedPartial(request, "3");
		assertThat(this.worker.data()).containsExactly("0", "1", "2", "3");
		this.worker.partial(request, "4");
		request.credit.grant(1, 100);
		this.worker.creditedPartial(request, "5");
		assertThat(this.worker.data()).containsExactly("0", "1", "2", "3", "4");
		this.worker.grant("c", "r", 1, 3);
		assertThat(this.worker.data()).containsExactly("0", "1", "2", "3", "4", "5");
	}

	@Test
	void creditThatIsGivenBackIsForWhatIsHeldAndThenForWhoeverWaits() {
		InFlightRequest request = request();
		int[] told = new int[1];
		request.onCredit(() -> told[0]++);
		partials(request, 3);
		// as a handler does that is interrupted while it waits for room
		request.credit.giveBack(3);
		this.worker.engine.creditCameBack(request);
		assertThat(this.worker.data()).containsExactly("0", "1", "2");
		assertThat(told[0]).isOne();
		this.worker.cancel("c", "r");
		this.worker.engine.creditCameBack(request);
		assertThat(told[0]).isOne();
	}

	@Test
	void oneSlowClientDoesNotHoldOthersBack() {
		InFlightRequest slow = request();
		partials(slow, 4);
		InFlightRequest other = this.worker.request("d", "r");
		partials(other, 3);
		assertThat(this.worker.replies()).filteredOn((reply) -> reply.startsWith("PARTIAL d ")).hasSize(3);
	}

	@Test
	void cancelDropsWhatIsHeldOnce() {
		InFlightRequest request = request();
		partials(request, 4);
		this.worker.end(request, "1");
		this.worker.cancel("c", "r");
		assertThat(this.worker.settled).hasSize(5).doesNotHaveDuplicates();
		assertThat(this.worker.counters.snapshot().dropped()).isEqualTo(3);
		this.worker.grant("c", "r", 10, 100);
		assertThat(this.worker.data()).containsExactly("0", "1");
	}

	@Test
	void lossOfTheBrokerDropsWhatIsHeldOnce() {
		InFlightRequest request = request();
		partials(request, 4);
		this.worker.engine.onDisconnected();
		assertThat(this.worker.settled).hasSize(4).doesNotHaveDuplicates();
		assertThat(request.isInactive()).isTrue();
	}

	@Test
	void drainWaitsForWhatIsHeld() {
		InFlightRequest request = request();
		partials(request, 3);
		this.worker.end(request, "\"end\"");
		this.worker.returned(request);
		boolean[] drained = new boolean[1];
		this.worker.engine.drain(() -> drained[0] = true);
		assertThat(drained[0]).isFalse();
		this.worker.grant("c", "r", 1, 3);
		assertThat(drained[0]).isTrue();
	}

	@Test
	void whatIsHeldWhenTheGracePeriodIsOverIsAnsweredWithAnError() {
		InFlightRequest request = request();
		partials(request, 3);
		this.worker.end(request, "\"end\"");
		InFlightRequest running = this.worker.request("d", "r");
		this.worker.engine.stop(Duration.ofMillis(500).toNanos(), () -> {
		});
		this.worker.timers.advance(Duration.ofMillis(500));
		assertThat(this.worker.unfinished).containsExactlyInAnyOrder(request, running);
		assertThat(this.worker.replies()).filteredOn((reply) -> reply.contains("W_SHUTDOWN")).hasSize(2);
		assertThat(this.worker.data()).doesNotContain("2", "\"end\"");
		assertThat(this.worker.settled).doesNotHaveDuplicates().hasSize(3 + 1 + 2);
	}

	@Test
	void waitingForTheClientIsNotIdle() {
		InFlightRequest request = request();
		partials(request, 2);
		this.worker.advanceAlive(Duration.ofMillis(10_500));
		assertThat(request.isInactive()).isFalse();
		this.worker.grant("c", "r", 1, 3);
		this.worker.advanceAlive(Duration.ofMillis(999));
		assertThat(request.isInactive()).isFalse();
		this.worker.advanceAlive(Duration.ofMillis(1));
		assertThat(request.isInactive()).isTrue();
	}

	@Test
	void deadlineBoundsTheWholeHoweverSlowTheClientIs() {
		this.worker.request("c", "r", "{\"timeout\":1000,\"deadline\":3500,\"credit\":1,\"creditBytes\":100}");
		InFlightRequest request = this.worker.last();
		partials(request, 2);
		this.worker.advanceAlive(Duration.ofMillis(3499));
		assertThat(request.isInactive()).isFalse();
		this.worker.advanceAlive(Duration.ofMillis(1));
		assertThat(request.isInactive()).isTrue();
	}

	@Test
	void creditOfABrokerThatDoesNotGrantIsNoLimit() {
		EngineHarness atOldBroker = new EngineHarness().acceptedWith(Capabilities.CANCEL);
		atOldBroker.request("c", "r", CREDIT);
		for (int i = 0; i < 10; i++) {
			atOldBroker.partial(atOldBroker.last(), "" + i);
		}
		assertThat(atOldBroker.data()).hasSize(10);
		atOldBroker.advanceAlive(Duration.ofMillis(1000));
		assertThat(atOldBroker.last().isInactive()).isTrue();
	}

	@Test
	void anotherBrokerIsAskedAnew() {
		this.worker.engine.onDisconnected();
		this.worker.reconnected();
		InFlightRequest request = request();
		partials(request, 5);
		assertThat(this.worker.data()).hasSize(5);
	}

	@Test
	void grantsForOthersChangeNothing() {
		InFlightRequest request = request();
		partials(request, 3);
		this.worker.grant("d", "r", 1, 1);
		this.worker.grant("c", "s", 1, 1);
		assertThat(this.worker.data()).hasSize(2);
		InFlightRequest unlimited = this.worker.request("c", "u");
		this.worker.grant("c", "u", 1, 1);
		partials(unlimited, 3);
		assertThat(this.worker.data()).hasSize(5);
	}

	private InFlightRequest request() {
		this.worker.request("c", "r", CREDIT);
		return this.worker.last();
	}

	private void partials(InFlightRequest request, int count) {
		for (int i = 0; i < count; i++) {
			this.worker.partial(request, "" + i);
		}
	}

}
