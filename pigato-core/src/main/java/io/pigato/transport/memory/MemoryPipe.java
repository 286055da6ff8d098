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

package io.pigato.transport.memory;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jctools.queues.atomic.SpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

import io.pigato.transport.SendResult;
import io.pigato.transport.SocketOptions;

/**
 * One direction of a connection: a bounded queue from the loop that sends to the loop
 * that receives.
 */
final class MemoryPipe {

	/** Follows the last message when the sender closes. */
	private static final byte[][] END = new byte[0][];

	private final SpscUnboundedAtomicArrayQueue<byte[][]> queue = new SpscUnboundedAtomicArrayQueue<>(64);

	private final int maxMessages;

	private final long maxBytes;

	private final Runnable wakeReceiver;

	private final Runnable wakeSender;

	private final AtomicInteger messages = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	/** Whether the receiver knows that there is something. */
	private final AtomicBoolean signalled = new AtomicBoolean();

	/** Whether the sender was refused and waits to hear that there is room. */
	private final AtomicBoolean blocked = new AtomicBoolean();

	private volatile boolean aborted;

	/**
	 * Create a pipe.
	 * @param options the sender's options
	 * @param wakeReceiver has the receiver {@link #poll()} on its loop
	 * @param wakeSender tells the sender on its loop that there is room
	 */
	MemoryPipe(SocketOptions options, Runnable wakeReceiver, Runnable wakeSender) {
		this.maxMessages = options.outboundMessages();
		this.maxBytes = options.outboundBytes();
		this.wakeReceiver = wakeReceiver;
		this.wakeSender = wakeSender;
	}

	/**
	 * Put a message into the pipe, on the sender's thread.
	 */
	SendResult send(byte[][] frames) {
		long size = size(frames);
		if (!hasRoom(size)) {
			this.blocked.set(true);
			// the receiver may have made room before it could see that someone waits
			if (!hasRoom(size)) {
				return SendResult.FULL;
			}
			this.blocked.set(false);
		}
		byte[][] copy = new byte[frames.length][];
		for (int i = 0; i < frames.length; i++) {
			copy[i] = frames[i].clone();
		}
		this.messages.incrementAndGet();
		this.bytes.addAndGet(size);
		this.queue.offer(copy);
		signal();
		return SendResult.SENT;
	}

	private boolean hasRoom(long size) {
		int waiting = this.messages.get();
		return waiting == 0 || (waiting < this.maxMessages && this.bytes.get() + size <= this.maxBytes);
	}

	/**
	 * End the pipe after the messages that are in it, on the sender's thread.
	 */
	void end() {
		this.queue.offer(END);
		signal();
	}

	/**
	 * End the pipe and drop what is in it, on the sender's thread.
	 */
	void abort() {
		this.aborted = true;
		end();
	}

	/**
	 * Return how many messages are in the pipe.
	 */
	int size() {
		return this.messages.get();
	}

	private void signal() {
		if (this.signalled.compareAndSet(false, true)) {
			this.wakeReceiver.run();
		}
	}

	/**
	 * Take the next message, on the receiver's thread.
	 * @return the message, or {@code null} if there is none: the receiver will be woken
	 */
	byte @Nullable [][] poll() {
		byte[][] frames = this.queue.poll();
		while (frames == null) {
			this.signalled.set(false);
			if (this.queue.isEmpty() || !this.signalled.compareAndSet(false, true)) {
				return null;
			}
			frames = this.queue.poll();
		}
		if (this.aborted) {
			return END;
		}
		if (frames != END) {
			int waiting = this.messages.decrementAndGet();
			long waitingBytes = this.bytes.addAndGet(-size(frames));
			if (this.blocked.get() && waiting <= this.maxMessages / 2 && waitingBytes <= this.maxBytes / 2
					&& this.blocked.compareAndSet(true, false)) {
				this.wakeSender.run();
			}
		}
		return frames;
	}

	static boolean isEnd(byte[][] frames) {
		return frames == END;
	}

	private static long size(byte[][] frames) {
		long size = 0;
		for (byte[] frame : frames) {
			size += frame.length;
		}
		return size;
	}

}
