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

import java.nio.channels.SocketChannel;

import org.jspecify.annotations.Nullable;
import zmq.ZMQ;

import io.pigato.protocol.Bytes;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.Timers.Timer;

/**
 * One DEALER socket of JeroMQ, for one connection.
 * <p>
 * JeroMQ could reconnect one socket again and again, but it would throw away what has
 * arrived and is not read yet, and it would not reconnect at all after a protocol error.
 * So it may repeat only its first attempts, up to the first connection.
 * <p>
 * JeroMQ does not tell either when the handshake is over. But only then it takes the
 * first message out of the queue: that is a PING, which tells that it was taken.
 */
final class DealerLink implements ZMQ.EventConsummer, WireListener {

	private static final int EVENTS = ZMQ.ZMQ_EVENT_CONNECTED | ZMQ.ZMQ_EVENT_HANDSHAKE_PROTOCOL
			| ZMQ.ZMQ_EVENT_DISCONNECTED | ZMQ.ZMQ_EVENT_CONNECT_RETRIED;

	/** The version of ZMTP from which on there are commands, as JeroMQ counts. */
	private static final int ZMTP_3 = 3;

	private final JeroMqEventLoop loop;

	private final JeroMqDealer dealer;

	private final JeroMqSocket socket;

	private final OutboundBudget budget;

	private final boolean retries;

	private volatile @Nullable SocketChannel channel;

	private @Nullable Timer handshakeTimer;

	private boolean greeted;

	private boolean pings;

	private State state = State.CONNECTING;

	/**
	 * Create a link.
	 * @param retries whether JeroMQ may repeat the attempt to connect
	 */
	DealerLink(JeroMqEventLoop loop, JeroMqDealer dealer, JeroMqSocket socket, Bytes identity, SocketOptions options,
			boolean retries) {
		this.loop = loop;
		this.dealer = dealer;
		this.socket = socket;
		this.retries = retries;
		this.budget = new OutboundBudget(options, () -> loop.offer(() -> dealer.onWritable(this)));
		socket.configure(options, identity, this);
		// the queue is there from the start; what may be put into it is decided here
		socket.set(ZMQ.ZMQ_IMMEDIATE, true);
		socket.listen(this, EVENTS);
	}

	/**
	 * Called on the I/O thread.
	 */
	@Override
	public void consume(ZMQ.Event event) {
		switch (event.event) {
			case ZMQ.ZMQ_EVENT_CONNECTED -> {
				this.socket.dontReconnect();
				this.channel = (event.arg instanceof SocketChannel connected) ? connected : null;
				this.loop.offer(() -> this.dealer.onTcpConnected(this));
			}
			case ZMQ.ZMQ_EVENT_HANDSHAKE_PROTOCOL -> {
				int version = (event.arg instanceof Integer number) ? number : 0;
				this.loop.offer(() -> onGreeting(version));
			}
			case ZMQ.ZMQ_EVENT_DISCONNECTED -> this.loop.offer(() -> this.dealer.onLost(this));
			case ZMQ.ZMQ_EVENT_CONNECT_RETRIED -> {
				if (!this.retries) {
					this.loop.offer(() -> this.dealer.onLost(this));
				}
			}
			default -> {
			}
		}
	}

	/**
	 * Called on the I/O thread.
	 */
	@Override
	public void refused(@Nullable String address) {
		SocketChannel connected = this.channel;
		if (connected != null) {
			Connections.shut(connected);
		}
	}

	/**
	 * Called on the I/O thread.
	 */
	@Override
	public void receivedLast(@Nullable String address) {
		this.loop.offer(() -> this.dealer.onReceivedLast(this));
	}

	private void onGreeting(int version) {
		if (this.state != State.CONNECTING) {
			return;
		}
		this.greeted = true;
		this.pings = version >= ZMTP_3;
		if (!this.pings) {
			// what is sent now follows the identity, which was all of the handshake
			this.dealer.onConnected(this);
		}
		else {
			this.socket.send(Ping.first(() -> this.loop.offer(() -> this.dealer.onConnected(this))), false);
			this.dealer.ready();
		}
	}

	/**
	 * Ask the peer to tell when it has received all that was sent up to now.
	 * @return whether it was asked; a peer of an old ZMTP can't be
	 */
	boolean askForReceipt() {
		return this.pings && this.socket.send(Ping.last(), false) == 0;
	}

	JeroMqSocket socket() {
		return this.socket;
	}

	OutboundBudget budget() {
		return this.budget;
	}

	/**
	 * Whether both sides have said which version of ZMTP they speak.
	 */
	boolean isGreeted() {
		return this.greeted;
	}

	State state() {
		return this.state;
	}

	void state(State state) {
		this.state = state;
	}

	void handshakeTimer(@Nullable Timer timer) {
		if (this.handshakeTimer != null) {
			this.handshakeTimer.cancel();
		}
		this.handshakeTimer = timer;
	}

	/** How far a link has come. */
	enum State {

		/** Up to the end of the handshake. */
		CONNECTING,

		/** Messages can be sent. */
		CONNECTED,

		/** The connection is lost, but messages may have come before. */
		LOST,

		/** The dealer is closed, but the peer may not have received all yet. */
		LINGERING,

		/** The socket is closed. */
		CLOSED

	}

}
