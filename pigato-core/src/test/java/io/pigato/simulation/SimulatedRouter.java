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

package io.pigato.simulation;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

import io.pigato.protocol.Bytes;
import io.pigato.transport.Endpoint;
import io.pigato.transport.RouterHandler;
import io.pigato.transport.RouterSocket;
import io.pigato.transport.SendResult;
import io.pigato.transport.SocketOptions;

/**
 * A bound socket and its connections by the identities of the peers.
 */
final class SimulatedRouter extends SimulatedSocket implements RouterSocket {

	private static final int MESSAGES_PER_PEER = 16;

	private final Endpoint endpoint;

	private final SocketOptions options;

	private final RouterHandler handler;

	private final Map<Bytes, SimulatedConnection> links = new LinkedHashMap<>();

	private final ArrayDeque<SimulatedConnection> readable = new ArrayDeque<>();

	private long discarded;

	SimulatedRouter(SimulatedLoop loop, SimulatedNetwork network, Endpoint endpoint, SocketOptions options,
			RouterHandler handler) {
		super(loop, network);
		this.endpoint = endpoint;
		this.options = options;
		this.handler = handler;
	}

	SocketOptions options() {
		return this.options;
	}

	int peers() {
		return this.links.size();
	}

	boolean accept(SimulatedConnection connection) {
		if (isClosed() || this.links.size() >= this.options.maxPeers()
				|| this.links.containsKey(connection.identity())) {
			return false;
		}
		this.links.put(connection.identity(), connection);
		network().add(connection);
		return true;
	}

	private boolean isLive(SimulatedConnection connection) {
		return this.links.get(connection.identity()) == connection;
	}

	void onReadable(SimulatedConnection connection) {
		if (isLive(connection) && !this.readable.contains(connection)) {
			this.readable.add(connection);
			markReady();
		}
	}

	void onWritable(SimulatedConnection connection) {
		loop().offer(() -> {
			if (isLive(connection)) {
				tell(() -> this.handler.onWritable(connection.identity()));
			}
		});
	}

	@Override
	void process(SimulatedWorld world) {
		for (int i = this.readable.size(); i > 0 && !this.readable.isEmpty(); i--) {
			read(this.readable.remove());
		}
		tell(this.handler::onReadComplete);
		if (!this.readable.isEmpty()) {
			markReady();
		}
	}

	private void read(SimulatedConnection connection) {
		Bytes peer = connection.identity();
		for (int count = 0; count < MESSAGES_PER_PEER; count++) {
			byte[][] frames = isLive(connection) ? connection.toRouter().poll() : null;
			if (frames == null) {
				return;
			}
			if (SimulatedPipe.isEnd(frames)) {
				remove(connection);
				if (network().tellsRouters()) {
					tell(() -> this.handler.onDisconnected(peer));
				}
				return;
			}
			byte[][] within = SimulatedNetwork.within(this.options, frames);
			tell(() -> {
				if (within == frames) {
					this.handler.onMessage(peer, frames);
				}
				else {
					this.handler.onOversizedMessage(peer, within);
				}
			});
		}
		this.readable.add(connection);
	}

	private void remove(SimulatedConnection connection) {
		this.links.remove(connection.identity());
		network().remove(connection);
		this.discarded += connection.toDealer().size();
		connection.toDealer().lose();
	}

	@Override
	public SendResult send(Bytes peer, byte[][] frames) {
		loop().assertInEventLoop();
		SimulatedConnection connection = this.links.get(peer);
		return (connection != null) ? connection.toDealer().send(frames) : SendResult.GONE;
	}

	@Override
	public void disconnect(Bytes peer) {
		loop().assertInEventLoop();
		SimulatedConnection connection = this.links.get(peer);
		if (connection != null) {
			remove(connection);
			connection.toRouter().lose();
			connection.toDealer().tellReceiver(network().noticeDelay(connection));
		}
	}

	@Override
	public long discarded() {
		return this.discarded;
	}

	@Override
	public Endpoint endpoint() {
		return this.endpoint;
	}

	@Override
	void onClose() {
		for (SimulatedConnection connection : this.links.values()) {
			connection.close(connection.toDealer(), connection.toRouter(), this.options.linger().toNanos());
		}
		forget();
	}

	@Override
	void onVanish(boolean told) {
		for (SimulatedConnection connection : this.links.values()) {
			connection.vanish(connection.toDealer(), connection.toRouter(), told);
		}
		forget();
	}

	private void forget() {
		this.links.values().forEach(network()::remove);
		this.links.clear();
		this.readable.clear();
		network().unbind(this.endpoint);
		loop().deregister(this);
	}

}
