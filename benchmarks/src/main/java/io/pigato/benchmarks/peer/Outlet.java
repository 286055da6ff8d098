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

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is to be written to a channel, so that many small messages are one write.
 * Used on the channel's event loop.
 */
final class Outlet {

	/** From which size on bytes are not copied. */
	static final int LARGE = 8 * 1024;

	private static final int CAPACITY = 64 * 1024;

	private final Channel channel;

	private @Nullable ByteBuf gathered;

	private boolean dirty;

	Outlet(Channel channel) {
		this.channel = channel;
	}

	/**
	 * Return a buffer for some bytes that are about to be written.
	 */
	ByteBuf room(int size) {
		ByteBuf buffer = this.gathered;
		if (buffer != null && buffer.writableBytes() < size) {
			this.channel.write(buffer);
			buffer = null;
		}
		if (buffer == null) {
			buffer = this.channel.alloc().directBuffer(Math.max(size, CAPACITY));
			this.gathered = buffer;
		}
		this.dirty = true;
		return buffer;
	}

	/**
	 * Write bytes as they are.
	 * @param bytes read by this method, and still the caller's
	 */
	void forward(ByteBuf bytes) {
		int size = bytes.readableBytes();
		if (size < LARGE) {
			room(size).writeBytes(bytes);
			return;
		}
		if (this.gathered != null) {
			this.channel.write(this.gathered);
			this.gathered = null;
		}
		this.channel.write(bytes.readRetainedSlice(size));
		this.dirty = true;
	}

	/**
	 * Send what was gathered, if anything was.
	 */
	void flush() {
		if (!this.dirty) {
			return;
		}
		this.dirty = false;
		if (this.gathered != null) {
			this.channel.write(this.gathered);
			this.gathered = null;
		}
		this.channel.flush();
	}

	/**
	 * The channel is closed.
	 */
	void release() {
		if (this.gathered != null) {
			this.gathered.release();
			this.gathered = null;
		}
		this.dirty = false;
	}

}
