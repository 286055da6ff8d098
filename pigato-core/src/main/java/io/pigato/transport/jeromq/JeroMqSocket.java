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

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import zmq.Msg;
import zmq.SocketBase;
import zmq.ZError;
import zmq.ZMQ;

import io.pigato.protocol.Bytes;
import io.pigato.transport.SocketOptions;

/**
 * A ZeroMQ socket and its place in the loop's selector, used on the loop's thread only.
 * <p>
 * The selector tells that JeroMQ's I/O threads have sent commands to the socket, such as
 * that there is something to read. Sending reads these commands too, so the selector may
 * stay silent although there is input: after a send, look for input before sleeping.
 */
final class JeroMqSocket {

	/**
	 * JeroMQ applies the limit to READY and other commands too, which must not suffer
	 * from a small one.
	 */
	private static final int MIN_FRAME_LIMIT = 1024;

	/** How many messages JeroMQ keeps for the loop, for each connection. */
	private static final int INBOUND_MESSAGES = 256;

	private static final int BACKLOG = 4096;

	private final SocketBase socket;

	private final SelectionKey key;

	private final InboundBudget inbound = InboundBudget.ofHeap();

	private boolean closed;

	/**
	 * Wrap a ZeroMQ socket.
	 * @param socket the socket
	 * @param selector the loop's selector
	 * @param readable what the loop runs when the selector reports the socket
	 */
	JeroMqSocket(SocketBase socket, Selector selector, Runnable readable) {
		this.socket = socket;
		try {
			this.key = socket.getFD().register(selector, SelectionKey.OP_READ, readable);
		}
		catch (ClosedChannelException ex) {
			socket.close();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Set the options that all sockets have, before the socket is bound or connected.
	 * @param options the limits and intervals
	 * @param identity the identity to announce, or {@code null} for none
	 * @param listener told of what comes over the wire besides messages
	 */
	void configure(SocketOptions options, @Nullable Bytes identity, WireListener listener) {
		int frameLimit = Math.max(options.maxFrameSize(), MIN_FRAME_LIMIT);
		set(ZMQ.ZMQ_MAXMSGSIZE, (long) frameLimit);
		set(ZMQ.ZMQ_MSG_ALLOCATOR,
				new GuardAllocator(frameLimit, new MessageGuard(options, this.inbound, listener), listener));
		set(ZMQ.ZMQ_HANDSHAKE_IVL, millis(options.handshakeTimeout()));
		set(ZMQ.ZMQ_HEARTBEAT_IVL, millis(options.keepAlive()));
		set(ZMQ.ZMQ_HEARTBEAT_TIMEOUT, millis(options.keepAlive()));
		set(ZMQ.ZMQ_LINGER, millis(options.linger()));
		set(ZMQ.ZMQ_RECONNECT_IVL, millis(options.reconnectDelay()));
		set(ZMQ.ZMQ_RECONNECT_IVL_MAX, (int) Math.min(10 * options.reconnectDelay().toMillis(), Integer.MAX_VALUE));
		set(ZMQ.ZMQ_BACKLOG, BACKLOG);
		set(ZMQ.ZMQ_SNDHWM, OutboundBudget.highWaterMark(options));
		set(ZMQ.ZMQ_RCVHWM, INBOUND_MESSAGES);
		if (identity != null && identity.length() > 0) {
			set(ZMQ.ZMQ_IDENTITY, identity.array());
		}
	}

	private static int millis(Duration duration) {
		return (int) duration.toMillis();
	}

	void set(int option, Object value) {
		if (!this.socket.setSocketOpt(option, value)) {
			throw new IllegalStateException("JeroMQ refused option " + option + ": " + value);
		}
	}

	/**
	 * Have connection events told, on the I/O thread, until the socket is closed.
	 */
	void listen(ZMQ.EventConsummer listener, int events) {
		this.socket.setEventHook(listener, events);
	}

	/**
	 * Keep the socket from connecting by itself again. Called on the I/O thread, the only
	 * one to read this option.
	 */
	void dontReconnect() {
		this.socket.setSocketOpt(ZMQ.ZMQ_RECONNECT_IVL, -1);
	}

	boolean bind(String address) {
		return this.socket.bind(address);
	}

	boolean connect(String address) {
		return this.socket.connect(address);
	}

	/**
	 * Return the port that the socket is bound to.
	 */
	int boundPort() {
		String last = String.valueOf(this.socket.getSocketOptx(ZMQ.ZMQ_LAST_ENDPOINT));
		return Integer.parseInt(last.substring(last.lastIndexOf(':') + 1));
	}

	/**
	 * Send a part of a message without waiting.
	 * @return 0, or why it was not taken as one of the constants of {@link ZError}
	 */
	int send(Msg part, boolean more) {
		int flags = more ? ZMQ.ZMQ_DONTWAIT | ZMQ.ZMQ_SNDMORE : ZMQ.ZMQ_DONTWAIT;
		while (!this.socket.send(part, flags)) {
			int error = this.socket.errno();
			if (error != ZError.EINTR) {
				return error;
			}
		}
		return 0;
	}

	/**
	 * Take the first part of a message, or what a router has in front of it.
	 * @return the part, or {@code null} if there is no message now
	 */
	@Nullable Msg receiveFirst() {
		long arrived = this.inbound.arrived();
		Msg part = receive();
		if (part == null) {
			this.inbound.drained(arrived);
		}
		return part;
	}

	/**
	 * Make room for others in place of a message that was taken.
	 * @param size what its frames hold
	 * @param frames how many there are
	 */
	void taken(long size, int frames) {
		this.inbound.take(MessageCost.of(size, frames));
	}

	/**
	 * Take the next part of a message.
	 * @return the part, or {@code null} if there is none now
	 */
	@Nullable Msg receive() {
		while (true) {
			Msg part = this.socket.recv(ZMQ.ZMQ_DONTWAIT);
			if (part != null || this.socket.errno() != ZError.EINTR) {
				return part;
			}
		}
	}

	/**
	 * Take messages and drop them.
	 * @param max how many at most
	 * @return whether there are no more
	 */
	boolean discard(int max) {
		this.inbound.close();
		int count = 0;
		while (count < max) {
			Msg part = receive();
			if (part == null) {
				return true;
			}
			if (!part.hasMore()) {
				count++;
			}
		}
		return false;
	}

	/**
	 * Let the socket work on what its I/O thread told it.
	 */
	void processCommands() {
		this.socket.getSocketOpt(ZMQ.ZMQ_EVENTS);
	}

	/**
	 * Close the socket and drop what it has not sent yet.
	 */
	void closeNow() {
		if (!this.closed) {
			this.socket.setSocketOpt(ZMQ.ZMQ_LINGER, 0);
			close();
		}
	}

	/**
	 * Close the socket after what it took over was sent, or the linger has passed.
	 */
	void close() {
		if (!this.closed) {
			this.closed = true;
			this.inbound.close();
			this.key.cancel();
			this.socket.close();
		}
	}

	/**
	 * Open a selector.
	 */
	static Selector openSelector() {
		try {
			return Selector.open();
		}
		catch (IOException ex) {
			throw new IllegalStateException("Can't open a selector", ex);
		}
	}

}
