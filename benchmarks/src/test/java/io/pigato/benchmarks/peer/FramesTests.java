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

package io.pigato.benchmarks.peer;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FramesTests {

	private final ByteBuf buffer = Unpooled.buffer();

	@Test
	void messageIsReadAsItWasWritten() {
		String large = "x".repeat(70_000);
		Frames.write("C", true, this.buffer);
		Frames.write("", true, this.buffer);
		Frames.write(large, false, this.buffer);
		Frames frames = new Frames();
		frames.read(this.buffer);
		assertThat(frames.count()).isEqualTo(3);
		assertThat(frames.is(0, 'C')).isTrue();
		assertThat(frames.is(0, 'W')).isFalse();
		assertThat(frames.size(1)).isZero();
		assertThat(this.buffer.toString(frames.start(2), frames.size(2), StandardCharsets.UTF_8)).isEqualTo(large);
	}

	@Test
	void messageEndsWithTheFrameThatHasNoneAfterIt() {
		Frames.write("one", true, this.buffer);
		Frames.write("two", false, this.buffer);
		int length = this.buffer.readableBytes();
		Frames.write("next", false, this.buffer);
		assertThat(Frames.length(this.buffer)).isEqualTo(length);
	}

	@Test
	void whatIsNotCompleteHasNoLength() {
		Frames.write("one", true, this.buffer);
		Frames.write("y".repeat(300), false, this.buffer);
		for (int i = 0; i < this.buffer.writerIndex(); i++) {
			assertThat(Frames.length(this.buffer.slice(0, i))).isEqualTo(-1);
		}
		assertThat(Frames.length(this.buffer)).isEqualTo(this.buffer.writerIndex());
	}

	@Test
	void frameIsCopiedFromOneMessageToAnother() {
		Frames.write("id", true, this.buffer);
		Frames.write("data", false, this.buffer);
		Frames frames = new Frames();
		frames.read(this.buffer);
		ByteBuf out = Unpooled.buffer();
		frames.copy(1, true, out);
		frames.copy(0, false, out);
		ByteBuf expected = Unpooled.buffer();
		Frames.write("data", true, expected);
		Frames.write("id", false, expected);
		assertThat(out).isEqualTo(expected);
	}

}
