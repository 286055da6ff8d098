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

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pigato.transport.Endpoint;
import io.pigato.transport.TransportException;
import io.pigato.transport.support.BindFailures;
import io.pigato.transport.support.Hosts;

/**
 * Where a socket is bound: accepts connections once it was {@linkplain #open opened}.
 */
final class Listener extends ChannelInboundHandlerAdapter {

	private static final Logger logger = LoggerFactory.getLogger(Listener.class);

	/**
	 * How long nothing is accepted after that has failed, for want of descriptors say.
	 */
	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final NettyEventLoop loop;

	private final ServerChannel channel;

	private Endpoint endpoint;

	private @Nullable Consumer<Channel> onAccepted;

	/** Whether accepting has failed since it last went well, and that was logged. */
	private boolean failing;

	private Listener(NettyEventLoop loop, Endpoint endpoint) {
		this.loop = loop;
		this.endpoint = endpoint;
		this.channel = loop.nativeIo().server(loop.io(), isIpc(endpoint));
		this.channel.config().setAutoRead(false);
		this.channel.pipeline().addLast(this);
	}

	static boolean isIpc(Endpoint endpoint) {
		return endpoint.scheme().equals("ipc");
	}

	/**
	 * Bind an endpoint. To be called on the loop's thread.
	 * @return completed on the loop's thread with the listener, or with a
	 * {@link TransportException}
	 */
	static CompletableFuture<Listener> bind(NettyEventLoop loop, Endpoint endpoint) {
		CompletableFuture<Listener> bound = new CompletableFuture<>();
		if (isIpc(endpoint)) {
			Path path = Path.of(endpoint.name());
			if (Files.isRegularFile(path) || Files.isDirectory(path)) {
				// Netty would delete it
				bound.completeExceptionally(BindFailures.of(endpoint, new BindException("a file is in its place")));
				return bound;
			}
			if (Files.exists(path) && isAnsweredAt(path)) {
				bound.completeExceptionally(BindFailures.of(endpoint, new BindException("Address already in use")));
				return bound;
			}
			bindNow(loop, endpoint, loop.nativeIo().ipcAddress(endpoint.name()), bound);
		}
		else if (endpoint.isWildcard()) {
			bindNow(loop, endpoint, new InetSocketAddress(endpoint.port()), bound);
		}
		else {
			Hosts.resolve(endpoint).whenComplete((addresses, failure) -> {
				boolean accepted = loop.offer(() -> {
					if (addresses != null) {
						bindNow(loop, endpoint, new InetSocketAddress(addresses[0], endpoint.port()), bound);
					}
					else {
						bound.completeExceptionally(BindFailures.unknownHost(endpoint, failure));
					}
				});
				if (!accepted) {
					bound.completeExceptionally(BindFailures.unknownHost(endpoint, failure));
				}
			});
		}
		return bound;
	}

	private static void bindNow(NettyEventLoop loop, Endpoint endpoint, SocketAddress address,
			CompletableFuture<Listener> bound) {
		Listener listener;
		ChannelFuture binding;
		try {
			listener = new Listener(loop, endpoint);
			loop.io().register(listener.channel);
			binding = listener.channel.bind(address);
		}
		catch (RuntimeException ex) {
			bound.completeExceptionally(BindFailures.of(endpoint, ex));
			return;
		}
		binding.addListener((done) -> {
			if (done.isSuccess()) {
				listener.onBound();
				bound.complete(listener);
			}
			else {
				listener.channel.close();
				bound.completeExceptionally(BindFailures.of(endpoint, done.cause()));
			}
		});
	}

	/**
	 * Whether somebody listens at a Unix domain socket. The file of one where nobody
	 * does, because its process died, is deleted: no other can be bound there.
	 */
	private static boolean isAnsweredAt(Path path) {
		try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
			return probe.isConnected();
		}
		catch (IOException ex) {
			deleteSocket(path);
			return false;
		}
	}

	private static void deleteSocket(Path path) {
		try {
			Files.deleteIfExists(path);
		}
		catch (IOException ex) {
			logger.debug("The socket {} can't be deleted", path, ex);
		}
	}

	private void onBound() {
		if (this.channel.localAddress() instanceof InetSocketAddress address) {
			this.endpoint = this.endpoint.withPort(address.getPort()).connectable();
		}
	}

	/**
	 * Return the bound endpoint, as a peer on this machine can connect to it.
	 */
	Endpoint endpoint() {
		return this.endpoint;
	}

	/**
	 * Begin to accept connections.
	 */
	void open(Consumer<Channel> onAccepted) {
		this.onAccepted = onAccepted;
		this.channel.config().setAutoRead(true);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		Channel accepted = (Channel) message;
		this.failing = false;
		if (this.onAccepted != null) {
			this.onAccepted.accept(accepted);
		}
		else {
			accepted.unsafe().closeForcibly();
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (this.failing) {
			logger.debug("{} still can't accept a connection", this.endpoint, cause);
		}
		else {
			this.failing = true;
			logger.warn("{} can't accept a connection now; goes on trying", this.endpoint, cause);
		}
		this.channel.config().setAutoRead(false);
		this.loop.timers().schedule(PAUSE_NANOS, () -> this.channel.config().setAutoRead(true));
	}

	/**
	 * Accept nothing more, and free the endpoint.
	 */
	void close() {
		this.onAccepted = null;
		this.channel.close();
		if (isIpc(this.endpoint)) {
			deleteSocket(Path.of(this.endpoint.name()));
		}
	}

	/**
	 * Return the address of the machine that a channel leads to, {@code null} if it is
	 * this one by another way than IP.
	 */
	static @Nullable InetAddress address(Channel channel) {
		return (channel.remoteAddress() instanceof InetSocketAddress remote) ? remote.getAddress() : null;
	}

}
