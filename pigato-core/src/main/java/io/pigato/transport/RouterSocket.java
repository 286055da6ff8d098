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

package io.pigato.transport;

import io.pigato.protocol.Bytes;

/**
 * A bound socket that talks to many peers by their identities (ZeroMQ's ROUTER).
 * <p>
 * To be used on the thread of its loop only. Identities are unique: a second connection
 * that announces a live peer's identity is refused, the first one keeps its traffic.
 */
public interface RouterSocket {

	/**
	 * Send a message to a peer, never blocking and never dropping it silently.
	 * @param peer the peer's identity
	 * @param frames the frames of the message without the identity, which must not be
	 * changed afterwards
	 * @return whether the message was taken
	 */
	SendResult send(Bytes peer, byte[][] frames);

	/**
	 * Drop a peer: what waits for it is discarded and, where the transport knows
	 * connections, its connection is closed.
	 * @param peer the peer's identity
	 */
	void disconnect(Bytes peer);

	/**
	 * Return how many messages were taken over and discarded all the same, because their
	 * peer went away or was dropped.
	 * @return the number of messages as far as the transport knows it
	 */
	default long discarded() {
		return 0;
	}

	/**
	 * Return where the socket is bound, with the real port in place of 0.
	 * @return the endpoint, as a peer on this machine can connect to it
	 */
	Endpoint endpoint();

	/**
	 * Close the socket after what it took over was sent, or the linger has passed.
	 * Nothing is received any more; the handler is not called again.
	 */
	void close();

}
