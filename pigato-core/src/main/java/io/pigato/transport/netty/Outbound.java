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

package io.pigato.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import org.jspecify.annotations.Nullable;

import io.pigato.transport.SendResult;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.support.OutboundShare;
import io.pigato.transport.netty.zmtp.Command;
import io.pigato.transport.netty.zmtp.FrameEncoder;

/**
 * What waits to be sent to a peer: as bytes, in chunks that many messages share. Used on
 * the loop's thread only.
 */
final class Outbound implements ChannelFutureListener {

	private static final int FIRST_CHUNK = 4 * 1024;

	/** A chunk of this size is handed to the network without waiting for more. */
	private static final int MAX_CHUNK = 64 * 1024;

	/** From so many messages of a turn on, a part of them may go ahead. */
	private static final int SPLIT_FROM = 64;

	private static final int NEVER = -1;

	private final Listener listener;

	private final Channel channel;

	private final OutboundShare share;

	private final FrameEncoder encoder;

	private final int maxMessages;

	private final long maxBytes;

	/** Where each message that waits ends, counted in bytes from the very beginning. */
	private final LongQueue messageEnds = new LongQueue();

	/** Where each chunk ends that the network has. */
	private final LongQueue chunkEnds = new LongQueue();

	private @Nullable ByteBuf chunk;

	private int nextChunk = FIRST_CHUNK;

	private long written;

	private long sent;

	private int messagesOfTurn;

	/** With which message of a turn those before it go ahead. */
	private int flushAfter = NEVER;

	/** What had been written at the last flush. */
	private long flushed;

	private boolean unflushed;

	/** Whether the socket knows that there is something to flush. */
	private boolean marked;

	/**
	 * Whether a message was refused, so that somebody waits to hear that there is room.
	 */
	private boolean blocked;

	private boolean closed;

	private @Nullable Runnable whenSent;

	Outbound(Listener listener, Channel channel, SocketOptions options, OutboundShare share, FrameEncoder encoder) {
		this.listener = listener;
		this.channel = channel;
		this.share = share;
		this.encoder = encoder;
		this.maxMessages = options.outboundMessages();
		this.maxBytes = options.outboundBytes();
	}

	/**
	 * Take a message over if there is room.
	 */
	SendResult offer(byte[][] frames) {
		long size = FrameEncoder.size(frames);
		if (this.closed) {
			return SendResult.GONE;
		}
		if (!hasRoom(size)) {
			// the network may take what it was not asked to take yet
			flush();
			if (!hasRoom(size)) {
				this.blocked = true;
				return SendResult.FULL;
			}
		}
		if (!this.share.reserve(size)) {
			this.blocked = true;
			this.listener.crowdedOut();
			return SendResult.FULL;
		}
		this.encoder.write(room(size), frames, size);
		this.written += size;
		this.messageEnds.add(this.written);
		writeLargeChunk();
		if (++this.messagesOfTurn == this.flushAfter) {
			flush();
		}
		return SendResult.SENT;
	}

	private boolean hasRoom(long size) {
		int waiting = this.messageEnds.size();
		return waiting == 0 || (waiting < this.maxMessages && this.written - this.sent + size <= this.maxBytes);
	}

	/**
	 * Write a command, for which there is always room.
	 */
	void write(Command command) {
		if (!this.closed) {
			ByteBuf out = room(Command.MAX_SIZE);
			int before = out.readableBytes();
			this.encoder.write(out, command);
			count(out.readableBytes() - before);
		}
	}

	/**
	 * Write bytes that are no frame.
	 */
	void write(byte[] bytes) {
		if (!this.closed) {
			room(bytes.length).writeBytes(bytes);
			count(bytes.length);
		}
	}

	private void count(int size) {
		this.share.add(size);
		this.written += size;
		writeLargeChunk();
	}

