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

import java.io.IOException;
import java.net.InetAddress;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pigato.protocol.Bytes;
import io.pigato.transport.SendResult;
import io.pigato.transport.support.OutboundShare;
import io.pigato.transport.netty.UnfinishedMessages.Arrival;
import io.pigato.transport.netty.zmtp.Command;
import io.pigato.transport.netty.zmtp.FrameDecoder;
import io.pigato.transport.netty.zmtp.FrameSink;
import io.pigato.transport.netty.zmtp.Greeting;
import io.pigato.transport.netty.zmtp.Mechanism;
import io.pigato.transport.netty.zmtp.PeerProperties;
import io.pigato.transport.netty.zmtp.UnfinishedMessage;
import io.pigato.transport.netty.zmtp.ZmtpException;

/**
 * One connection of a socket, from its greeting to its end. Used on the loop's thread
 * only.
 */
final class Connection extends ChannelInboundHandlerAdapter
		implements FrameSink, UnfinishedMessage, Arrival, Outbound.Listener {

	private static final Logger logger = LoggerFactory.getLogger(Connection.class);

	/** After how long who was crowded out of the total of all peers tries again. */
	private static final long CROWDED_NANOS = 10_000_000;

	private final NettySocket socket;

	private final Channel channel;

	private final Mechanism mechanism;

	private final Greeting greeting = new Greeting();

	private final FrameDecoder decoder;

	private final Outbound outbound;

	private State state = State.GREETING;

	private Bytes identity = Bytes.of("");

	private @Nullable InetAddress address;

	/** What has arrived and waits until there is room for its message. */
	private @Nullable ByteBuf postponed;

	private long lastHeard;

	private boolean pinged;

	/** Where the last PONG ends, as {@link Outbound} counts. */
	private long pongEnd;

	Connection(NettySocket socket, Channel channel, Mechanism mechanism, OutboundShare share) {
		this.socket = socket;
		this.channel = channel;
		this.mechanism = mechanism;
		this.decoder = new FrameDecoder(socket.options(), this, socket.loop().readWindow());
		this.outbound = new Outbound(this, channel, socket.options(), share, socket.loop().encoder());
		this.lastHeard = now();
	}

	private long now() {
		return this.socket.loop().timers().nanoTime();
	}

	Channel channel() {
		return this.channel;
	}

	Outbound outbound() {
		return this.outbound;
	}

	/**
	 * The identity by which the peer is known.
	 */
	Bytes identity() {
		return this.identity;
	}

	void identity(Bytes identity) {
		this.identity = identity;
	}

	/**
	 * The address from which the connection was accepted, {@code null} if it is not of
	 * IP.
	 */
	@Nullable InetAddress address() {
		return this.address;
	}

	void address(InetAddress address) {
		this.address = address;
	}

	boolean isOpen() {
		return this.state == State.OPEN;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		this.outbound.write(Greeting.of(this.mechanism.name(), false));
		this.outbound.flush();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf in = (ByteBuf) message;
		this.lastHeard = now();
		this.pinged = false;
		try {
			if (this.postponed != null) {
				postpone(in);
			}
			else {
				receive(in);
			}
		}
		finally {
			in.release();
		}
	}

	private void receive(ByteBuf in) {
		try {
			if (this.state == State.GREETING && this.greeting.read(in)) {
				beginHandshake();
			}
			if ((this.state == State.HANDSHAKE || this.state == State.OPEN) && !this.decoder.decode(in, this)) {
				postpone(in);
			}
		}
		catch (ZmtpException ex) {
			abort(String.valueOf(ex.getMessage()));
		}
	}

	private void beginHandshake() {
		if (!this.greeting.mechanism().equals(this.mechanism.name())) {
			throw new ZmtpException("its security mechanism is not " + this.mechanism.name());
		}
		this.state = State.HANDSHAKE;
		this.mechanism.start(this::send);
	}

	@Override
	public void onCommand(Command command) {
		if (this.state == State.HANDSHAKE) {
			PeerProperties peer = this.mechanism.receive(command, this::send);
			if (peer != null) {
				admit(peer);
			}
		}
		else if (this.state == State.OPEN) {
			switch (command.name()) {
				case Command.PING -> answer(command);
				case Command.ERROR -> throw new ZmtpException("it ended the connection: " + command.reason());
				default -> this.socket.onCommand(this, command);
			}
		}
	}

	/**
	 * Answer a PING, unless the last answer has not been sent yet: who asks and does not
	 * read must not fill the heap with answers.
	 */
	private void answer(Command ping) {
		Command pong = ping.pong();
		if (this.outbound.hasSent(this.pongEnd)) {
			send(pong);
			this.pongEnd = this.outbound.written();
		}
	}

	private void admit(PeerProperties peer) {
		String refusal = this.socket.type().talksTo(peer.socketType()) ? this.socket.admit(this, peer.identity())
				: "Invalid socket type";
		if (refusal != null) {
			logger.debug("{} refuses {}: {}", this.socket, this.channel.remoteAddress(), refusal);
			send(Command.error(refusal));
			linger();
			return;
		}
		this.mechanism.accept(this::send);
		this.state = State.OPEN;
		this.socket.onOpen(this);
	}

	private void send(Command command) {
		this.outbound.write(command);
		this.socket.flushLater(this);
	}

	/**
	 * Send a message when the loop has read all that is there now.
	 */
	SendResult send(byte[][] frames) {
		SendResult result = this.outbound.offer(frames);
		if (result == SendResult.SENT) {
			this.socket.flushLater(this);
		}
		return result;
	}

	@Override
	public void onMessage(byte[][] frames) {
		checkOpen();
		this.socket.onMessage(this, frames);
	}

	@Override
	public void onOversizedMessage(byte[][] frames) {
		checkOpen();
		this.socket.onOversizedMessage(this, frames);
	}

	private void checkOpen() {
		if (this.state == State.HANDSHAKE) {
			throw new ZmtpException("it sent a message before the end of the handshake");
		}
	}

	/**
	 * Nobody tells when other peers have made room, so ask again.
	 */
	@Override
	public void crowdedOut() {
		this.socket.loop().timers().schedule(CROWDED_NANOS, this::onWritable);
	}

	/**
	 * There is room again in what may be sent to the peer.
	 */
	@Override
	public void onWritable() {
		this.socket.tellWritableLater(this);
	}

	/**
	 * See to it that a silent connection is alive.
	 * @param keepAlive how long it may be silent, and how long the peer has to answer
	 */
	void check(long keepAlive) {
		long silence = now() - this.lastHeard;
		if (this.state != State.OPEN || silence < keepAlive) {
			return;
		}
		if (silence >= 2 * keepAlive) {
			abort("it is silent");
		}
		else if (!this.pinged) {
			this.pinged = true;
			send(Command.ping());
		}
	}

	@Override
	public boolean resize(long bytes, long held) {
		return this.socket.loop().unfinished().resize(this, bytes, held);
	}

	@Override
	public void release() {
		this.socket.loop().unfinished().release(this);
	}

	/**
	 * Keep what can't be read yet, and have no more of it come.
	 */
	private void postpone(ByteBuf in) {
		ByteBuf old = this.postponed;
		if (old == null) {
			this.postponed = this.channel.alloc().buffer().writeBytes(in);
			this.channel.config().setAutoRead(false);
		}
		else {
			old.writeBytes(in);
		}
	}

	/**
	 * Try again to read what was kept, when others have made room for it.
	 */
	@Override
	public void resumeLater() {
		this.socket.loop().timers().schedule(0, this::resume);
	}

	private void resume() {
		ByteBuf kept = this.postponed;
		if (kept == null) {
			return;
		}
		this.postponed = null;
		try {
			receive(kept);
		}
		catch (Throwable ex) {
			// nobody would read on
			logger.error("A connection of {} failed", this.socket, ex);
			close();
		}
		finally {
			kept.release();
		}
		if (this.postponed == null && this.state != State.CLOSED) {
			this.channel.config().setAutoRead(true);
		}
	}

	/**
	 * End the connection, because of the peer.
	 * @param reason what is wrong with the peer
	 */
	@Override
	public void abort(String reason) {
		logger.debug("{} ends the connection of {}: {}", this.socket, this.channel.remoteAddress(), reason);
		close();
	}

	/**
	 * Send what was taken over, and end the connection when the peer has it, which it
	 * tells by ending it, too. Going on to read until then keeps TCP from resetting the
	 * connection and losing what is on its way.
	 */
	void linger() {
		if (this.state != State.CLOSED && this.state != State.LINGERING) {
			this.state = State.LINGERING;
			stopReading();
			this.channel.config().setAutoRead(true);
			this.outbound.whenSent(this::shutdownOutput);
		}
	}

	private void shutdownOutput() {
		if (this.channel instanceof DuplexChannel duplex) {
			duplex.shutdownOutput();
		}
	}

	/**
	 * End the connection, and drop what was not sent.
	 */
	void close() {
		if (this.state != State.CLOSED) {
			this.state = State.CLOSED;
			stopReading();
			this.outbound.close();
			this.channel.close();
		}
	}

	private void stopReading() {
		this.decoder.stop();
		if (this.postponed != null) {
			this.postponed.release();
			this.postponed = null;
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		close();
		this.socket.onClosed(this);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (cause instanceof IOException) {
			abort(String.valueOf(cause.getMessage()));
		}
		else {
			logger.error("A connection of {} failed", this.socket, cause);
			close();
		}
	}

	@Override
	public String toString() {
		return "connection of " + this.channel.remoteAddress();
	}

	/** How far a connection has come. */
	private enum State {

		/** Up to the end of the peer's greeting. */
		GREETING,

		/** Up to the end of the security mechanism's commands. */
		HANDSHAKE,

		/** Messages can be exchanged. */
		OPEN,

		/** What was taken over is sent, but nothing received any more. */
		LINGERING,

		/** It has ended. */
		CLOSED

	}

}
