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

package io.pigato.broker;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link RequestRate}.
 */
class RequestRateTests {

	/** Close to an overflow, as times may be. */
	private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

	private final RequestRate rate = new RequestRate(this.now);

	@Test
	void isZeroAtFirst() {
		assertThat(this.rate.perSecond(this.now)).isZero();
	}

	@Test
	void isThatOfItsFirstSecondsBeforeThereAreTen() {
		count(20, 100);
		assertThat(this.rate.perSecond(this.now)).isEqualTo(10, within(0.01));
	}

	@Test
	void firstRequestIsNoStorm() {
		this.rate.count(this.now);
		assertThat(this.rate.perSecond(this.now)).isEqualTo(1);
	}

	@Test
	void isSteadyUnderASteadyLoad() {
		for (int i = 0; i < 100; i++) {
			count(10, 100);
			assertThat(this.rate.perSecond(this.now)).isEqualTo(10, within(0.2));
		}
	}

	@Test
	void fadesWithinTwentySeconds() {
		count(100, 100);
		double before = this.rate.perSecond(this.now);
		pass(5_000);
		assertThat(this.rate.perSecond(this.now)).isBetween(before * 0.4, before * 0.6);
		pass(15_000);
		assertThat(this.rate.perSecond(this.now)).isZero();
	}

	@Test
	void isFoundAgainAfterALongSilence() {
		count(100, 100);
		pass(1_000_000);
		assertThat(this.rate.perSecond(this.now)).isZero();
		count(200, 100);
		assertThat(this.rate.perSecond(this.now)).isEqualTo(10, within(0.2));
	}

	private void count(int requests, long millisBetween) {
		for (int i = 0; i < requests; i++) {
			pass(millisBetween);
			this.rate.count(this.now);
		}
	}

	private void pass(long millis) {
		this.now += Duration.ofMillis(millis).toNanos();
	}

}
