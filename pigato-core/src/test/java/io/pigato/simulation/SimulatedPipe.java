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

package io.pigato.simulation;

import java.util.ArrayDeque;

import org.jspecify.annotations.Nullable;

import io.pigato.transport.SendResult;
import io.pigato.transport.SocketOptions;

/**
 * One direction of a connection: what was sent is under way for a random time, then waits
 * to be read, in its order. The sender's budget counts both.
 */
final class SimulatedPipe {

	private static final byte[][] END = new byte[0][];

	private final SimulatedNetwork network;

	private final SimulatedSocket sender;

	private final SimulatedSocket receiver;

	private final SocketOptions options;

	private final Runnable onReadable;

	private final Runnable onWritable;

	private final ArrayDeque<byte[][]> underWay = new ArrayDeque<>();

	private final ArrayDeque<Long> arrivals = new ArrayDeque<>();

	private final ArrayDeque<byte[][]> arrived = new ArrayDeque<>();

	private int messages;

	private long bytes;

	private long lastArrival;

	private boolean delivering;

	private boolean blocked;

	/** Whether what is sent arrives nowhere. */
	private boolean broken;

	/** Whether the receiver can read, or is about to be told, that nothing more comes. */
	private boolean endTold;

	SimulatedPipe(SimulatedSocket sender, SimulatedSocket receiver, SocketOptions options, Runnable onReadable,
			Runnable onWritable) {
		this.network = sender.network();
		this.sender = sender;
		this.receiver = receiver;
		this.options = options;
		this.onReadable = onReadable;
		this.onWritable = onWritable;
	}

	SendResult send(byte[][] frames) {
		long size = size(frames);
		if (this.messages > 0 && (this.messages >= this.options.outboundMessages()
				|| this.bytes + size > this.options.outboundBytes())) {
			this.blocked = true;
			return SendResult.FULL;
		}
		byte[][] copy = new byte[frames.length][];
		for (int i = 0; i < frames.length; i++) {
			copy[i] = frames[i].clone();
		}
		this.messages++;
		this.bytes += size;
		put(copy);
		this.network.trace(this.broken ? "lost" : "sent", this.sender, this.receiver, copy);
		return SendResult.SENT;
	}

	private void put(byte[][] frames) {
		if (this.broken) {
			return;
		}
		SimulatedWorld world = this.network.world();
		this.lastArrival = Math.max(this.lastArrival, world.time() + this.network.latency());
		this.underWay.add(frames);
		this.arrivals.add(this.lastArrival);
		deliverNext();
	}

	private void deliverNext() {
		if (!this.delivering && !this.arrivals.isEmpty()) {
			this.delivering = true;
			SimulatedWorld world = this.network.world();
			world.schedule(this.arrivals.element() - world.time(), this::deliver);
		}
	}

	private void deliver() {
		this.delivering = false;
		if (this.underWay.isEmpty()) {
			return;
		}
		if (!this.network.isReachable(this.sender.process(), this.receiver.process())) {
			// sent again and again, as TCP does
			this.delivering = true;
			this.network.world().schedule(this.network.retransmission(), this::deliver);
			return;
		}
		long now = this.network.world().time();
		while (!this.arrivals.isEmpty() && this.arrivals.element() <= now) {
			this.arrivals.remove();
			byte[][] frames = this.underWay.remove();
			this.endTold |= isEnd(frames);
			this.arrived.add(frames);
		}
		if (!this.arrived.isEmpty()) {
			this.onReadable.run();
		}
		deliverNext();
	}

	/**
	 * Take the next message, {@code null} if there is none.
	 */
	byte @Nullable [][] poll() {
		byte[][] frames = this.arrived.poll();
		if (frames != null && frames != END) {
			this.network.trace("read", this.sender, this.receiver, frames);
			this.messages--;
			this.bytes -= size(frames);
			if (this.blocked && this.messages <= this.options.outboundMessages() / 2
					&& this.bytes <= this.options.outboundBytes() / 2) {
				this.blocked = false;
				this.network.world().schedule(this.network.latency(), this.onWritable);
			}
		}
		return frames;
	}

	static boolean isEnd(byte[][] frames) {
		return frames == END;
	}

	/**
	 * Return how many messages were sent and not read.
	 */
	int size() {
		return this.messages;
	}

	boolean isDrained() {
		return this.underWay.isEmpty();
	}

	/**
	 * Have the receiver learn, after what was sent, that nothing more comes.
	 */
	void end() {
		put(END);
		this.broken = true;
	}

	/**
	 * Lose what the receiver has not read, and what is sent from now on.
	 */
	void lose() {
		this.broken = true;
		this.underWay.clear();
		this.arrivals.clear();
		this.endTold &= !this.arrived.removeIf(SimulatedPipe::isEnd);
		this.arrived.clear();
	}

	/**
	 * Have the receiver learn that the connection is gone, after the given time.
	 */
	void tellReceiver(long delayNanos) {
		if (!this.endTold) {
			this.endTold = true;
			this.network.world().schedule(delayNanos, () -> {
				this.arrived.add(END);
				this.onReadable.run();
			});
		}
	}

	private static long size(byte[][] frames) {
		long size = 0;
		for (byte[] frame : frames) {
			size += frame.length;
		}
		return size;
	}

}
