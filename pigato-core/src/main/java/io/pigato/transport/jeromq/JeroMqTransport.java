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

import io.pigato.transport.EventLoop;
import io.pigato.transport.Transport;

/**
 * The transport {@code jeromq}: ZMTP over TCP by JeroMQ 0.6.0, an implementation of
 * ZeroMQ in Java.
 * <p>
 * Endpoints are {@code tcp://host:port}. JeroMQ can be made to spin or to run out of
 * memory by bytes from a hostile connection, and it has no limit for the number of frames
 * in a message that still arrives: bind to loopback or trusted networks only. Binding
 * anything else is logged as a warning.
 * <p>
 * Where this transport differs from others:
 * <ul>
 * <li>a router knows a peer from the peer's first message on, and hears that it is gone
 * if the peer speaks ZMTP 3 (libzmq 4 and later);</li>
 * <li>a second connection that announces a live peer's identity is closed when its first
 * message arrives; up to then it looks connected;</li>
 * <li>a frame over {@code maxFrameSize} closes the connection, if it is also larger than
 * 1 KiB, and is told as an oversized message otherwise;</li>
 * <li>what waits for a peer is counted until JeroMQ's I/O thread takes it, up to one
 * batch of 8 KiB or one larger frame before the network does;</li>
 * <li>a closed socket goes on reading, and drops what it reads, until its peers have
 * answered a last PING, within the linger: otherwise TCP would reset the connection and
 * lose what is still on its way. With a peer of ZMTP 2 or older it may still do so;</li>
 * <li>publishers count what waits for a subscriber in messages only;</li>
 * <li>{@code handshakeTimeout} covers the greeting of a connection to a bound socket; a
 * peer that stops between its greeting and its READY stays connected.</li>
 * </ul>
 */
public final class JeroMqTransport implements Transport {

	static final String SCHEME = "tcp";

	@Override
	public String name() {
		return "jeromq";
	}

	@Override
	public boolean supports(String scheme) {
		return scheme.equals(SCHEME);
	}

	@Override
	public EventLoop newEventLoop(String name) {
		JeroMqEventLoop loop = new JeroMqEventLoop(name);
		loop.start();
		return loop;
	}

}
