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

import java.time.Duration;

/**
 * The limits and intervals of a socket, immutable.
 *
 * @param maxFrameSize the largest frame that is received, in bytes; default 8 MiB
 * @param maxMessageSize the largest message that is received, in bytes over all frames;
 * default 8 MiB
 * @param maxFrames how many frames a received message may have; default 32
 * @param maxPeers how many peers may be connected to a bound socket; default 10,000
 * @param outboundMessages how many messages may wait for one peer; default 10,000
 * @param outboundBytes how many bytes may wait for one peer; default 16 MiB
 * @param handshakeTimeout how long a new connection may take to introduce itself; default
 * 5 s
 * @param keepAlive how long a silent connection lives before the transport checks it, and
 * how long that check may take; default 15 s
 * @param reconnectDelay the first delay before a lost connection is tried again, which
 * doubles up to ten times itself; default 100 ms
 * @param linger how long a closed socket goes on sending; default 1 s
 */
public record SocketOptions(int maxFrameSize, int maxMessageSize, int maxFrames, int maxPeers, int outboundMessages,
		long outboundBytes, Duration handshakeTimeout, Duration keepAlive, Duration reconnectDelay, Duration linger) {

	private static final SocketOptions DEFAULTS = new SocketOptions(8 << 20, 8 << 20, 32, 10_000, 10_000, 16L << 20,
			Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMillis(100), Duration.ofSeconds(1));

	/**
	 * Return the defaults.
	 * @return the defaults
	 */
	public static SocketOptions defaults() {
		return DEFAULTS;
	}

}
