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

import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.pigato.transport.SocketOptions;

/**
 * Reads commands and messages from bytes that arrive in pieces of any size. Nothing is
 * allocated that is over a limit: messages that are too large are skipped, those that are
 * so by far end the connection.
 */
public final class FrameDecoder {

	/** A frame that is there in part only is not worth counting up to this size. */
	private static final int SMALL = 1024;

	/** How many times as large as allowed a message may be, to be skipped. */
	private static final long MAX_EXCESS = 8;

	/** How many frames more than allowed a message may have, to be skipped. */
	private static final int SPARE_FRAMES = 1024;

	private static final int HEADER_SIZE = 9;

	private static final int KNOWN_FLAGS = FrameEncoder.MORE | FrameEncoder.LONG | FrameEncoder.COMMAND;

	private final int maxFrameSize;

	private final int maxMessageSize;

	private final int maxFrames;

	private final UnfinishedMessage unfinished;

	private final byte[] header = new byte[HEADER_SIZE];

	private int headerSize;

	private int flags;

	/** The content of the frame that arrives, {@code null} between frames. */
	private byte @Nullable [] body;

	private int filled;

	/** How much is left of a frame that is skipped; negative if none is. */
	private long skip = -1;

	/** The size of a frame for which there is no room yet; negative if there is none. */
	private int postponed = -1;

	private byte[][] frames = new byte[8][];

	private int frameCount;

	private long messageSize;

	/** The size of the message so far, with frames that are skipped. */
	private long declaredSize;

	private int declaredFrames;

	private boolean oversized;

	private boolean counted;

	private boolean stopped;

	/**
	 * Create a decoder for a connection.
	 * @param options the limits
	 * @param unfinished told of the room that a message takes which arrives in pieces
	 */
	public FrameDecoder(SocketOptions options, UnfinishedMessage unfinished) {
		this.maxFrameSize = options.maxFrameSize();
		this.maxMessageSize = options.maxMessageSize();
		this.maxFrames = options.maxFrames();
		this.unfinished = unfinished;
	}

	/**
	 * Read what has arrived.
	 * @param in what has arrived, which is read to its end unless this returns
	 * {@code false}
	 * @param sink told of what is complete
	 * @return {@code false} if the rest has to wait until there is room
	 * @throws ZmtpException if the peer does not keep to the protocol
	 */
	public boolean decode(ByteBuf in, FrameSink sink) {
		while (!this.stopped) {
			if (this.postponed >= 0 && !allocate(this.postponed, in.readableBytes())) {
				return false;
			}
			if (this.body == null && this.skip < 0) {
				if (!readHeader(in)) {
					break;
				}
				if (this.postponed >= 0) {
					return false;
				}
			}
			if (!readBody(in)) {
				break;
			}
			completeFrame(sink);
		}
		countUnfinished();
		return true;
	}

	/**
	 * Stop reading, for good: the connection is closed.
	 */
	public void stop() {
		this.stopped = true;
		this.unfinished.release();
	}

	private boolean readHeader(ByteBuf in) {
		if (this.headerSize == 0 && in.readableBytes() >= HEADER_SIZE) {
			int first = in.readByte();
			begin(first, isLong(first) ? in.readLong() : in.readUnsignedByte(), in.readableBytes());
			return true;
		}
		while (in.isReadable()) {
			this.header[this.headerSize++] = in.readByte();
			if (this.headerSize == (isLong(this.header[0]) ? HEADER_SIZE : 2)) {
				long size = 0;
				for (int i = 1; i < this.headerSize; i++) {
					size = size << 8 | this.header[i] & 0xFF;
				}
				this.headerSize = 0;
				begin(this.header[0], size, in.readableBytes());
				return true;
			}
		}
		return false;
	}

	private static boolean isLong(int flags) {
		return (flags & FrameEncoder.LONG) != 0;
	}

	private boolean isCommand() {
		return (this.flags & FrameEncoder.COMMAND) != 0;
	}

	private void begin(int frameFlags, long size, int readable) {
		if ((frameFlags & ~KNOWN_FLAGS) != 0) {
			throw new ZmtpException("it sent a frame with unknown flags");
		}
		this.flags = frameFlags;
		if (isCommand()) {
			if (size < 0 || size > Command.MAX_SIZE) {
				throw new ZmtpException("it sent a command that is longer than " + Command.MAX_SIZE + " bytes");
			}
			allocate((int) size, readable);
			return;
		}
		if (size < 0 || size > MAX_EXCESS * this.maxMessageSize - this.declaredSize) {
			throw new ZmtpException("it sent a message that is far too large");
		}
		if (this.declaredFrames >= (long) this.maxFrames + SPARE_FRAMES) {
			throw new ZmtpException("it sent a message of far too many frames");
		}
		this.declaredSize += size;
		this.declaredFrames++;
		this.oversized |= size > this.maxFrameSize || this.declaredSize > this.maxMessageSize
				|| this.declaredFrames > this.maxFrames;
		if (this.oversized) {
			this.skip = size;
		}
		else {
			allocate((int) size, readable);
		}
	}

	/**
	 * Make room for a frame.
	 * @param readable how much of it is there for sure
	 * @return {@code false} if there is none now
	 */
	private boolean allocate(int size, int readable) {
		if (size > readable && size > SMALL) {
			this.counted = true;
			if (!this.unfinished.resize(this.messageSize + size)) {
				this.postponed = size;
				return false;
			}
		}
		this.postponed = -1;
		this.body = new byte[size];
		this.filled = 0;
		return true;
	}

	private boolean readBody(ByteBuf in) {
		if (this.skip >= 0) {
			int count = (int) Math.min(this.skip, in.readableBytes());
			in.skipBytes(count);
			this.skip -= count;
			return this.skip == 0;
		}
		byte[] target = this.body;
		if (target == null) {
			return false;
		}
		int count = Math.min(target.length - this.filled, in.readableBytes());
		in.readBytes(target, this.filled, count);
		this.filled += count;
		return this.filled == target.length;
	}

	private void completeFrame(FrameSink sink) {
		byte[] complete = this.body;
		this.body = null;
		this.skip = -1;
		if (isCommand()) {
			if (this.counted) {
				release();
			}
			sink.onCommand(Command.parse((complete != null) ? complete : new byte[0]));
			return;
		}
		if (complete != null) {
			if (this.frameCount == this.frames.length) {
				this.frames = Arrays.copyOf(this.frames, this.frameCount * 2);
			}
			this.frames[this.frameCount] = complete;
			this.messageSize += complete.length;
			this.frameCount++;
		}
		if ((this.flags & FrameEncoder.MORE) == 0) {
			completeMessage(sink);
		}
	}

	private void completeMessage(FrameSink sink) {
		byte[][] message = Arrays.copyOf(this.frames, this.frameCount);
		Arrays.fill(this.frames, 0, this.frameCount, null);
		boolean tooLarge = this.oversized;
		this.frameCount = 0;
		this.messageSize = 0;
		this.declaredSize = 0;
		this.declaredFrames = 0;
		this.oversized = false;
		if (this.counted) {
			release();
		}
		if (tooLarge) {
			sink.onOversizedMessage(message);
		}
		else {
			sink.onMessage(message);
		}
	}

	private void release() {
		this.counted = false;
		this.unfinished.release();
	}

	/**
	 * Count the frames of a message that wait for its other ones. There is room for them:
	 * they are there.
	 */
	private void countUnfinished() {
		if (!this.counted && this.messageSize > SMALL && !this.stopped) {
			this.counted = true;
			this.unfinished.resize(this.messageSize);
		}
	}

}
