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

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.Msg;
import zmq.ZError;
import zmq.ZMQ;

import io.pigato.protocol.Bytes;
import io.pigato.transport.DealerHandler;
import io.pigato.transport.DealerSocket;
import io.pigato.transport.Endpoint;
import io.pigato.transport.SendResult;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.Timers.Timer;
import io.pigato.transport.jeromq.DealerLink.State;
import io.pigato.transport.support.AbstractEventLoop;
import io.pigato.transport.support.Backoff;

/**
 * A socket that connects to an endpoint, again and again until it is closed, with a new
 * {@link DealerLink} for each connection.
 */
final class JeroMqDealer extends JeroMqLoopSocket implements DealerSocket {

	private static final Logger logger = LoggerFactory.getLogger(JeroMqDealer.class);

	private static final int MESSAGES_PER_TURN = 256;

	/** After how long a handshake that has not begun is looked after. */
	private static final long FIRST_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	private final JeroMqEventLoop loop;

	private final Endpoint endpoint;

	private final Bytes identity;

	private final SocketOptions options;

	private final DealerHandler handler;

	private final MessageReader reader;

	private final Backoff backoff;

	private @Nullable DealerLink link;

	private @Nullable Timer reconnect;

	private @Nullable Timer lingerTimer;

	private int attempts;

	/** Whether something was sent since JeroMQ was last asked for input. */
	private boolean sent;

	private boolean processing;

	private boolean closed;

	JeroMqDealer(JeroMqEventLoop loop, Endpoint endpoint, Bytes identity, SocketOptions options,
			DealerHandler handler) {
		super(loop);
		this.loop = loop;
		this.endpoint = endpoint;
		this.identity = identity;
		this.options = options;
		this.handler = handler;
		this.reader = new MessageReader(options);
		this.backoff = new Backoff(options.reconnectDelay());
	}

	void connect() {
		this.reconnect = null;
		if (this.closed) {
			return;
		}
		String literal = HostResolver.literal(this.endpoint);
		if (literal != null) {
			connect(literal, true);
			return;
		}
		HostResolver.resolve(this.endpoint)
			.whenComplete((addresses, failure) -> this.loop.offer(() -> onResolved(addresses, failure)));
	}

	/**
	 * Connect to one of a host's addresses after the other. JeroMQ would try the same one
	 * for ever, even if the name got another.
	 */
	private void onResolved(String @Nullable [] addresses, @Nullable Throwable failure) {
		if (this.closed) {
			return;
		}
		if (addresses == null || addresses.length == 0) {
			logger.debug("{} can't be resolved", this.endpoint, failure);
			connectLater();
			return;
		}
		connect(addresses[this.attempts++ % addresses.length], false);
	}

	private void connect(String address, boolean retries) {
		JeroMqSocket socket = null;
		try {
			socket = this.loop.newSocket(ZMQ.ZMQ_DEALER, this::ready);
			this.link = new DealerLink(this.loop, this, socket, this.identity, this.options, retries);
			socket.set(ZMQ.ZMQ_IPV6, HostResolver.isIpv6(address));
			if (socket.connect(address)) {
				return;
			}
		}
		catch (RuntimeException ex) {
			logger.warn("Can't connect {} now; trying again later", this.endpoint, ex);
		}
		if (socket != null) {
			socket.closeNow();
		}
		connectLater();
	}

	private void connectLater() {
		this.link = null;
		this.reconnect = this.loop.timers().schedule(this.backoff.nextNanos(), this::connect);
	}

	void onTcpConnected(DealerLink connected) {
		if (this.link == connected && connected.state() == State.CONNECTING) {
			awaitHandshake(connected, FIRST_CHECK_NANOS, this.options.handshakeTimeout().toNanos());
		}
	}

	/**
	 * Give the handshake its time, and JeroMQ a push from time to time: it may have
	 * forgotten to read from the connection.
	 */
	private void awaitHandshake(DealerLink connecting, long delay, long left) {
		long next = Math.min(delay, left);
		connecting.handshakeTimer(this.loop.timers().schedule(next, () -> {
			if (next == left) {
				onLost(connecting);
				return;
			}
			if (!connecting.isGreeted()) {
				this.loop.poke();
			}
			awaitHandshake(connecting, 2 * delay, left - next);
		}));
	}

	void onConnected(DealerLink connected) {
		if (this.link == connected && connected.state() == State.CONNECTING) {
			connected.handshakeTimer(null);
			connected.state(State.CONNECTED);
			this.backoff.reset();
			markReady();
			this.handler.onConnected();
		}
	}

	/**
	 * The connection is lost, or did not come about: read what has arrived and start
	 * over.
	 */
	void onLost(DealerLink lost) {
		if (this.link != lost) {
			return;
		}
		lost.handshakeTimer(null);
		if (lost.state() == State.LINGERING) {
			end(lost);
		}
		else if (lost.state() == State.CONNECTED) {
			lost.state(State.LOST);
			markReady();
		}
		else if (lost.state() == State.CONNECTING) {
			lost.state(State.CLOSED);
			lost.socket().closeNow();
			connectLater();
		}
	}

