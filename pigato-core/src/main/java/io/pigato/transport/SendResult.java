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
 * What became of a message that was handed to a socket.
 */
public enum SendResult {

	/** The socket took it over and sends it in its order, unless the peer goes away. */
	SENT,

	/**
	 * The peer's outbound budget is used up and the message was not taken: the handler
	 * hears of it when the peer is writable again.
	 */
	FULL,

	/** There is no such peer (any more), or the socket is closed. */
	GONE

}
