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

package io.pigato.worker;

import io.pigato.protocol.ToBroker;
import io.pigato.transport.SendResult;

/**
 * The engine's way out: at most one socket at a time.
 */
interface WorkerPort {

	/**
	 * Open a socket, which connects until it is closed.
	 * @param identity the identity, fresh for every socket
	 * @throws io.pigato.transport.TransportException if the endpoint can't be connected
	 */
	void open(String identity);

	/**
	 * Send a message through the socket.
	 */
	SendResult send(ToBroker message);

	/**
	 * Close the socket, if there is one; nothing is heard from it any more.
	 */
	void close();

}
