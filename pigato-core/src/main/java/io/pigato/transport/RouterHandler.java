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
 * What a {@link RouterSocket} tells, always on the thread of its loop.
 */
public interface RouterHandler {

	/**
	 * A message arrived.
	 * @param peer the identity of the peer that sent it
	 * @param frames the frames without the identity, now the handler's own
	 */
	void onMessage(Bytes peer, byte[][] frames);

	/**
	 * A peer sent a message over a limit of {@link SocketOptions}, which was discarded.
	 * Only transports that can tell do.
	 * @param peer the identity of the peer that sent it
	 * @param frames the first frames of the message as far as they are within the limits,
	 * possibly none
	 */
	default void onOversizedMessage(Bytes peer, byte[][] frames) {
	}

	/**
	 * A peer's connection is gone. Only transports that know connections tell; from
	 * others a peer just falls silent. Not told for peers that were
	 * {@linkplain RouterSocket#disconnect dropped}.
	 * @param peer the identity of the peer
	 */
	default void onDisconnected(Bytes peer) {
	}

	/**
	 * A peer for which a message was {@link SendResult#FULL refused} takes messages
	 * again.
	 * @param peer the identity of the peer
	 */
	default void onWritable(Bytes peer) {
	}

	/**
	 * All messages that had arrived were told; a good time for work that can be done once
	 * for many messages.
	 */
	default void onReadComplete() {
	}

	/**
	 * The socket failed for good: no peer is reached through it any more.
	 * @param cause what happened
	 */
	default void onFailure(Throwable cause) {
	}

}
