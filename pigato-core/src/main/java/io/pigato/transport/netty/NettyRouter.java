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

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.transport.RouterHandler;
import io.pigato.transport.RouterSocket;
import io.pigato.transport.SendResult;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.support.AbstractEventLoop;
import io.pigato.transport.netty.zmtp.SocketType;

/**
 * A bound ROUTER socket, and its peers by their identities.
 */
final class NettyRouter extends BoundSocket implements RouterSocket {

	private final RouterHandler handler;

	private final Map<Bytes, Connection> peers = new HashMap<>();

	private int anonymous;

	private long discarded;

	NettyRouter(NettyEventLoop loop, Listener listener, Bytes identity, SocketOptions options, RouterHandler handler) {
		super(loop, listener, SocketType.ROUTER, identity, options);
		this.handler = handler;
	}

	@Override
	@Nullable String admit(Connection connection, Bytes identity) {
		if (isClosed()) {
			return "Socket is closed";
		}
		if (identity.length() > 0 && identity.array()[0] == 0) {
			return "Invalid identity";
		}
		Bytes own = (identity.length() > 0) ? identity : newIdentity();
		if (this.peers.putIfAbsent(own, connection) != null) {
			return "Identity in use";
		}
		connection.identity(own);
		return null;
	}

	/**
	 * Return an identity for a peer that has none, as libzmq makes them.
	 */
	private Bytes newIdentity() {
		return Bytes.wrap(ByteBuffer.allocate(5).put((byte) 0).putInt(++this.anonymous).array());
	}

	@Override
	void onMessage(Connection connection, byte[][] frames) {
		markReceived();
		try {
			this.handler.onMessage(connection.identity(), frames);
		}
		catch (Throwable ex) {
			AbstractEventLoop.logFailure(ex);
		}
	}

	@Override
	void onOversizedMessage(Connection connection, byte[][] frames) {
		markReceived();
		try {
			this.handler.onOversizedMessage(connection.identity(), frames);
		}
		catch (Throwable ex) {
			AbstractEventLoop.logFailure(ex);
		}
	}

	@Override
	void onReadComplete() {
		if (!isClosed()) {
			this.handler.onReadComplete();
		}
	}

	@Override
	void onWritable(Connection connection) {
		if (isPeer(connection)) {
			this.handler.onWritable(connection.identity());
		}
	}

	private boolean isPeer(Connection connection) {
		return this.peers.get(connection.identity()) == connection;
	}

	@Override
	void onClosed(Connection connection) {
		super.onClosed(connection);
		if (isPeer(connection)) {
			this.peers.remove(connection.identity());
			this.discarded += connection.outbound().waiting();
			AbstractEventLoop.guard(() -> this.handler.onDisconnected(connection.identity()));
		}
	}

	@Override
	public SendResult send(Bytes identity, byte[][] frames) {
		loop().assertInEventLoop();
		Connection connection = this.peers.get(identity);
		return (connection != null) ? connection.send(frames) : SendResult.GONE;
	}

	@Override
	public void disconnect(Bytes identity) {
		loop().assertInEventLoop();
		Connection connection = this.peers.remove(identity);
		if (connection != null) {
			this.discarded += connection.outbound().waiting();
			connection.close();
		}
	}

	@Override
	public long discarded() {
		return this.discarded;
	}

	@Override
	void onClose() {
		this.peers.clear();
	}

	@Override
	protected void fail(Throwable cause) {
		boolean wasClosed = isClosed();
		abandon();
		if (!wasClosed) {
			this.handler.onFailure(cause);
		}
	}

	@Override
	public String toString() {
		return "router at " + endpoint();
	}

}
