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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnfinishedMessages}.
 */
class UnfinishedMessagesTests {

	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1) + 1;

	private final UnfinishedMessages messages = new UnfinishedMessages(100);

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
		assertThat(this.messages.resize(this.third, 40, 0)).isTrue();
		this.messages.release(this.first);
		assertThat(this.second.resumed).isEqualTo(1);
		assertThat(this.third.resumed).isZero();
		assertThat(this.messages.resize(this.second, 50, 0)).isTrue();
	}

	@Test
	void whoTakesTooLongIsCutOffForWhoWaits() {
		assertThat(this.messages.resize(this.first, 60, 0)).isTrue();
		assertThat(this.messages.resize(this.second, 40, PATIENCE)).isTrue();
		assertThat(this.messages.resize(this.third, 61, PATIENCE)).isFalse();
		assertThat(this.messages.resize(this.third, 60, PATIENCE)).isTrue();
		assertThat(this.first.aborted).hasSize(1);
		assertThat(this.second.aborted).isEmpty();
	}

	@Test
	void nobodyIsCutOffWhileThereIsRoom() {
		assertThat(this.messages.resize(this.first, 60, 0)).isTrue();
		assertThat(this.messages.resize(this.second, 40, 100 * PATIENCE)).isTrue();
		assertThat(this.first.aborted).isEmpty();
	}

	@Test
	void whatGrowsKeepsItsAge() {
		assertThat(this.messages.resize(this.first, 10, 0)).isTrue();
		assertThat(this.messages.resize(this.second, 10, 1)).isTrue();
		assertThat(this.messages.resize(this.first, 80, PATIENCE)).isTrue();
		assertThat(this.messages.resize(this.third, 80, PATIENCE)).isTrue();
		assertThat(this.first.aborted).hasSize(1);
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

		private final List<String> aborted = new ArrayList<>();

		@Override
		public void resumeLater() {
			this.resumed++;
		}

		@Override
		public void abort(String reason) {
			this.aborted.add(reason);
		}

	}

}
