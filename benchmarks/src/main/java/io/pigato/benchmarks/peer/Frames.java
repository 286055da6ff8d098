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

/**
 * The frames of one message of ZMTP, without a copy. One object is used for one message
 * after another.
 */
final class Frames {

	static final int MORE = 1;

	static final int LONG = 2;

	static final int COMMAND = 4;

	private static final int MAX_SHORT = 255;

	private static final int MAX_FRAMES = 16;

	private final int[] starts = new int[MAX_FRAMES];

	private final int[] sizes = new int[MAX_FRAMES];

	private int count;

	private ByteBuf message = Unpooled.EMPTY_BUFFER;

	/**
	 * Return where the first message or command in a buffer ends.
	 * @return the number of its bytes, or -1 if it is not complete
	 */
	static int length(ByteBuf in) {
		int begin = in.readerIndex();
		int end = in.writerIndex();
		int index = begin;
		while (index + 2 <= end) {
			int flags = in.getByte(index);
			boolean isLong = (flags & LONG) != 0;
			if (isLong && index + 9 > end) {
				return -1;
			}
			long next = index + (isLong ? 9 + in.getLong(index + 1) : 2 + in.getUnsignedByte(index + 1));
			if (next > end || next < index) {
				return -1;
			}
			index = (int) next;
			if ((flags & MORE) == 0) {
				return index - begin;
			}
		}
		return -1;
	}

	/**
	 * Look at a complete message.
	 */
	void read(ByteBuf complete) {
		this.message = complete;
		this.count = 0;
		int index = complete.readerIndex();
		while (index < complete.writerIndex()) {
			boolean isLong = (complete.getByte(index) & LONG) != 0;
			int size = isLong ? (int) complete.getLong(index + 1) : complete.getUnsignedByte(index + 1);
			index += isLong ? 9 : 2;
			this.starts[this.count] = index;
			this.sizes[this.count++] = size;
			index += size;
		}
	}

	int count() {
		return this.count;
	}

	int start(int frame) {
		return this.starts[frame];
	}

	int size(int frame) {
		return this.sizes[frame];
	}

	/**
	 * Whether a frame is one ASCII character.
	 */
	boolean is(int frame, char character) {
		return this.sizes[frame] == 1 && this.message.getByte(this.starts[frame]) == character;
	}

	/**
	 * Write a frame that is in this message.
	 */
	void copy(int frame, boolean more, ByteBuf out) {
		header(this.sizes[frame], more, out);
		out.writeBytes(this.message, this.starts[frame], this.sizes[frame]);
	}

	static void write(String text, boolean more, ByteBuf out) {
		write(text.getBytes(StandardCharsets.UTF_8), more, out);
	}

	static void write(byte[] content, boolean more, ByteBuf out) {
		header(content.length, more, out);
		out.writeBytes(content);
	}

	private static void header(int size, boolean more, ByteBuf out) {
		int flags = more ? MORE : 0;
		if (size > MAX_SHORT) {
			out.writeByte(flags | LONG).writeLong(size);
		}
		else {
			out.writeByte(flags).writeByte(size);
		}
	}

}
