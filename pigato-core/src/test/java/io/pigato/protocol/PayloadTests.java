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

package io.pigato.protocol;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Payload}.
 */
class PayloadTests {

	@Test
	void noneHasNothing() {
		Payload payload = Payload.none();
		assertThat(payload.size()).isZero();
		assertThat(payload.length()).isZero();
		assertThat(payload.data()).isEmpty();
		assertThat(payload.options()).isEmpty();
	}

	@Test
	void isAViewOfAMessage() {
		byte[][] frames = Frames.of("C 2 echo r1 data options more");
		Payload payload = Payload.from(frames, 4);
		assertThat(payload.size()).isEqualTo(3);
		assertThat(payload.length()).isEqualTo(4 + 7 + 4);
		assertThat(payload.data()).isSameAs(frames[4]);
		assertThat(payload.options()).isSameAs(frames[5]);
	}

	@Test
	void framesThatWereLeftOutAreToldFromEmptyOnes() {
		byte[][] frames = Frames.of("C 2 echo r1");
		assertThat(Payload.from(frames, 4).size()).isZero();
		assertThat(Payload.from(frames, 4).data()).isEmpty();
		assertThat(Payload.from(Frames.of("C 2 echo r1 -"), 4).size()).isEqualTo(1);
		assertThat(Payload.from(Frames.of("C 2 echo r1 x"), 4).options()).isEmpty();
	}

	@Test
	void isCopiedIntoAMessage() {
		byte[][] frames = Frames.of("C 2 echo r1 data options");
		byte[][] message = Frames.of("W 2 c1 echo - r1 x x");
		Payload.from(frames, 4).copyTo(message, 6);
		assertThat(Frames.text(message)).isEqualTo("W 2 c1 echo - r1 data options");
		assertThat(message[6]).isSameAs(frames[4]);
		Payload.none().copyTo(message, message.length);
	}

	@Test
	void isMadeOfFrames() {
		byte[] data = { '1' };
		byte[] options = { '{', '}' };
		Payload payload = Payload.of(data, options);
		assertThat(payload.data()).isSameAs(data);
		assertThat(payload.options()).isSameAs(options);
		assertThat(payload.length()).isEqualTo(3);
	}

}
