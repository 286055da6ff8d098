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

	/** The size of the {@linkplain #FrameDecoder window} that suits a thread. */
	public static final int WINDOW_SIZE = 8 * 1024;

	/**
	 * A frame up to this size is not read directly, and not worth counting if it is there
	 * in part only.
	 */
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

	/** Small frames are read from here: to read what is not on the heap costs more. */
	private final byte[] window;

	/** The place in the window. */
	private int at;

	/** The end of what is in the window. */
	private int end;

	/** How much has arrived behind what is in the window. */
	private int beyond;

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

	/** The frames of the message so far, and room for as many as the last one had. */
	private byte @Nullable [][] frames;

	private int expectedFrames = 1;

	private int frameCount;

	private final RecentFrames recent = new RecentFrames();

	private long messageSize;

	/** The size of the message so far, with frames that are skipped. */
	private long declaredSize;

	private int declaredFrames;

	private boolean oversized;

	private boolean counted;

	/** How much is counted of a message that has not arrived as a whole. */
	private long countedSize;

	private boolean stopped;

	/**
	 * Create a decoder for a connection.
	 * @param options the limits
	 * @param unfinished told of the room that a message takes which arrives in pieces
	 * @param window room of any size, such as {@link #WINDOW_SIZE}, which the decoders of
	 * a thread share
	 */
	public FrameDecoder(SocketOptions options, UnfinishedMessage unfinished, byte[] window) {
		this.maxFrameSize = options.maxFrameSize();
		this.maxMessageSize = options.maxMessageSize();
		this.maxFrames = options.maxFrames();
		this.unfinished = unfinished;
		this.window = window;
	}

	/**
	 * Read what has arrived.
	 * @param in what has arrived, which is read to its end unless this returns
	 * {@code false} or the decoder is stopped
	 * @param sink told of what is complete
	 * @return {@code false} if the rest has to wait until there is room
	 * @throws ZmtpException if the peer does not keep to the protocol
	 */
	public boolean decode(ByteBuf in, FrameSink sink) {
		boolean room;
		do {
			readLarge(in, sink);
			int count = Math.min(in.readableBytes(), this.window.length);
			in.getBytes(in.readerIndex(), this.window, 0, count);
			this.at = 0;
			this.end = count;
			this.beyond = in.readableBytes() - count;
			room = decodeWindow(sink);
			in.skipBytes(this.at);
		}
		while (room && in.isReadable() && !this.stopped);
		return (room && countUnfinished()) || this.stopped;
	}

	/**
	 * Read or skip the rest of a frame as far as it is there, if it is large.
	 */
	private void readLarge(ByteBuf in, FrameSink sink) {
		while (isLarge() && in.isReadable() && !this.stopped) {
			int count = (int) Math.min(missing(), in.readableBytes());
			byte[] target = this.body;
			if (target != null) {
				in.readBytes(target, this.filled, count);
				this.filled += count;
			}
			else {
				in.skipBytes(count);
				this.skip -= count;
			}
			if (missing() == 0) {
				completeFrame(sink);
			}
		}
	}

	private boolean isLarge() {
		return missing() > SMALL;
	}

	/**
	 * Return how many bytes are missing of the frame that arrives, 0 between frames.
	 */
	private long missing() {
		byte[] target = this.body;
		return (target != null) ? target.length - this.filled : Math.max(this.skip, 0);
	}

	private int readable() {
		return this.end - this.at + this.beyond;
	}

	private boolean decodeWindow(FrameSink sink) {
		while (!this.stopped) {
			if (this.postponed >= 0 && !allocate(this.postponed)) {
				return false;
			}
			if (this.body == null && this.skip < 0) {
				if (!readHeader()) {
					break;
				}
				if (this.postponed >= 0) {
					return false;
				}
			}
			if (isLarge() || !readBody()) {
				break;
			}
			completeFrame(sink);
		}
		return true;
	}

	/**
	 * Stop reading, for good: the connection is closed.
	 */
	public void stop() {
		this.stopped = true;
		this.unfinished.release();
	}

	private boolean readHeader() {
		byte[] in = this.window;
		while (this.at < this.end) {
			if (this.headerSize == 0 && this.end - this.at >= 2 && !isLong(in[this.at])) {
				this.at += 2;
				begin(in[this.at - 2], in[this.at - 1] & 0xFF);
				return true;
			}
			this.header[this.headerSize++] = in[this.at++];
			if (this.headerSize == (isLong(this.header[0]) ? HEADER_SIZE : 2)) {
				long size = 0;
				for (int i = 1; i < this.headerSize; i++) {
					size = size << 8 | this.header[i] & 0xFF;
				}
				this.headerSize = 0;
				begin(this.header[0], size);
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

	private void begin(int frameFlags, long size) {
		if ((frameFlags & ~KNOWN_FLAGS) != 0) {
			throw new ZmtpException("it sent a frame with unknown flags");
		}
		this.flags = frameFlags;
		if (isCommand()) {
			if (size < 0 || size > Command.MAX_SIZE) {
				throw new ZmtpException("it sent a command that is longer than " + Command.MAX_SIZE + " bytes");
			}
			allocate((int) size);
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
			allocate((int) size);
		}
	}

	/**
	 * Make room for a frame.
	 * @return {@code false} if there is none now
	 */
	private boolean allocate(int size) {
		if (size > SMALL && size > readable()) {
			this.counted = true;
			long held = (this.messageSize > SMALL) ? this.messageSize : 0;
			if (!this.unfinished.resize(this.messageSize + size, held)) {
				this.postponed = size;
				return false;
			}
			this.countedSize = this.messageSize + size;
		}
		this.postponed = -1;
		if (size <= RecentFrames.MAX_SIZE && size <= this.end - this.at) {
			this.body = this.recent.read(this.frameCount, this.window, this.at, size);
			this.filled = size;
			this.at += size;
		}
		else {
			this.body = new byte[size];
			this.filled = 0;
		}
		return true;
	}

	private boolean readBody() {
		byte[] target = this.body;
		int count = (int) Math.min(missing(), this.end - this.at);
		if (target != null) {
			System.arraycopy(this.window, this.at, target, this.filled, count);
			this.filled += count;
		}
		else {
			this.skip -= count;
		}
		this.at += count;
		return missing() == 0;
	}

	private void completeFrame(FrameSink sink) {
		byte[] complete = this.body;
		this.body = null;
		this.skip = -1;
		if (isCommand()) {
			if (this.counted) {
				discount();
			}
			sink.onCommand(Command.parse((complete != null) ? complete : new byte[0]));
			return;
		}
		if (complete != null) {
			add(complete);
		}
		if ((this.flags & FrameEncoder.MORE) == 0) {
			completeMessage(sink);
		}
	}

	private void add(byte[] frame) {
		byte[][] target = this.frames;
		if (target == null) {
			target = new byte[this.expectedFrames][];
			this.frames = target;
		}
		else if (this.frameCount == target.length) {
			target = Arrays.copyOf(target, this.frameCount * 2);
			this.frames = target;
		}
		target[this.frameCount++] = frame;
		this.messageSize += frame.length;
	}

	/**
	 * Return the frames of the message, which are its receiver's from now on.
	 */
	private byte[][] takeFrames() {
		byte[][] complete = this.frames;
		this.frames = null;
		if (complete == null) {
			return new byte[0][];
		}
		this.expectedFrames = this.frameCount;
		return (complete.length == this.frameCount) ? complete : Arrays.copyOf(complete, this.frameCount);
	}

	private void completeMessage(FrameSink sink) {
		byte[][] message = takeFrames();
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
		this.countedSize = 0;
		this.unfinished.release();
	}

	/**
	 * A command is there as a whole. A message around it goes on to be counted, and to
	 * grow older.
	 */
	private void discount() {
		if (this.messageSize == 0) {
			release();
		}
		else if (this.countedSize > this.messageSize) {
			this.countedSize = this.messageSize;
			this.unfinished.resize(this.messageSize, this.messageSize);
		}
	}

	/**
	 * Count the frames of a message that wait for its other ones.
	 * @return {@code false} if they are more than there is room for
	 */
	private boolean countUnfinished() {
		if (this.messageSize > SMALL && this.messageSize > this.countedSize && !this.stopped) {
			this.counted = true;
			if (!this.unfinished.resize(this.messageSize, this.messageSize)) {
				return false;
			}
			this.countedSize = this.messageSize;
		}
		return true;
	}

}
