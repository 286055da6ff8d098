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

package io.pigato.transport.netty.zmtp;

import java.util.Set;

/**
 * The types of sockets that this project has, and whom they talk to (RFC 28 and 29).
 */
public enum SocketType {

	/** Talks to one peer. */
	DEALER("ROUTER", "DEALER", "REP"),

	/** Talks to many peers by their identities. */
	ROUTER("DEALER", "ROUTER", "REQ"),

	/** Publishes to whoever subscribed. */
	PUB("SUB", "XSUB");

	private final Set<String> peers;

	SocketType(String... peers) {
		this.peers = Set.of(peers);
	}

	/**
	 * Whether a peer of the given type is one to talk to.
	 * @param peerType the type that the peer announced
	 * @return {@code true} if it is
	 */
	public boolean talksTo(String peerType) {
		return this.peers.contains(peerType);
	}

}
