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

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.pigato.transport.SocketOptions;
import io.pigato.transport.support.OutboundShare;
import io.pigato.transport.netty.zmtp.FrameEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Outbound}.
 */
class OutboundTests {

	private static final byte[][] MESSAGE = { { 1, 2, 3 } };

	private static final int SIZE = (int) FrameEncoder.size(MESSAGE);

	private final EmbeddedChannel channel = new EmbeddedChannel();

	private final Outbound outbound = new Outbound(new Nobody(), this.channel, SocketOptions.defaults(),
			new OutboundShare(OutboundShare.Total.ofHeap()), new FrameEncoder());

	@AfterEach
	void close() {
		this.outbound.close();
		this.channel.finishAndReleaseAll();
	}

	@Test
	void allMessagesOfATurnGoTogether() {
		send(100);
		assertThat(messagesOnTheNetwork()).isZero();
		this.outbound.endTurn(true);
		assertThat(messagesOnTheNetwork()).isEqualTo(100);
	}

	@Test
	void halfOfWhatTheLastTurnHadGoesAheadWhereThereIsTime() {
		send(100);
		this.outbound.endTurn(true);
		send(49);
		assertThat(messagesOnTheNetwork()).isEqualTo(100);
		send(1);
		assertThat(messagesOnTheNetwork()).isEqualTo(150);
		send(50);
		assertThat(messagesOnTheNetwork()).isEqualTo(150);
		this.outbound.endTurn(true);
		assertThat(messagesOnTheNetwork()).isEqualTo(200);
	}

	@Test
	void nothingGoesAheadInALoopThatIsBusy() {
		send(100);
		this.outbound.endTurn(false);
		send(100);
		assertThat(messagesOnTheNetwork()).isEqualTo(100);
	}

	@Test
	void nothingGoesAheadOfAFewMessages() {
		send(63);
		this.outbound.endTurn(true);
		send(63);
		assertThat(messagesOnTheNetwork()).isEqualTo(63);
	}

	private void send(int messages) {
		for (int i = 0; i < messages; i++) {
			this.outbound.offer(MESSAGE);
		}
	}

	private int messagesOnTheNetwork() {
		return this.channel.outboundMessages()
			.stream()
			.mapToInt((message) -> ((ByteBuf) message).readableBytes() / SIZE)
			.sum();
	}

	/** Wants no word of room. */
	private static final class Nobody implements Outbound.Listener {

		@Override
		public void onWritable() {
		}

		@Override
		public void crowdedOut() {
		}

	}

}
