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

package io.pigato.transport.netty;

import io.pigato.transport.EventLoop;
import io.pigato.transport.Transport;
import io.pigato.transport.memory.MemorySockets;

/**
 * The transport {@code netty}: ZMTP 3.1 on Netty, with one thread for a loop, its sockets
 * and their connections.
 * <p>
 * Endpoints are {@code tcp://host:port}, {@code ipc://path}, a Unix domain socket, and
 * {@code inproc://name}, within the JVM and without ZMTP. Linux's epoll is used where it
 * is there, else Java's NIO. Peers of ZMTP 3.0, such as JeroMQ and libzmq before 4.3, are
 * welcome; those of ZMTP 2 and older are refused.
 */
public final class NettyTransport implements Transport {

	private final NativeIo nativeIo;

	/**
	 * Create the transport, with the best that this machine has.
	 */
	public NettyTransport() {
		this(NativeIo.best());
	}

	NettyTransport(NativeIo nativeIo) {
		this.nativeIo = nativeIo;
	}

	@Override
	public String name() {
		return "netty";
	}

	@Override
	public boolean supports(String scheme) {
		return scheme.equals("tcp") || scheme.equals("ipc") || scheme.equals(MemorySockets.SCHEME);
	}

	@Override
	public EventLoop newEventLoop(String name) {
		NettyEventLoop loop = new NettyEventLoop(name, this.nativeIo);
		loop.start();
		return loop;
	}

}
