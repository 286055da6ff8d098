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

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import zmq.Msg;
import zmq.io.Metadata;

import io.pigato.protocol.Bytes;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.jeromq.Connections.Connection;
import io.pigato.transport.support.OutboundShare;

/**
 * A peer of a router, from its first message on.
 */
final class RouterPeer {

	private final Bytes identity;

	/** The first part of each message to the peer, which JeroMQ does not keep. */
	private final Msg address;

	private final OutboundBudget budget;

	private final OutboundShare share;

	private final @Nullable Metadata metadata;

	private final @Nullable Connection connection;

	private State state = State.OPEN;

	/** Whether the router asks again and again if there is room in the share. */
	boolean crowdedOut;

	/**
	 * Create a peer.
	 * @param identity the peer's identity
	 * @param metadata what JeroMQ attaches to each message of the peer's connection, or
	 * {@code null} if the peer speaks an old ZMTP
	 * @param connection the peer's connection as far as it is known
	 * @param options the router's options
	 * @param loop where the router lives
	 * @param router the router
	 * @param total what may wait for all peers of the router together
	 */
	RouterPeer(Bytes identity, @Nullable Metadata metadata, @Nullable Connection connection, SocketOptions options,
			JeroMqEventLoop loop, JeroMqRouter router, OutboundShare.Total total) {
		this.identity = identity;
		this.address = new Msg(identity.array());
		this.metadata = metadata;
		this.connection = connection;
		this.budget = new OutboundBudget(options, () -> loop.offer(() -> router.onWritable(this)));
		this.share = new OutboundShare(total);
	}

	/**
	 * Whether the identity is the one that the connection announced. JeroMQ takes the
	 * next frame for an identity after it refused one that is in use.
	 */
	static boolean isAnnounced(Bytes identity, Metadata metadata) {
		String announced = metadata.get(Metadata.IDENTITY);
		if (announced == null || announced.isEmpty()) {
			return identity.length() == 5 && identity.array()[0] == 0;
		}
		return announced.equals(new String(identity.array(), StandardCharsets.UTF_8));
	}

	Bytes identity() {
		return this.identity;
	}

	Msg address() {
		return this.address;
	}

	OutboundBudget budget() {
		return this.budget;
	}

	OutboundShare share() {
		return this.share;
	}

	@Nullable Metadata metadata() {
		return this.metadata;
	}

	@Nullable Connection connection() {
		return this.connection;
	}

	State state() {
		return this.state;
	}

	void state(State state) {
		this.state = state;
	}

	/** How far a peer's end has come. */
	enum State {

		/** The peer is there. */
		OPEN,

		/** The connection is lost, but messages may have come before. */
		LOST,

		/** The router's user wants to hear nothing more of the peer. */
		DROPPED

	}

}
