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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import zmq.Msg;
import zmq.ZError;
import zmq.ZMQ;
import zmq.io.Metadata;

import io.pigato.protocol.Bytes;
import io.pigato.transport.Endpoint;
import io.pigato.transport.RouterHandler;
import io.pigato.transport.RouterSocket;
import io.pigato.transport.SendResult;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.Timers.Timer;
import io.pigato.transport.jeromq.Connections.Connection;
import io.pigato.transport.jeromq.RouterPeer.State;
import io.pigato.transport.support.AbstractEventLoop;
import io.pigato.transport.support.OutboundShare;

/**
 * A bound ROUTER socket and its peers.
 * <p>
 * JeroMQ routes by identity and knows nothing of connections, but tells of both
 * separately: events have the channel, messages have the address of the peer. The first
 * message of a connection links its identity to its channel.
 */
final class JeroMqRouter extends BoundSocket implements RouterSocket {

	private static final int MESSAGES_PER_TURN = 256;

	/** How many peers of an old ZMTP are kept beyond the number of connections. */
	private static final int SPARE_PEERS = 1000;

	private final JeroMqEventLoop loop;

	private final SocketOptions options;

	private final RouterHandler handler;

	private final MessageReader reader;

	private final Connections connections;

	private final Map<Bytes, RouterPeer> peers = new HashMap<>();

	private final OutboundShare.Total total = OutboundShare.Total.ofHeap();

	/** Lost connections of which messages may still be waiting. */
	private final List<Connection> lost = new ArrayList<>();

	/** Connections whose peers may not have received all yet; of a closed router only. */
	private final Set<Connection> awaited = new HashSet<>();

	private @Nullable Timer lingerTimer;

	private long discarded;

	/** Whether something was sent since JeroMQ was last asked for input. */
	private boolean sent;

	private boolean processing;

	JeroMqRouter(JeroMqEventLoop loop, JeroMqSocket socket, Bytes identity, SocketOptions options,
			RouterHandler handler) {
		super(loop, socket);
		this.loop = loop;
		this.options = options;
		this.handler = handler;
		this.reader = new MessageReader(options);
		this.connections = new Connections(options.maxPeers(), (connection) -> loop.offer(() -> onLost(connection)),
				(connection) -> loop.offer(() -> onReceivedLast(connection)));
		socket.configure(options, identity, this.connections);
		socket.set(ZMQ.ZMQ_ROUTER_MANDATORY, true);
		socket.set(ZMQ.ZMQ_ROUTER_HANDOVER, false);
		socket.listen(this.connections, Connections.EVENTS);
	}

