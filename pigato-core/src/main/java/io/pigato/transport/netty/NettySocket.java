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

import java.util.ArrayList;
import java.util.List;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.support.AbstractEventLoop;
import io.pigato.transport.support.LoopSocket;
import io.pigato.transport.support.OutboundShare;
import io.pigato.transport.netty.zmtp.Command;
import io.pigato.transport.netty.zmtp.NullMechanism;
import io.pigato.transport.netty.zmtp.PeerProperties;
import io.pigato.transport.netty.zmtp.SocketType;

/**
 * A socket and its connections. What is sent is collected while the loop reads, and
 * flushed once when it has read all that was there; a router, which others wait for on
 * both sides, may have half of it go ahead.
 */
abstract class NettySocket extends LoopSocket {

	private final NettyEventLoop loop;

	private final SocketType type;

	private final Bytes ownIdentity;

	private final SocketOptions options;

	private List<Connection> unflushed = new ArrayList<>();

	private List<Connection> flushing = new ArrayList<>();

	private List<Connection> writable = new ArrayList<>();

	private List<Connection> telling = new ArrayList<>();

	private boolean received;

	NettySocket(NettyEventLoop loop, SocketType type, Bytes ownIdentity, SocketOptions options) {
		super(loop);
		this.loop = loop;
		this.type = type;
		this.ownIdentity = ownIdentity;
		this.options = options;
	}

	final NettyEventLoop loop() {
		return this.loop;
	}

	final SocketType type() {
		return this.type;
	}

	final SocketOptions options() {
		return this.options;
	}

	/**
	 * Add a connection to a channel that is not registered yet.
	 * @param bound whether the channel was accepted, and not connected
	 */
	final Connection newConnection(Channel channel, boolean bound, OutboundShare share) {
		channel.config().setOption(ChannelOption.TCP_NODELAY, true);
		Connection connection = new Connection(this, channel,
				new NullMechanism(PeerProperties.of(this.type, this.ownIdentity), bound), share);
		channel.pipeline().addLast(connection);
		return connection;
	}

	final void flushLater(Connection connection) {
		if (connection.outbound().markUnflushed()) {
			this.unflushed.add(connection);
			markReady();
		}
	}

	final void tellWritableLater(Connection connection) {
		this.writable.add(connection);
		markReady();
	}

	final void markReceived() {
		this.received = true;
		markReady();
	}

	@Override
	protected final void process() {
		List<Connection> tell = this.writable;
		this.writable = this.telling;
		this.telling = tell;
		for (Connection connection : tell) {
			AbstractEventLoop.guard(() -> onWritable(connection));
		}
		tell.clear();
		if (this.received) {
			this.received = false;
			AbstractEventLoop.guard(this::onReadComplete);
		}
		List<Connection> flush = this.unflushed;
		this.unflushed = this.flushing;
		this.flushing = flush;
		boolean slack = this.type == SocketType.ROUTER && this.loop.hasSlack();
		for (Connection connection : flush) {
			connection.outbound().endTurn(slack);
		}
		flush.clear();
	}

	/**
	 * Decide about a peer that has introduced itself.
	 * @return why it is refused, {@code null} if it is welcome
	 */
	abstract @Nullable String admit(Connection connection, Bytes identity);

	/** The handshake is over. */
	abstract void onOpen(Connection connection);

	abstract void onMessage(Connection connection, byte[][] frames);

	abstract void onOversizedMessage(Connection connection, byte[][] frames);

	/**
	 * A command arrived that the connection itself knows nothing of.
	 */
	void onCommand(Connection connection, Command command) {
	}

	abstract void onWritable(Connection connection);

	abstract void onReadComplete();

	/** A connection has ended. */
	abstract void onClosed(Connection connection);

	/**
	 * Give back what the socket holds.
	 */
	final void end() {
		this.loop.forget(this);
	}

	@Override
	public abstract void close();

}
