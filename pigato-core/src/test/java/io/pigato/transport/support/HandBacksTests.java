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

package io.pigato.transport.support;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HandBacks}.
 */
class HandBacksTests {

	private static final long NEVER = Long.MAX_VALUE;

	private long now;

	/** How long others take. */
	private long delay;

	private final HandBacks handBacks = new HandBacks(() -> this.now, 2);

	@Test
	void loopSleepsAtOnceIfNothingWasHandedOver() {
		this.delay = 0;
		assertThat(this.handBacks.await(() -> true)).isFalse();
		assertThat(this.now).isZero();
	}

	@Test
	void loopLooksOutForWhatComesBackSoon() {
		this.delay = HandBacks.PATIENCE_NANOS / 2;
		for (int i = 0; i < 1000; i++) {
			assertThat(handOverAndAwait()).isTrue();
		}
	}

	@Test
	void whatWasHandedOverIsAwaitedOnce() {
		this.delay = 0;
		assertThat(handOverAndAwait()).isTrue();
		assertThat(this.handBacks.await(() -> true)).isFalse();
	}

	@Test
	void loopSleepsAtOnceIfSeveralThingsWereHandedOver() {
		this.handBacks.expect();
		this.handBacks.expect();
		assertThat(this.handBacks.await(() -> true)).isFalse();
		assertThat(this.handBacks.await(() -> true)).isFalse();
		this.delay = 0;
		assertThat(handOverAndAwait()).isTrue();
	}

	@Test
	void loopLosesItsPatienceWithThoseWhoTakeTheirTimeAndTriesNowAndThen() {
		this.delay = NEVER;
		for (int i = 0; i < HandBacks.MAX_CONFIDENCE; i++) {
			assertThat(handOverAndAwait()).isFalse();
		}
		long before = this.now;
		int tries = 10;
		for (int i = 0; i < tries * HandBacks.SLEEPS_PER_TRY; i++) {
			assertThat(handOverAndAwait()).isFalse();
		}
		assertThat(this.now - before).isBetween(tries * HandBacks.PATIENCE_NANOS, tries * HandBacks.PATIENCE_NANOS * 2);
	}

	@Test
	void loopLooksOutAgainOnceOthersAreQuickAgain() {
		this.delay = NEVER;
		for (int i = 0; i < 1000; i++) {
			handOverAndAwait();
		}
		this.delay = 0;
		for (int i = 0; i < HandBacks.SLEEPS_PER_TRY; i++) {
			handOverAndAwait();
		}
		for (int i = 0; i < 100; i++) {
			assertThat(handOverAndAwait()).isTrue();
		}
	}

	@Test
	void loopThatIsRightEverySecondTimeOnlyGivesUp() {
		for (int i = 0; i < 200; i++) {
			this.delay = (i % 2 == 0) ? 0 : NEVER;
			handOverAndAwait();
		}
		long before = this.now;
		this.delay = NEVER;
		handOverAndAwait();
		assertThat(this.now).isEqualTo(before);
	}

	@Test
	void loneProcessorIsLeftToOthers() {
		HandBacks lone = new HandBacks(() -> this.now, 1);
		lone.expect();
		assertThat(lone.await(() -> true)).isFalse();
	}

	private boolean handOverAndAwait() {
		this.handBacks.expect();
		long begin = this.now;
		return this.handBacks.await(() -> {
			this.now += 1000;
			return this.now - begin > this.delay;
		});
	}

}