	void onWritable(DealerLink writable) {
		if (this.link == writable && writable.state() == State.CONNECTED) {
			this.handler.onWritable();
		}
	}

	@Override
	void doProcess() {
		DealerLink current = this.link;
		if (current == null) {
			return;
		}
		if (current.state() == State.LINGERING) {
			if (!current.socket().discard(MESSAGES_PER_TURN)) {
				markReady();
			}
			return;
		}
		if (current.state() == State.CONNECTING) {
			// what comes now waits until the connection was told
			current.socket().processCommands();
			return;
		}
		this.processing = true;
		try {
			boolean drained = read(current);
			if (this.link != current) {
				return;
			}
			if (!drained || this.sent) {
				markReady();
			}
			else if (current.state() == State.LOST) {
				disconnected(current);
			}
		}
		finally {
			this.processing = false;
		}
	}

	/**
	 * Read a bounded number of messages.
	 * @return whether there are no more
	 */
	private boolean read(DealerLink current) {
		boolean drained = false;
		int count = 0;
		while (!this.closed && this.link == current && count < MESSAGES_PER_TURN) {
			this.sent = false;
			Msg first = current.socket().receiveFirst();
			if (first == null) {
				drained = true;
				break;
			}
			count++;
			deliver(this.reader.read(current.socket(), first));
		}
		if (count > 0 && !this.closed) {
			AbstractEventLoop.guard(this.handler::onReadComplete);
		}
		return drained;
	}

	private void deliver(byte[][] frames) {
		try {
			if (this.reader.wasOversized()) {
				this.handler.onOversizedMessage(frames);
			}
			else {
				this.handler.onMessage(frames);
			}
		}
		catch (Throwable ex) {
			AbstractEventLoop.logFailure(ex);
		}
	}

	private void disconnected(DealerLink lost) {
		lost.state(State.CLOSED);
		lost.socket().closeNow();
		connectLater();
		AbstractEventLoop.guard(this.handler::onDisconnected);
	}

	@Override
	public SendResult send(byte[][] frames) {
		this.loop.assertInEventLoop();
		if (this.closed) {
			return SendResult.GONE;
		}
		DealerLink current = this.link;
		if (current == null || current.state() != State.CONNECTED) {
			return SendResult.FULL;
		}
		OutboundBudget budget = current.budget();
		long size = OutboundBudget.size(frames);
		if (!budget.reserve(size)) {
			return SendResult.FULL;
		}
		int last = frames.length - 1;
		int error = 0;
		for (int i = 0; i < last && error == 0; i++) {
			error = current.socket().send(new Msg(frames[i]), true);
		}
		if (error == 0) {
			error = current.socket().send(budget.lastFrame(frames[last], size), false);
		}
		this.sent = true;
		if (!this.processing) {
			markReady();
		}
		return (error == 0) ? SendResult.SENT : refused(current, size, error);
	}

	private SendResult refused(DealerLink current, long size, int error) {
		current.budget().release(size);
		if (error == ZError.EAGAIN) {
			// the connection is about to go: ask again until JeroMQ knows
			this.loop.timers().schedule(TimeUnit.MILLISECONDS.toNanos(10), () -> onWritable(current));
		}
		return SendResult.FULL;
	}

	/**
	 * Close, but go on reading until the peer has received what was sent. If a connection
	 * were closed with something unread, or something came for it later, TCP would reset
	 * it, and throw away what is still on its way to the peer.
	 */
	@Override
	public void close() {
		this.loop.assertInEventLoop();
		if (this.closed) {
			return;
		}
		this.closed = true;
		if (this.reconnect != null) {
			this.reconnect.cancel();
		}
		DealerLink current = this.link;
		if (current == null) {
			this.loop.forget(this);
			return;
		}
		current.handshakeTimer(null);
		if (current.state() != State.CONNECTED) {
			end(current);
		}
		else if (current.askForReceipt()) {
			current.state(State.LINGERING);
			markReady();
			this.lingerTimer = this.loop.timers().schedule(this.options.linger().toNanos(), () -> end(current));
		}
		else {
			current.socket().close();
			end(current);
		}
	}

	void onReceivedLast(DealerLink lingering) {
		if (this.link == lingering && lingering.state() == State.LINGERING) {
			end(lingering);
		}
	}

	private void end(DealerLink current) {
		this.link = null;
		current.state(State.CLOSED);
		current.socket().closeNow();
		if (this.lingerTimer != null) {
			this.lingerTimer.cancel();
		}
		this.loop.forget(this);
	}

	@Override
	protected void fail(Throwable cause) {
		boolean wasClosed = this.closed;
		close();
		DealerLink current = this.link;
		if (current != null) {
			end(current);
		}
		if (!wasClosed) {
			this.handler.onFailure(cause);
		}
	}

}
