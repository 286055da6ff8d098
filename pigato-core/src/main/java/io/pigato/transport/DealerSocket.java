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
 * A socket that talks to the one peer it connects to (ZeroMQ's DEALER).
 * <p>
 * To be used on the thread of its loop only.
 */
public interface DealerSocket {

	/**
	 * Send a message, never blocking and never dropping it silently. Before the
	 * connection is up, and while it is down, messages are {@link SendResult#FULL
	 * refused}; {@link DealerHandler#onConnected()} tells when to start.
	 * @param frames the frames of the message, which must not be changed afterwards
	 * @return whether the message was taken
	 */
	SendResult send(byte[][] frames);

	/**
	 * Close the socket after what it took over was sent, or the linger has passed.
	 * Nothing is received any more; the handler is not called again.
	 */
	void close();

}
