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

/**
 * What a {@link DealerSocket} tells, always on the thread of its loop.
 */
public interface DealerHandler {

	/**
	 * The connection is up: messages can be sent.
	 */
	void onConnected();

	/**
	 * A message arrived.
	 * @param frames the frames, now the handler's own
	 */
	void onMessage(byte[][] frames);

	/**
	 * A message over a limit of {@link SocketOptions} arrived and was discarded. Only
	 * transports that can tell do; others close the connection.
	 * @param frames the first frames of the message as far as they are within the limits,
	 * possibly none
	 */
	default void onOversizedMessage(byte[][] frames) {
	}

	/**
	 * The connection is gone; the socket tries to connect again until it is closed.
	 */
	default void onDisconnected() {
	}

	/**
	 * After a message was {@link SendResult#FULL refused} by a connected socket: it takes
	 * messages again.
	 */
	default void onWritable() {
	}

	/**
	 * All messages that had arrived were told.
	 */
	default void onReadComplete() {
	}

	/**
	 * The socket failed for good.
	 * @param cause what happened
	 */
	default void onFailure(Throwable cause) {
	}

}
