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

package io.pigato.transport.netty.zmtp;

import io.netty.buffer.ByteBuf;

/**
 * Writes messages and commands as frames. The connections of a thread share one.
 */
public final class FrameEncoder {

	static final int MORE = 1;

	static final int LONG = 2;

	static final int COMMAND = 4;

	private static final int MAX_SHORT = 255;

	/**
	 * Small messages are put together here: to write piece by piece to what is not on the
	 * heap costs more.
	 */
	private final byte[] window = new byte[2 * 1024];

	/**
	 * Return how many bytes a message takes on the wire.
	 * @param frames the frames of the message, at least one
	 * @return the number of bytes
	 * @throws IllegalArgumentException if there is no frame
	 */
	public static long size(byte[][] frames) {
		if (frames.length == 0) {
			throw new IllegalArgumentException("A message has at least one frame");
		}
		long size = 0;
		for (byte[] frame : frames) {
			size += frame.length + ((frame.length > MAX_SHORT) ? 9 : 2);
		}
		return size;
	}

	/**
	 * Write a message.
	 * @param out where to
	 * @param frames the frames of the message
	 * @param size the {@linkplain #size size} of the message
	 */
	public void write(ByteBuf out, byte[][] frames, long size) {
		int last = frames.length - 1;
		if (size <= this.window.length) {
			int end = 0;
			for (int i = 0; i <= last; i++) {
				end = put((i < last) ? MORE : 0, frames[i], end);
			}
			out.writeBytes(this.window, 0, end);
			return;
		}
		for (int i = 0; i <= last; i++) {
			write(out, (i < last) ? MORE : 0, frames[i]);
		}
	}

	private int put(int flags, byte[] body, int at) {
		byte[] target = this.window;
		int start = at;
		if (body.length > MAX_SHORT) {
			target[start++] = (byte) (flags | LONG);
			for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
				target[start++] = (byte) ((long) body.length >>> shift);
			}
		}
		else {
			target[start++] = (byte) flags;
			target[start++] = (byte) body.length;
		}
		System.arraycopy(body, 0, target, start, body.length);
		return start + body.length;
	}

	/**
	 * Write a command.
	 * @param out where to
	 * @param command the command
	 */
	public void write(ByteBuf out, Command command) {
		write(out, COMMAND, command.body());
	}

	private static void write(ByteBuf out, int flags, byte[] body) {
		if (body.length > MAX_SHORT) {
			out.writeByte(flags | LONG);
			out.writeLong(body.length);
		}
		else {
			out.writeShort(flags << 8 | body.length);
		}
		out.writeBytes(body);
	}

}