	@Override
	void doProcess() {
		if (isClosed()) {
			if (!this.awaited.isEmpty() && !socket().discard(MESSAGES_PER_TURN)) {
				markReady();
			}
			return;
		}
		this.processing = true;
		try {
			boolean drained = read();
			forgetLost(drained);
			if (!drained || this.sent) {
				markReady();
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
	private boolean read() {
		boolean drained = false;
		int count = 0;
		while (!isClosed() && count < MESSAGES_PER_TURN) {
			this.sent = false;
			Msg identity = socket().receiveFirst();
			if (identity == null) {
				drained = true;
				break;
			}
			count++;
			receive(identity);
		}
		if (count > 0 && !isClosed()) {
			AbstractEventLoop.guard(this.handler::onReadComplete);
		}
		return drained || isClosed();
	}

	private void receive(Msg identity) {
		Msg first = socket().receive();
		if (first == null) {
			throw new IllegalStateException("JeroMQ has delivered a part of a message only");
		}
		byte[][] frames = this.reader.read(socket(), first);
		RouterPeer peer = peer(Bytes.wrap(identity.data()), first.getMetadata());
		if (peer == null || peer.state() == State.DROPPED) {
			return;
		}
		try {
			if (this.reader.wasOversized()) {
				this.handler.onOversizedMessage(peer.identity(), frames);
			}
			else {
				this.handler.onMessage(peer.identity(), frames);
			}
		}
		catch (Throwable ex) {
			AbstractEventLoop.logFailure(ex);
		}
	}

	/**
	 * Find who sent a message.
	 * @return the peer, or {@code null} if the message is not that peer's
	 */
	private @Nullable RouterPeer peer(Bytes identity, @Nullable Metadata metadata) {
		RouterPeer known = this.peers.get(identity);
		if (known != null && known.metadata() == metadata) {
			return known;
		}
		Connection connection = null;
		if (metadata != null) {
			String address = String.valueOf(metadata.get(Metadata.PEER_ADDRESS));
			connection = this.connections.find(address);
			if (!RouterPeer.isAnnounced(identity, metadata)) {
				if (connection != null) {
					connection.shut();
				}
				return null;
			}
			if (connection == null) {
				// its end was told earlier than its last messages
				connection = new Connection(address, null);
				this.lost.add(connection);
			}
		}
		if (known != null) {
			// JeroMQ gives an identity away again only after the end of its connection
			end(known);
		}
		return add(new RouterPeer(identity, metadata, connection, this.options, this.loop, this, this.total));
	}

	private RouterPeer add(RouterPeer peer) {
		Connection connection = peer.connection();
		if (connection != null) {
			connection.peer = peer;
			if (this.lost.contains(connection)) {
				peer.state(State.LOST);
			}
		}
		else if (this.peers.size() >= this.connections.size() + SPARE_PEERS) {
			this.peers.values().removeIf((other) -> other.connection() == null && other.budget().waiting() == 0);
		}
		this.peers.put(peer.identity(), peer);
		return peer;
	}

	private void onLost(Connection connection) {
		if (!isClosed()) {
			if (connection.peer != null && connection.peer.state() == State.OPEN) {
				connection.peer.state(State.LOST);
			}
			this.lost.add(connection);
			markReady();
		}
		else {
			onReceivedLast(connection);
		}
	}

	/**
	 * Forget lost connections when all their messages were read, at the latest after as
	 * many turns as it takes when all peers keep the router busy.
	 */
	private void forgetLost(boolean drained) {
		if (this.lost.isEmpty() || isClosed()) {
			return;
		}
		List<Connection> ended = new ArrayList<>();
		this.lost.removeIf((connection) -> {
			boolean end = drained || connection.turnsLost++ > this.peers.size();
			if (end) {
				ended.add(connection);
			}
			return end;
		});
		for (Connection connection : ended) {
			this.connections.forget(connection);
			RouterPeer peer = connection.peer;
			if (peer != null && this.peers.get(peer.identity()) == peer) {
				end(peer);
			}
		}
	}

	private void end(RouterPeer peer) {
		this.peers.remove(peer.identity());
		peer.share().close();
		if (peer.state() != State.DROPPED) {
			this.discarded += peer.budget().waiting();
			if (!isClosed()) {
				AbstractEventLoop.guard(() -> this.handler.onDisconnected(peer.identity()));
			}
		}
	}

	@Override
	public SendResult send(Bytes identity, byte[][] frames) {
		this.loop.assertInEventLoop();
		RouterPeer peer = this.peers.get(identity);
		if (peer == null || peer.state() != State.OPEN) {
			return SendResult.GONE;
		}
		long size = OutboundBudget.size(frames);
		if (!peer.budget().reserve(size)) {
			return SendResult.FULL;
		}
		long cost = MessageCost.of(size, frames.length);
		if (!peer.share().reserve(cost)) {
			peer.budget().release(size);
			crowdedOut(peer);
			return SendResult.FULL;
		}
		int error = socket().send(peer.address(), true);
		if (error != 0) {
			peer.budget().release(size);
			peer.share().release(cost);
			return refused(peer, error);
		}
		int last = frames.length - 1;
		for (int i = 0; i < last && error == 0; i++) {
			error = socket().send(new Msg(frames[i]), true);
		}
		if (error == 0) {
			error = socket().send(peer.budget().lastFrame(frames[last], size, peer.share(), cost), false);
		}
		if (error != 0) {
			// JeroMQ refuses a later part only if the socket is of no use any more
			throw new IllegalStateException("JeroMQ refused a part of a message: error " + error);
		}
		this.sent = true;
		if (!this.processing) {
			markReady();
		}
		return SendResult.SENT;
	}

	/**
	 * Nobody tells when other peers have made room, so ask again.
	 */
	private void crowdedOut(RouterPeer peer) {
		if (!peer.crowdedOut) {
			peer.crowdedOut = true;
			this.loop.timers().schedule(TimeUnit.MILLISECONDS.toNanos(10), () -> {
				peer.crowdedOut = false;
				onWritable(peer);
			});
		}
	}

	private SendResult refused(RouterPeer peer, int error) {
		markReady();
		if (error == ZError.EAGAIN) {
			// the peer is about to go: ask again until JeroMQ knows
			this.loop.timers().schedule(TimeUnit.MILLISECONDS.toNanos(10), () -> onWritable(peer));
			return SendResult.FULL;
		}
		if (error == ZError.EHOSTUNREACH && peer.connection() == null) {
			// nobody else would ever tell of the end of a peer of an old ZMTP
			this.discarded += peer.budget().waiting();
			this.peers.remove(peer.identity());
			peer.share().close();
		}
		return SendResult.GONE;
	}

	void onWritable(RouterPeer peer) {
		if (!isClosed() && peer.state() == State.OPEN && this.peers.get(peer.identity()) == peer) {
			this.handler.onWritable(peer.identity());
		}
	}

	@Override
	public void disconnect(Bytes identity) {
		this.loop.assertInEventLoop();
		RouterPeer peer = this.peers.get(identity);
		if (peer == null || peer.state() == State.DROPPED) {
			return;
		}
		this.discarded += peer.budget().waiting();
		peer.state(State.DROPPED);
		if (peer.connection() != null) {
			// stays known as dropped until its connection is gone
			peer.connection().shut();
		}
		else {
			this.peers.remove(identity);
			peer.share().close();
		}
	}

	@Override
	public long discarded() {
		return this.discarded;
	}

	@Override
	public Endpoint endpoint() {
		return boundEndpoint();
	}

	/**
	 * Go on reading until all peers have received what was sent, as
	 * {@link JeroMqDealer#close} does.
	 */
	@Override
	void onClose() {
		this.connections.acceptNoMore();
		for (RouterPeer peer : this.peers.values()) {
			Connection connection = peer.connection();
			if (connection != null && peer.state() == State.OPEN && askForReceipt(peer)) {
				this.awaited.add(connection);
			}
		}
		this.peers.clear();
		this.lost.clear();
		if (this.awaited.isEmpty()) {
			end();
		}
		else {
			markReady();
			this.lingerTimer = this.loop.timers().schedule(this.options.linger().toNanos(), this::endNow);
		}
	}

	private boolean askForReceipt(RouterPeer peer) {
		return socket().send(peer.address(), true) == 0 && socket().send(Ping.last(), false) == 0;
	}

	/**
	 * The peer of a connection has received all that was sent to it, or never will.
	 */
	private void onReceivedLast(Connection connection) {
		if (this.awaited.remove(connection) && this.awaited.isEmpty()) {
			if (this.lingerTimer != null) {
				this.lingerTimer.cancel();
			}
			end();
		}
	}

	private void endNow() {
		this.awaited.clear();
		socket().closeNow();
		end();
	}

	@Override
	protected void fail(Throwable cause) {
		boolean wasClosed = isClosed();
		close();
		if (!this.awaited.isEmpty()) {
			endNow();
		}
		if (!wasClosed) {
			this.handler.onFailure(cause);
		}
	}

}
