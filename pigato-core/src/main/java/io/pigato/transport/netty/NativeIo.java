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

import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system's way to wait for many connections, and the channels that go with it.
 */
enum NativeIo {

	/** Linux's own, by Netty's native library. */
	EPOLL {

		@Override
		IoHandlerFactory handlerFactory() {
			return EpollIoHandler.newFactory();
		}

		@Override
		ServerChannel newServer(EventLoop loop, boolean ipc) {
			return ipc ? new EpollServerDomainSocketChannel() : new EpollServerSocketChannel();
		}

		@Override
		Channel newChannel(boolean ipc) {
			return ipc ? new EpollDomainSocketChannel() : new EpollSocketChannel();
		}

		@Override
		SocketAddress ipcAddress(String path) {
			return new DomainSocketAddress(path);
		}

	},

	/** Java's own. */
	NIO {

		@Override
		IoHandlerFactory handlerFactory() {
			return NioIoHandler.newFactory();
		}

		@Override
		ServerChannel newServer(EventLoop loop, boolean ipc) {
			return ipc ? new NioServerDomainSocketChannel() : new NioServerSocketChannel();
		}

		@Override
		Channel newChannel(boolean ipc) {
			return ipc ? new NioDomainSocketChannel() : new NioSocketChannel();
		}

		@Override
		SocketAddress ipcAddress(String path) {
			return UnixDomainSocketAddress.of(path);
		}

	};

	private static final Logger logger = LoggerFactory.getLogger(NativeIo.class);

	private static final int BACKLOG = 4096;

	/**
	 * Return the best that this machine has.
	 */
	static NativeIo best() {
		if (Epoll.isAvailable()) {
			return EPOLL;
		}
		logger.debug("Netty's epoll can't be used here, so NIO is", Epoll.unavailabilityCause());
		return NIO;
	}

	abstract IoHandlerFactory handlerFactory();

	abstract ServerChannel newServer(EventLoop loop, boolean ipc);

	abstract Channel newChannel(boolean ipc);

	abstract SocketAddress ipcAddress(String path);

	ServerChannel server(EventLoop loop, boolean ipc) {
		ServerChannel server = newServer(loop, ipc);
		server.config().setOption(ChannelOption.SO_BACKLOG, BACKLOG);
		if (!ipc) {
			server.config().setOption(ChannelOption.SO_REUSEADDR, true);
		}
		return server;
	}

}
