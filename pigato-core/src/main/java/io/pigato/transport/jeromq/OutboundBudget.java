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

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import zmq.Msg;

import io.pigato.transport.SocketOptions;
import io.pigato.transport.support.OutboundShare;

/**
 * Counts what waits for one peer in JeroMQ's queue, in messages and bytes.
 * <p>
 * JeroMQ itself counts messages only and does not tell when a router's peer takes
 * messages again. But it asks each frame for its content when it sends it: the last frame
 * of each message is told apart by its class and reports that. The loop's thread
 * {@linkplain #reserve reserves}, JeroMQ's I/O thread takes.
 */
final class OutboundBudget {

	private final int maxMessages;

	private final long maxBytes;

	private final Runnable wakeSender;

	private long sentMessages;

	private long sentBytes;

	/** Written by the I/O thread before {@link #takenMessages}, which publishes it. */
	private final AtomicLong takenBytes = new AtomicLong();

	private final AtomicLong takenMessages = new AtomicLong();

	/**
	 * What must have been taken until half of the budget is free; see {@link #blocked}.
	 */
	private long wakeMessages;

	private long wakeBytes;

	/** Whether the sender was refused and waits to hear that there is room. */
	private volatile boolean blocked;

	/**
	 * Create a budget.
	 * @param options the limits
	 * @param wakeSender run on the I/O thread when there is room again after a refusal
	 */
	OutboundBudget(SocketOptions options, Runnable wakeSender) {
		this.maxMessages = options.outboundMessages();
		this.maxBytes = options.outboundBytes();
		this.wakeSender = wakeSender;
	}

	/**
	 * Return JeroMQ's limit for the same queue, so high that this budget is always
	 * exhausted first. JeroMQ hears of what was taken with a delay of up to half of its
	 * limit.
	 */
	static int highWaterMark(SocketOptions options) {
		return (int) Math.min(2L * options.outboundMessages() + 16, Integer.MAX_VALUE);
	}

	/**
	 * Reserve room for a message; the sender is told later if there is none.
	 */
	boolean reserve(long size) {
		if (!hasRoom(size)) {
			this.wakeMessages = this.sentMessages - this.maxMessages / 2;
			this.wakeBytes = this.sentBytes - this.maxBytes / 2;
			this.blocked = true;
			// the I/O thread may have made room before it could see that someone waits
			if (!hasRoom(size)) {
				return false;
			}
			this.blocked = false;
		}
		this.sentMessages++;
		this.sentBytes += size;
		return true;
	}

	private boolean hasRoom(long size) {
		long waiting = waiting();
		return waiting == 0
				|| (waiting < this.maxMessages && this.sentBytes - this.takenBytes.get() + size <= this.maxBytes);
	}

	/**
	 * Return the room of a message that JeroMQ did not take.
	 */
	void release(long size) {
		this.sentMessages--;
		this.sentBytes -= size;
	}

	/**
	 * Return how many messages wait.
	 */
	long waiting() {
		return this.sentMessages - this.takenMessages.get();
	}

	/**
	 * Return the last frame of a message for which there is room.
	 * @param content the content of the frame
	 * @param messageSize the size of the message
	 */
	Msg lastFrame(byte[] content, long messageSize) {
		return new CountedMsg(this, content, messageSize, null, 0);
	}

	/**
	 * Return the last frame of a message for which there is room, and in the peer's share
	 * of all that may wait, too.
	 * @param content the content of the frame
	 * @param messageSize the size of the message
	 * @param share the peer's share
	 * @param cost what the message counts against it
	 */
	Msg lastFrame(byte[] content, long messageSize, OutboundShare share, long cost) {
		return new CountedMsg(this, content, messageSize, share, cost);
	}

	private void take(long size) {
		this.takenBytes.lazySet(this.takenBytes.get() + size);
		this.takenMessages.set(this.takenMessages.get() + 1);
		if (this.blocked && this.takenMessages.get() >= this.wakeMessages && this.takenBytes.get() >= this.wakeBytes) {
			this.blocked = false;
			this.wakeSender.run();
		}
	}

	static long size(byte[][] frames) {
		if (frames.length == 0) {
			throw new IllegalArgumentException("A message has at least one frame");
		}
		long size = 0;
		for (byte[] frame : frames) {
			size += frame.length;
		}
		return size;
	}

	/** The last frame of a message. */
	private static final class CountedMsg extends Msg {

		private final OutboundBudget budget;

		private final long messageSize;

		private final @Nullable OutboundShare share;

		private final long cost;

		private boolean taken;

		CountedMsg(OutboundBudget budget, byte[] content, long messageSize, @Nullable OutboundShare share, long cost) {
			super(content);
			this.budget = budget;
			this.messageSize = messageSize;
			this.share = share;
			this.cost = cost;
		}

		/**
		 * Called by JeroMQ's encoder when it writes the frame.
		 */
		@Override
		public ByteBuffer buf() {
			if (!this.taken) {
				this.taken = true;
				if (this.share != null) {
					this.share.release(this.cost);
				}
				this.budget.take(this.messageSize);
			}
			return super.buf();
		}

	}

}
