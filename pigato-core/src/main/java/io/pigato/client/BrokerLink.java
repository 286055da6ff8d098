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

package io.pigato.client;

import io.pigato.protocol.ToBroker;
import io.pigato.transport.SendResult;

/**
 * The way of the engine to the broker: one socket at a time.
 */
interface BrokerLink {

	/**
	 * Open a socket with an identity that was never used before.
	 * @throws io.pigato.transport.TransportException if the endpoint can't be connected
	 */
	void open();

	/**
	 * Send a message through the open socket.
	 * @param message the message
	 * @return whether it was taken
	 */
	SendResult send(ToBroker message);

	/**
	 * Close the socket, if one is open. Nothing more comes from it.
	 */
	void close();

}
