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

package io.pigato.transport.netty;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.pigato.testing.ManualTimers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnfinishedMessages}.
 */
class UnfinishedMessagesTests {

	private static final Duration TOO_LONG = Duration.ofMillis(1001);

	private final ManualTimers timers = new ManualTimers();

	private final UnfinishedMessages messages = new UnfinishedMessages(100, this.timers);

	private final Peer first = new Peer();

	private final Peer second = new Peer();

	private final Peer third = new Peer();

	@Test
	void oneAloneMayTakeAnyRoom() {
		assertThat(this.messages.resize(this.first, 1_000_000, 0)).isTrue();
		assertThat(this.messages.resize(this.first, 2_000_000, 0)).isTrue();
	}

	@Test
	void whoComesWithTooMuchWaitsUntilOthersAreDone() {
		assertThat(this.messages.resize(this.first, 60, 0)).isTrue();
		assertThat(this.messages.resize(this.second, 50, 0)).isFalse();
		assertThat(this.second.resumed).isZero();
		this.messages.release(this.first);
		assertThat(this.second.resumed).isEqualTo(1);
		assertThat(this.messages.resize(this.second, 50, 0)).isTrue();
	}

	@Test
	void thoseWhoWaitAreResumedOneAfterTheOtherAsFarAsThereIsRoom() {
		assertThat(this.messages.resize(this.first, 100, 0)).isTrue();
		assertThat(this.messages.resize(this.second, 60, 0)).isFalse();
		assertThat(this.messages.resize(this.third, 40, 0)).isFalse();
		this.messages.release(this.first);
		assertThat(this.second.resumed).isEqualTo(1);
		assertThat(this.third.resumed).isZero();
		assertThat(this.messages.resize(this.second, 60, 0)).isTrue();
		assertThat(this.third.resumed).isEqualTo(1);
	}

	@Test
	void whoWasResumedIsNotResumedAgainBeforeItHasTried() {
		Peer fourth = new Peer();
		assertThat(this.messages.resize(this.first, 50, 0)).isTrue();
		assertThat(this.messages.resize(this.third, 50, 0)).isTrue();
		assertThat(this.messages.resize(this.second, 100, 0)).isFalse();
		this.messages.release(this.first);
		assertThat(this.messages.resize(fourth, 10, 0)).isTrue();
		this.messages.release(fourth);
		assertThat(this.second.resumed).isEqualTo(1);
		assertThat(this.messages.resize(this.second, 100, 0)).isFalse();
		this.messages.release(this.third);
		assertThat(this.second.resumed).isEqualTo(2);
	}

	@Test
	void onlyTheFirstOfManyIsResumedByTimeAlone() {
		assertThat(this.messages.resize(this.first, 100, 0)).isTrue();
		assertThat(this.messages.resize(this.second, 10, 0)).isFalse();
		assertThat(this.messages.resize(this.third, 10, 0)).isFalse();
		this.timers.advance(Duration.ofMillis(350));
		assertThat(this.second.resumed).isEqualTo(3);
		assertThat(this.third.resumed).isZero();
		this.messages.release(this.third);
		this.messages.release(this.second);
		this.timers.advance(Duration.ofSeconds(5));
		assertThat(this.second.resumed).isEqualTo(3);
	}

	@Test
	void whoTakesTooLongIsCutOffForWhoWaits() {
		assertThat(this.messages.resize(this.first, 60, 0)).isTrue();
		this.timers.advance(TOO_LONG);
		assertThat(this.messages.resize(this.second, 40, 0)).isTrue();
		assertThat(this.messages.resize(this.third, 61, 0)).isFalse();
		assertThat(this.messages.resize(this.third, 60, 0)).isTrue();
		assertThat(this.first.aborted).hasSize(1);
		assertThat(this.second.aborted).isEmpty();
	}

