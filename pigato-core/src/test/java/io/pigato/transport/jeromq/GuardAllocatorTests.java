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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import zmq.Msg;
import zmq.io.Metadata;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GuardAllocator}.
 */
class GuardAllocatorTests {

	private final List<String> refused = new ArrayList<>();

	private final GuardAllocator allocator = new GuardAllocator(1000, this.refused::add);

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

	private static Metadata metadata() {
		Metadata metadata = new Metadata();
		metadata.put(Metadata.PEER_ADDRESS, "peer:1");
		return metadata;
	}

}
