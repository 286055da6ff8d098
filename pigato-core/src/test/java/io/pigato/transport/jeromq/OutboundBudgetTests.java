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

package io.pigato.transport.jeromq;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import zmq.Msg;

import io.pigato.transport.SocketOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OutboundBudget}.
 */
class OutboundBudgetTests {

	private final AtomicInteger wakeUps = new AtomicInteger();

	private final Deque<Msg> queue = new ArrayDeque<>();

	@Test
	void countsMessages() {
		OutboundBudget budget = budget(4, 1000);
		for (int i = 0; i < 4; i++) {
			assertThat(send(budget, 1)).isTrue();
		}
		assertThat(send(budget, 1)).isFalse();
		assertThat(budget.waiting()).isEqualTo(4);
		take();
		assertThat(this.wakeUps).hasValue(0);
		take();
		assertThat(this.wakeUps).hasValue(1);
		take();
		take();
		assertThat(this.wakeUps).hasValue(1);
		assertThat(budget.waiting()).isZero();
	}

	@Test
	void countsBytes() {
		OutboundBudget budget = budget(100, 1000);
		assertThat(send(budget, 900)).isTrue();
		assertThat(send(budget, 100)).isTrue();
		assertThat(send(budget, 1)).isFalse();
		take();
		assertThat(this.wakeUps).hasValue(1);
		assertThat(send(budget, 900)).isTrue();
	}

	@Test
	void takesOneMessageOfAnySizeWhereNothingWaits() {
		OutboundBudget budget = budget(1, 1);
		assertThat(send(budget, 5000)).isTrue();
		assertThat(send(budget, 0)).isFalse();
		take();
		assertThat(this.wakeUps).hasValue(1);
		assertThat(send(budget, 5000)).isTrue();
	}

	@Test
	void wakesOnlyWhoWasRefused() {
		OutboundBudget budget = budget(4, 1000);
		send(budget, 1);
		take();
		assertThat(this.wakeUps).hasValue(0);
	}

	@Test
	void messageThatIsReadTwiceIsTakenOnce() {
		OutboundBudget budget = budget(4, 1000);
		send(budget, 1);
		send(budget, 1);
		Msg message = this.queue.remove();
		message.buf();
		message.buf();
		assertThat(budget.waiting()).isEqualTo(1);
	}

	@Test
	void limitOfJeroMqIsNeverReachedFirst() {
		assertThat(OutboundBudget.highWaterMark(options(1, 1))).isGreaterThan(2);
		assertThat(OutboundBudget.highWaterMark(options(Integer.MAX_VALUE, 1))).isEqualTo(Integer.MAX_VALUE);
	}

	private OutboundBudget budget(int messages, long bytes) {
		return new OutboundBudget(options(messages, bytes), this.wakeUps::incrementAndGet);
	}

	private static SocketOptions options(int messages, long bytes) {
		return SocketOptions.builder().outboundMessages(messages).outboundBytes(bytes).build();
	}

	private boolean send(OutboundBudget budget, int size) {
		boolean reserved = budget.reserve(size);
		if (reserved) {
			this.queue.add(budget.lastFrame(new byte[size], size));
		}
		return reserved;
	}

	private void take() {
		this.queue.remove().buf();
	}

}
