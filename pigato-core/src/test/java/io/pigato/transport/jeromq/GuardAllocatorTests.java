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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import zmq.Msg;
import zmq.io.Metadata;

import io.pigato.transport.SocketOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GuardAllocator}.
 */
class GuardAllocatorTests {

	private final List<String> refused = new ArrayList<>();

	private final List<String> receivedLast = new ArrayList<>();

	private final WireListener listener = new WireListener() {

		@Override
		public void refused(String address) {
			GuardAllocatorTests.this.refused.add(address);
		}

		@Override
		public void receivedLast(String address) {
			GuardAllocatorTests.this.receivedLast.add(address);
		}

	};

	private final InboundBudget inbound = new InboundBudget(Long.MAX_VALUE);

	private final GuardAllocator allocator = new GuardAllocator(1000,
			new MessageGuard(SocketOptions.builder().maxMessageSize(1000).maxFrames(2).build(), this.inbound,
					this.listener),
			this.listener);

	@Test
	void makesRoomWithinTheLimit() {
		for (int size : new int[] { 0, 1, 1000 }) {
			Msg message = this.allocator.allocate(size);
			assertThat(message.size()).isEqualTo(size);
			assertThat(message.isCommand()).isFalse();
			message.setMetadata(metadata());
		}
		assertThat(this.refused).isEmpty();
	}

	@Test
	void refusesWhatIsNegativeOrOverTheLimit() {
		for (int size : new int[] { -1, Integer.MIN_VALUE, 1001, 2_000_000_000 }) {
			Msg message = this.allocator.allocate(size);
			assertThat(message.size()).isZero();
			assertThat(message.isCommand()).isTrue();
			message.setMetadata(metadata());
		}
		assertThat(this.refused).containsExactly("peer:1", "peer:1", "peer:1", "peer:1");
	}

	@Test
	void refusesMessagesFarOverTheLimit() {
		Metadata one = metadata();
		Metadata other = metadata();
		other.put(Metadata.PEER_ADDRESS, "peer:2");
		for (int i = 0; i < 10; i++) {
			arrive(one, 1000, i % 2 == 0);
		}
		arrive(one, 1000, true);
		arrive(other, 1000, true);
		arrive(one, 1000, true);
		arrive(other, 1000, true);
		assertThat(this.refused).isEmpty();
		arrive(one, 1, true);
		assertThat(this.refused).containsExactly("peer:1");
		arrive(other, 1, true);
		assertThat(this.refused).containsExactly("peer:1", "peer:2");
	}

	@Test
	void refusesFarTooManyFrames() {
		Metadata one = metadata();
		for (int i = 0; i < 1026; i++) {
			arrive(one, 0, true);
		}
		assertThat(this.refused).isEmpty();
		arrive(one, 0, true);
		assertThat(this.refused).containsExactly("peer:1");
	}

	@Test
	void commandsBetweenFramesDoNotMakeAMessageSmaller() {
		Metadata one = metadata();
		for (int i = 0; i < 1026; i++) {
			arrive(one, 0, true);
			command(one, Ping.first(() -> {
			}).data());
		}
		assertThat(this.refused).isEmpty();
		arrive(one, 0, true);
		assertThat(this.refused).containsExactly("peer:1");
	}

	@Test
	void completeMessagesCountAsArrivedOnce() {
		Metadata one = metadata();
		arrive(one, 1000, true);
		command(one, Ping.last().data());
		assertThat(this.inbound.arrived()).isZero();
		arrive(one, 10, false);
		assertThat(this.inbound.arrived()).isEqualTo(MessageCost.of(1010, 2));
	}

	@Test
	void tellsOfTheAnswerToTheLastPingOnly() {
		command(metadata(), "\4PONG".getBytes(StandardCharsets.US_ASCII));
		command(metadata(), "\4PONGlasT".getBytes(StandardCharsets.US_ASCII));
		command(metadata(), Ping.last().data());
		Msg message = this.allocator.allocate(9);
		message.put("\4PONGlast".getBytes(StandardCharsets.US_ASCII));
		message.setMetadata(metadata());
		assertThat(this.receivedLast).isEmpty();
		command(metadata(), "\4PONGlast".getBytes(StandardCharsets.US_ASCII));
		assertThat(this.receivedLast).containsExactly("peer:1");
	}

	private void command(Metadata connection, byte[] content) {
		Msg command = this.allocator.allocate(content.length);
		command.setFlags(Msg.COMMAND);
		command.put(content);
		command.setMetadata(connection);
	}

	private void arrive(Metadata connection, int size, boolean more) {
		Msg message = this.allocator.allocate(size);
		if (more) {
			message.setFlags(Msg.MORE);
		}
		message.setMetadata(connection);
		message.setMetadata(connection);
	}

	private static Metadata metadata() {
		Metadata metadata = new Metadata();
		metadata.put(Metadata.PEER_ADDRESS, "peer:1");
		return metadata;
	}

}
