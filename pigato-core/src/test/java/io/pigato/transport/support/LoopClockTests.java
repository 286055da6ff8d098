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
 * Tests for {@link LoopClock}.
 */
class LoopClockTests {

	private long time = 1000;

	private final LoopClock clock = new LoopClock(() -> this.time);

	@Test
	void standsStillWithinATurn() {
		this.time = 1010;
		assertThat(this.clock.nanoTime()).isEqualTo(1000);
		this.clock.beginTurn();
		this.time = 1020;
		assertThat(this.clock.nanoTime()).isEqualTo(1010);
	}

	@Test
	void isReadAgainAfterWaiting() {
		this.clock.beginWait();
		this.time = 5000;
		assertThat(this.clock.nanoTime()).isEqualTo(5000);
		this.time = 5010;
		assertThat(this.clock.nanoTime()).isEqualTo(5000);
	}

	@Test
	void loopThatWaitsNearlyAsLongAsItWorksHasSlack() {
		workAndWait(100, 75);
		assertThat(this.clock.hasSlack()).isTrue();
		workAndWait(100, 74);
		assertThat(this.clock.hasSlack()).isFalse();
	}

	@Test
	void whatIsDoneAfterWaitingInTheSameTurnIsWork() {
		this.clock.beginWait();
		this.time += 10;
		this.clock.nanoTime();
		this.time += 1000;
		this.clock.beginTurn();
		workAndWait(0, 10);
		assertThat(this.clock.hasSlack()).isFalse();
	}

	@Test
	void loopThatDoesNotGetToWaitHasNoSlack() {
		workAndWait(0, 100);
		this.clock.skipWait();
		assertThat(this.clock.hasSlack()).isFalse();
	}

	private void workAndWait(long work, long wait) {
		this.time += work;
		this.clock.beginWait();
		this.time += wait;
		this.clock.beginTurn();
	}

}
