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
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import zmq.ZMQ;
import zmq.util.Utils;

/**
 * The connections that a bound socket has accepted, by the address of the peer: JeroMQ
 * tells of channels in its events, and of addresses with each message.
 */
final class Connections implements ZMQ.EventConsummer, WireListener {

	static final int EVENTS = ZMQ.ZMQ_EVENT_ACCEPTED | ZMQ.ZMQ_EVENT_DISCONNECTED;

	private final int max;

	private final Consumer<Connection> onLost;

	private final Consumer<Connection> onReceivedLast;

	private final ConcurrentMap<String, Connection> byAddress = new ConcurrentHashMap<>();

	private volatile boolean full;

	/** Used on the I/O thread only. */
	private final Map<SelectableChannel, Connection> byChannel = new HashMap<>();

	/**
	 * Create an empty set of connections.
	 * @param max how many there may be; more are closed as soon as they are accepted
	 * @param onLost told on the I/O thread of a connection that has ended
	 * @param onReceivedLast told on the I/O thread of a connection whose peer has
	 * answered the last PING
	 */
	Connections(int max, Consumer<Connection> onLost, Consumer<Connection> onReceivedLast) {
		this.max = max;
		this.onLost = onLost;
		this.onReceivedLast = onReceivedLast;
	}

	/**
	 * Called on the I/O thread.
	 */
	@Override
	public void consume(ZMQ.Event event) {
		if (event.event == ZMQ.ZMQ_EVENT_ACCEPTED && event.arg instanceof SocketChannel channel) {
			accepted(channel);
		}
		else if (event.event == ZMQ.ZMQ_EVENT_DISCONNECTED && event.arg instanceof SocketChannel channel) {
			Connection connection = this.byChannel.remove(channel);
			if (connection != null) {
				this.onLost.accept(connection);
			}
		}
	}

	private void accepted(SocketChannel channel) {
		if (this.full || this.byChannel.size() >= this.max) {
			shut(channel);
			return;
		}
		Connection connection = new Connection(Utils.getPeerIpAddress(channel).address(), channel);
		this.byChannel.put(channel, connection);
		this.byAddress.put(connection.address, connection);
	}

	/**
	 * Close whatever is accepted from now on.
	 */
	void acceptNoMore() {
		this.full = true;
	}

	@Nullable Connection find(String address) {
		return this.byAddress.get(address);
	}

	/**
	 * Forget a connection that was lost, when nothing more can come from it.
	 */
	void forget(Connection connection) {
		this.byAddress.remove(connection.address, connection);
	}

	/**
	 * Called on the I/O thread.
	 */
	@Override
	public void refused(@Nullable String address) {
		Connection connection = (address != null) ? this.byAddress.get(address) : null;
		if (connection != null) {
			connection.shut();
		}
	}

	/**
	 * Called on the I/O thread.
	 */
	@Override
	public void receivedLast(@Nullable String address) {
		Connection connection = (address != null) ? this.byAddress.get(address) : null;
		if (connection != null) {
			this.onReceivedLast.accept(connection);
		}
	}

	int size() {
		return this.byAddress.size();
	}

	/**
	 * Have JeroMQ find the end of a connection's input, whereupon it closes the
	 * connection itself. Closing the channel would leave JeroMQ waiting for it for ever.
	 */
	static void shut(SocketChannel channel) {
		try {
			channel.shutdownInput();
		}
		catch (IOException ex) {
			// it is closed already, which is what was wanted
		}
	}

	/** A connection; all but {@link #shut} is for the loop's thread. */
	static final class Connection {

		private final String address;

		private final @Nullable SocketChannel channel;

		/** The peer that has introduced itself. */
		@Nullable RouterPeer peer;

		/** How many turns of the loop the connection has been lost. */
		int turnsLost;

		Connection(String address, @Nullable SocketChannel channel) {
			this.address = address;
			this.channel = channel;
		}

		void shut() {
			if (this.channel != null) {
				Connections.shut(this.channel);
			}
		}

	}

}
