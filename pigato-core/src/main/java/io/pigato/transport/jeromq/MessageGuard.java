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

import java.util.Map;
import java.util.WeakHashMap;

import org.jspecify.annotations.Nullable;
import zmq.io.Metadata;

import io.pigato.transport.SocketOptions;

/**
 * Counts the frames of each message while it arrives: JeroMQ keeps a message until its
 * last frame is there, so one without an end would fill the heap before anybody sees it.
 * <p>
 * What is over the limits by little is for the {@link MessageReader}, which can still
 * tell whose message it was. Used on the I/O thread only.
 */
final class MessageGuard {

	/** How many frames more than allowed are read, so that their sender can be told. */
	private static final int SPARE_FRAMES = 1024;

	private final long maxSize;

	private final int maxFrames;

	private final InboundBudget inbound;

	private final WireListener listener;

	/** Messages that have begun on connections other than the current one. */
	private final Map<Metadata, Beginning> others = new WeakHashMap<>();

	private @Nullable Metadata connection;

	private int frames;

	private long size;

	/**
	 * Create a guard.
	 * @param options the limits
	 * @param inbound told of complete messages
	 * @param listener told of connections whose message is over the limits by far
	 */
	MessageGuard(SocketOptions options, InboundBudget inbound, WireListener listener) {
		this.maxSize = 2L * options.maxMessageSize();
		this.maxFrames = options.maxFrames() + SPARE_FRAMES;
		this.inbound = inbound;
		this.listener = listener;
	}

	/**
	 * A frame has arrived.
	 * @param connection the connection that it came from
	 * @param frameSize how many bytes it holds
	 * @param more whether it is not the last one of its message
	 */
	void arrived(Metadata connection, int frameSize, boolean more) {
		if (connection != this.connection) {
			turnTo(connection);
		}
		this.frames++;
		this.size += frameSize;
		if (!more) {
			this.inbound.arrive(MessageCost.of(this.size, this.frames));
			this.frames = 0;
			this.size = 0;
		}
		else if (this.frames > this.maxFrames || this.size > this.maxSize) {
			this.listener.refused(connection.get(Metadata.PEER_ADDRESS));
		}
	}

	private void turnTo(Metadata next) {
		if (this.frames > 0 && this.connection != null) {
			this.others.put(this.connection, new Beginning(this.frames, this.size));
		}
		this.connection = next;
		Beginning beginning = this.others.isEmpty() ? null : this.others.remove(next);
		this.frames = (beginning != null) ? beginning.frames : 0;
		this.size = (beginning != null) ? beginning.size : 0;
	}

	private record Beginning(int frames, long size) {

	}

}
