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
 * A bound socket that publishes to whoever subscribed (ZeroMQ's PUB). A subscriber that
 * does not keep up misses messages.
 * <p>
 * To be used on the thread of its loop only.
 */
public interface PublisherSocket {

	/**
	 * Send a message to all subscribers whose subscription its first frame begins with.
	 * @param frames the frames of the message, which must not be changed afterwards
	 */
	void publish(byte[][] frames);

	/**
	 * Return where the socket is bound, with the real port in place of 0.
	 * @return the endpoint, as a peer on this machine can connect to it
	 */
	Endpoint endpoint();

	/**
	 * Close the socket.
	 */
	void close();

}
