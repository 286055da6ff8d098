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

import org.jspecify.annotations.Nullable;

/**
 * Told on the I/O thread of what comes over the wire and is no message for the loop.
 */
interface WireListener {

	/**
	 * A connection sent what no peer would send, which was not taken.
	 * @param address the address of the peer, as JeroMQ writes it
	 */
	void refused(@Nullable String address);

	/**
	 * A peer has received all that was sent to it before the {@linkplain Ping#last() last
	 * PING}.
	 * @param address the address of the peer, as JeroMQ writes it
	 */
	void receivedLast(@Nullable String address);

}
