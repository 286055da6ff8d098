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

package io.pigato.benchmarks.peer;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.Supplier;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * Connections on one event loop, by epoll where it is there.
 */
final class Net {

	private static final boolean EPOLL = Epoll.isAvailable();

	private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1,
			EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());

	Channel connect(String endpoint, ChannelHandler handler) throws InterruptedException {
		Class<? extends Channel> type = EPOLL ? EpollSocketChannel.class : NioSocketChannel.class;
		return new Bootstrap().group(this.loop)
			.channel(type)
			.option(ChannelOption.TCP_NODELAY, true)
			.handler(handler)
			.connect(address(endpoint))
			.sync()
			.channel();
	}

	/**
	 * Accept connections.
	 * @return the channel that does
	 */
	Channel bind(String endpoint, Supplier<ChannelHandler> handlers) throws InterruptedException {
		Class<? extends ServerChannel> type = EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
		return new ServerBootstrap().group(this.loop)
			.channel(type)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ChannelInitializer<SocketChannel>() {

				@Override
				protected void initChannel(SocketChannel channel) {
					channel.pipeline().addLast(handlers.get());
				}

			})
			.bind(address(endpoint))
			.sync()
			.channel();
	}

	void execute(Runnable action) {
		this.loop.execute(action);
	}

	private static InetSocketAddress address(String endpoint) {
		URI uri = URI.create(endpoint);
		return new InetSocketAddress(uri.getHost(), uri.getPort());
	}

	void close() {
		this.loop.shutdownGracefully();
	}

}
