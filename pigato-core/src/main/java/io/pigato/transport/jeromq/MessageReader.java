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

import java.util.Arrays;

import zmq.Msg;

import io.pigato.transport.SocketOptions;

/**
 * Reads messages part by part and keeps of each what is within the limits.
 */
final class MessageReader {

	private final int maxFrameSize;

	private final int maxMessageSize;

	private final int maxFrames;

	private byte[][] frames = new byte[8][];

	private boolean oversized;

	MessageReader(SocketOptions options) {
		this.maxFrameSize = options.maxFrameSize();
		this.maxMessageSize = options.maxMessageSize();
		this.maxFrames = options.maxFrames();
	}

	/**
	 * Read a message to its end.
	 * @param socket where the message comes from
	 * @param first its first part
	 * @return the frames, without those from the first one on that is over a limit
	 */
	byte[][] read(JeroMqSocket socket, Msg first) {
		this.oversized = false;
		int count = 0;
		int parts = 0;
		long size = 0;
		for (Msg part = first;; part = next(socket)) {
			parts++;
			size += part.size();
			this.oversized |= part.size() > this.maxFrameSize || size > this.maxMessageSize || count == this.maxFrames;
			if (!this.oversized) {
				add(count++, part.data());
			}
			if (!part.hasMore()) {
				break;
			}
		}
		if (first.getMetadata() != null) {
			// what comes from peers of an old ZMTP has not been counted
			socket.taken(size, parts);
		}
		byte[][] message = Arrays.copyOf(this.frames, count);
		Arrays.fill(this.frames, 0, count, null);
		return message;
	}

	/**
	 * Whether the last message was over a limit.
	 */
	boolean wasOversized() {
		return this.oversized;
	}

	private void add(int index, byte[] frame) {
		if (index == this.frames.length) {
			this.frames = Arrays.copyOf(this.frames, index * 2);
		}
		this.frames[index] = frame;
	}

	/**
	 * Return the next part, which has arrived with the first.
	 */
	private static Msg next(JeroMqSocket socket) {
		Msg part = socket.receive();
		if (part == null) {
			throw new IllegalStateException("JeroMQ has delivered a part of a message only");
		}
		return part;
	}

}
