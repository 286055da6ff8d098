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

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.transport.Endpoint;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.Timers.Timer;
import io.pigato.transport.support.OutboundShare;
import io.pigato.transport.netty.zmtp.SocketType;

/**
 * A socket that is bound once and for all, and the connections that it has accepted:
 * limited in all, from one address, and before the end of their handshake.
 */
abstract class BoundSocket extends NettySocket {

	private final Listener listener;

	private final OutboundShare.Total total = OutboundShare.Total.ofHeap();

	private final Set<Connection> connections = new LinkedHashSet<>();

	private final Handshakes handshakes;

	private final Map<InetAddress, Integer> byAddress = new HashMap<>();

	private @Nullable Timer keepAliveTimer;

	private @Nullable Timer lingerTimer;

	private boolean closed;

	BoundSocket(NettyEventLoop loop, Listener listener, SocketType type, Bytes identity, SocketOptions options) {
		super(loop, type, identity, options);
		this.listener = listener;
		this.handshakes = new Handshakes(loop.timers(), options);
	}

	final void open() {
		this.listener.open(this::onAccepted);
		checkLater();
	}

	private void checkLater() {
		long keepAlive = options().keepAlive().toNanos();
		this.keepAliveTimer = loop().timers().schedule(Math.max(keepAlive / 4, 1), () -> {
			new ArrayList<>(this.connections).forEach((connection) -> connection.check(keepAlive));
			checkLater();
		});
	}

	private void onAccepted(Channel channel) {
		InetAddress address = Listener.address(channel);
		if (this.connections.size() >= options().maxPeers() || isCrowded(address)) {
			channel.unsafe().closeForcibly();
			return;
		}
		Connection connection = newConnection(channel, true, new OutboundShare(this.total));
		this.connections.add(connection);
		if (address != null) {
			connection.address(address);
			this.byAddress.merge(address, 1, Integer::sum);
		}
		this.handshakes.add(connection);
		loop().io().register(channel);
	}

	private boolean isCrowded(@Nullable InetAddress address) {
		return address != null && this.byAddress.getOrDefault(address, 0) >= options().maxPeersPerAddress();
	}

	@Override
	void onOpen(Connection connection) {
		this.handshakes.remove(connection);
	}

	@Override
	void onClosed(Connection connection) {
		this.handshakes.remove(connection);
		if (this.connections.remove(connection) && connection.address() != null) {
			this.byAddress.computeIfPresent(connection.address(), (address, count) -> (count > 1) ? count - 1 : null);
		}
		endIfDone();
	}

	final Set<Connection> connections() {
		return this.connections;
	}

	public final Endpoint endpoint() {
		return this.listener.endpoint();
	}

	final boolean isClosed() {
		return this.closed;
	}

	@Override
	public final void close() {
		loop().assertInEventLoop();
		if (this.closed) {
			return;
		}
		this.closed = true;
		this.listener.close();
		if (this.keepAliveTimer != null) {
			this.keepAliveTimer.cancel();
		}
		for (Connection connection : new ArrayList<>(this.connections)) {
			if (connection.isOpen()) {
				connection.linger();
			}
			else {
				connection.close();
			}
		}
		onClose();
		this.lingerTimer = loop().timers()
			.schedule(options().linger().toNanos(), () -> new ArrayList<>(this.connections).forEach(Connection::close));
		endIfDone();
	}

	/**
	 * Called once, when the socket is closed.
	 */
	void onClose() {
	}

	private void endIfDone() {
		if (this.closed && this.connections.isEmpty()) {
			if (this.lingerTimer != null) {
				this.lingerTimer.cancel();
			}
			end();
		}
	}

	/**
	 * Close because the loop died: nothing is sent any more.
	 */
	final void abandon() {
		this.closed = true;
		this.listener.close();
		new ArrayList<>(this.connections).forEach(Connection::close);
	}

}
