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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OutboundShare}.
 */
class OutboundShareTests {

	private final OutboundShare.Total total = new OutboundShare.Total(1000);

	private static void fill(OutboundShare share) {
		while (share.reserve(10)) {
			// as long as there is room
		}
	}

	@Test
	void onePeerGetsHalfOfAll() {
		fill(new OutboundShare(this.total));
		assertThat(this.total.held()).isEqualTo(500);
	}

	@Test
	void manyPeersLeaveRoomForOneMore() {
		List<OutboundShare> shares = new ArrayList<>();
		for (int i = 0; i < 9; i++) {
			shares.add(new OutboundShare(this.total));
		}
		for (int round = 0; round < 100; round++) {
			shares.forEach((share) -> share.reserve(10));
		}
		assertThat(this.total.held()).isBetween(850L, 900L);
		OutboundShare other = new OutboundShare(this.total);
		assertThat(other.reserve(100)).isTrue();
		assertThat(other.reserve(1)).isFalse();
	}

	@Test
	void nobodyGetsMoreThanThereIs() {
		assertThat(new OutboundShare(this.total).reserve(1001)).isFalse();
		assertThat(new OutboundShare(this.total).reserve(1000)).isTrue();
		assertThat(new OutboundShare(this.total).reserve(1)).isFalse();
	}

	@Test
	void whatWasSentIsFreeAgain() {
		OutboundShare share = new OutboundShare(this.total);
		fill(share);
		share.release(10);
		assertThat(share.reserve(10)).isTrue();
		assertThat(share.reserve(10)).isFalse();
	}

	@Test
	void whatWaitedForAPeerThatIsGoneIsFreeOnce() {
		OutboundShare share = new OutboundShare(this.total);
		OutboundShare other = new OutboundShare(this.total);
		other.reserve(10);
		fill(share);
		share.close();
		assertThat(this.total.held()).isEqualTo(10);
		// the I/O thread had taken it out of the queue already
		share.release(10);
		share.close();
		assertThat(this.total.held()).isEqualTo(10);
		other.release(10);
		assertThat(this.total.held()).isZero();
	}

}