	private ByteBuf room(long size) {
		ByteBuf current = this.chunk;
		if (current != null && current.writableBytes() < size) {
			writeChunk(current);
			current = null;
		}
		if (current == null) {
			current = this.channel.alloc()
				.directBuffer((int) Math.max(this.nextChunk, Math.min(size, Integer.MAX_VALUE)));
			this.chunk = current;
			this.nextChunk = MAX_CHUNK;
		}
		return current;
	}

	private void writeLargeChunk() {
		ByteBuf current = this.chunk;
		if (current != null && current.readableBytes() >= MAX_CHUNK) {
			writeChunk(current);
			flush();
		}
	}

	private void writeChunk(ByteBuf full) {
		this.chunk = null;
		this.chunkEnds.add(this.written);
		this.unflushed = true;
		this.channel.write(full).addListener(this);
	}

	/**
	 * Remember that there is something to flush, until it is flushed.
	 * @return whether this was not known
	 */
	boolean markUnflushed() {
		boolean known = this.marked;
		this.marked = true;
		return !known;
	}

	/**
	 * Flush what was written since the last turn. Where many messages go to one peer and
	 * there is time for one more system call, half of as many will go ahead the next
	 * time: else a single batch may go round in which only one process works at a time.
	 * @param slack whether there is time to spare
	 */
	void endTurn(boolean slack) {
		this.marked = false;
		this.flushAfter = (slack && this.messagesOfTurn >= SPLIT_FROM) ? this.messagesOfTurn / 2 : NEVER;
		this.messagesOfTurn = 0;
		flush();
	}

	/**
	 * Have the network take what it can.
	 */
	void flush() {
		ByteBuf current = this.chunk;
		if (current != null) {
			writeChunk(current);
		}
		this.nextChunk = firstChunk();
		if (this.unflushed) {
			this.unflushed = false;
			this.channel.flush();
		}
	}

	/**
	 * Return the size of a chunk that takes as much as was written since the last flush.
	 */
	private int firstChunk() {
		long size = this.written - this.flushed;
		this.flushed = this.written;
		return (size > FIRST_CHUNK) ? (int) Math.min(Long.highestOneBit(size - 1) << 1, MAX_CHUNK) : FIRST_CHUNK;
	}

	/**
	 * Called when the network has taken a chunk, or will not.
	 */
	@Override
	public void operationComplete(ChannelFuture future) {
		if (this.closed) {
			return;
		}
		long end = this.chunkEnds.remove();
		if (!future.isSuccess()) {
			// the connection is about to end
			return;
		}
		this.share.release(end - this.sent);
		this.sent = end;
		while (!this.messageEnds.isEmpty() && this.messageEnds.first() <= end) {
			this.messageEnds.remove();
		}
		if (this.blocked && this.messageEnds.size() <= this.maxMessages / 2
				&& this.written - this.sent <= this.maxBytes / 2) {
			this.blocked = false;
			this.listener.onWritable();
		}
		runIfSent();
	}

	/**
	 * Have a task run when the network has taken everything.
	 */
	void whenSent(Runnable task) {
		this.whenSent = task;
		flush();
		runIfSent();
	}

	private void runIfSent() {
		Runnable task = this.whenSent;
		if (task != null && this.sent == this.written) {
			this.whenSent = null;
			task.run();
		}
	}

	/**
	 * Return how much was written in all, sent or not.
	 */
	long written() {
		return this.written;
	}

	/**
	 * Whether the network has taken all up to a point.
	 * @param end what had been {@linkplain #written() written} then
	 */
	boolean hasSent(long end) {
		return this.sent >= end;
	}

	/**
	 * Return how many messages wait.
	 */
	int waiting() {
		return this.messageEnds.size();
	}

	/**
	 * Drop what waits.
	 */
	void close() {
		this.closed = true;
		this.share.close();
		ByteBuf current = this.chunk;
		if (current != null) {
			this.chunk = null;
			current.release();
		}
	}

	/**
	 * Told of room for messages.
	 */
	interface Listener {

		/** There is room again, after a message was refused. */
		void onWritable();

		/** A message was refused because of what waits for other peers. */
		void crowdedOut();

	}

}