	@Test
	void nobodyIsCutOffWhileThereIsRoom() {
		assertThat(this.messages.resize(this.first, 60, 0)).isTrue();
		this.timers.advance(TOO_LONG);
		assertThat(this.messages.resize(this.second, 40, 0)).isTrue();
		assertThat(this.first.aborted).isEmpty();
	}

	@Test
	void whatGrowsKeepsItsAge() {
		assertThat(this.messages.resize(this.first, 10, 0)).isTrue();
		this.timers.advance(Duration.ofMillis(1));
		assertThat(this.messages.resize(this.second, 10, 0)).isTrue();
		this.timers.advance(TOO_LONG);
		assertThat(this.messages.resize(this.first, 80, 0)).isTrue();
		assertThat(this.messages.resize(this.third, 80, 0)).isTrue();
		assertThat(this.first.aborted).hasSize(1);
	}

	@Test
	void whatWaitsCountsWithWhatItHasAlready() {
		assertThat(this.messages.resize(this.first, 90, 0)).isTrue();
		assertThat(this.messages.resize(this.second, 60, 30)).isFalse();
		this.messages.release(this.first);
		assertThat(this.messages.resize(this.third, 71, 0)).isFalse();
		assertThat(this.messages.resize(this.third, 70, 0)).isTrue();
		assertThat(this.messages.resize(this.second, 30, 30)).isTrue();
	}

	@Test
	void whoComesWithTooMuchThatIsThereAlreadyIsCutOff() {
		assertThat(this.messages.resize(this.first, 100, 0)).isTrue();
		assertThat(this.messages.resize(this.second, 100, 100)).isFalse();
		assertThat(this.second.aborted).isEmpty();
		assertThat(this.messages.resize(this.third, 1, 1)).isFalse();
		assertThat(this.third.aborted).hasSize(1);
		assertThat(this.first.aborted).isEmpty();
		this.messages.release(this.first);
		assertThat(this.second.resumed).isZero();
		this.timers.advance(Duration.ofMillis(100));
		assertThat(this.second.resumed).isEqualTo(1);
		assertThat(this.messages.resize(this.second, 100, 100)).isTrue();
	}

	@Test
	void whoGetsTheRoomOfOneThatWasCutOffDoesNotKeepOthersFromBeingResumed() {
		this.first.onAbort = () -> this.messages.release(this.first);
		assertThat(this.messages.resize(this.first, 60, 0)).isTrue();
		assertThat(this.messages.resize(this.second, 60, 0)).isFalse();
		this.timers.advance(TOO_LONG);
		Peer fresh = new Peer();
		assertThat(this.messages.resize(fresh, 40, 0)).isTrue();
		assertThat(this.messages.resize(this.second, 60, 0)).isTrue();
		assertThat(this.messages.resize(this.third, 50, 0)).isFalse();
		this.messages.release(fresh);
		assertThat(this.third.resumed).isEqualTo(1);
	}

	@Test
	void whoNeedsLessThanBeforeGetsItAnyway() {
		assertThat(this.messages.resize(this.first, 150, 0)).isTrue();
		assertThat(this.messages.resize(this.second, 60, 40)).isFalse();
		assertThat(this.messages.resize(this.first, 140, 140)).isTrue();
	}

	@Test
	void whoGivesUpDoesNotWait() {
		assertThat(this.messages.resize(this.first, 100, 0)).isTrue();
		assertThat(this.messages.resize(this.second, 100, 0)).isFalse();
		this.messages.release(this.second);
		this.messages.release(this.first);
		assertThat(this.second.resumed).isZero();
	}

	private static final class Peer implements UnfinishedMessages.Arrival {

		private int resumed;

		private Runnable onAbort = () -> {
		};

		private final List<String> aborted = new ArrayList<>();

		@Override
		public void resumeLater() {
			this.resumed++;
		}

		@Override
		public void abort(String reason) {
			this.aborted.add(reason);
			this.onAbort.run();
		}

	}

}
