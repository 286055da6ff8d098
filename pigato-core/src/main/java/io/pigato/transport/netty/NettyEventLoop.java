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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.netty.channel.EventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pigato.protocol.Bytes;
import io.pigato.transport.DealerHandler;
import io.pigato.transport.DealerSocket;
import io.pigato.transport.Endpoint;
import io.pigato.transport.PublisherSocket;
import io.pigato.transport.RouterHandler;
import io.pigato.transport.RouterSocket;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.TransportException;
import io.pigato.transport.memory.MemorySockets;
import io.pigato.transport.netty.zmtp.FrameDecoder;
import io.pigato.transport.netty.zmtp.FrameEncoder;
import io.pigato.transport.support.AbstractEventLoop;

/**
 * A loop that waits for the network by Netty, on its own thread.
 */
final class NettyEventLoop extends AbstractEventLoop {

	private static final Logger logger = LoggerFactory.getLogger(NettyEventLoop.class);

	private final NativeIo nativeIo;

	private final IoLoop io;

	private final MemorySockets memory = new MemorySockets(this, this::register, this::deregister);

	private final UnfinishedMessages unfinished = UnfinishedMessages.ofHeap(timers());

	private final byte[] readWindow = new byte[FrameDecoder.WINDOW_SIZE];

	private final FrameEncoder encoder = new FrameEncoder();

	NettyEventLoop(String name, NativeIo nativeIo) {
		super(name);
		this.nativeIo = nativeIo;
		this.io = new IoLoop(this, nativeIo.handlerFactory());
	}

	boolean mayBlock() {
		return maySleep();
	}

	NativeIo nativeIo() {
		return this.nativeIo;
	}

	EventLoop io() {
		return this.io;
	}

	/**
	 * The messages that have begun to arrive, on all connections of the loop.
	 */
	UnfinishedMessages unfinished() {
		return this.unfinished;
	}

	/**
	 * What the decoders of all connections of the loop read from.
	 */
	byte[] readWindow() {
		return this.readWindow;
	}

	/**
	 * What writes the frames of all connections of the loop.
	 */
	FrameEncoder encoder() {
		return this.encoder;
	}

	@Override
	protected void onStart() {
		this.io.setOwningThread(Thread.currentThread());
	}

	@Override
	protected void poll() {
		this.io.runNow();
	}

	@Override
	protected void sleep(long nanos) {
		this.io.run((nanos == Long.MAX_VALUE) ? 0 : nanos);
	}

	@Override
	protected void wakeUp() {
		this.io.wakeup();
	}

	@Override
	protected CompletableFuture<Void> onEnd() {
		this.io.shutdownGracefully(0, 0, TimeUnit.SECONDS);
		while (!this.io.isTerminated()) {
			this.io.runNow();
		}
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<RouterSocket> bindRouter(Endpoint endpoint, Bytes identity, SocketOptions options,
			RouterHandler handler) {
		return isInJvm(endpoint) ? this.memory.bindRouter(endpoint, options, handler)
				: bind(endpoint, (listener) -> new NettyRouter(this, listener, identity, options, handler));
	}

	@Override
	public CompletableFuture<PublisherSocket> bindPublisher(Endpoint endpoint, SocketOptions options) {
		return isInJvm(endpoint) ? this.memory.bindPublisher(endpoint)
				: bind(endpoint, (listener) -> new NettyPublisher(this, listener, options));
	}

	private static boolean isInJvm(Endpoint endpoint) {
		return endpoint.scheme().equals(MemorySockets.SCHEME);
	}

	/**
	 * Bind a socket of type {@code S}, which {@code T} implements.
	 */
	private <S, T extends BoundSocket> CompletableFuture<S> bind(Endpoint endpoint, Function<Listener, T> factory) {
		CompletableFuture<S> future = new CompletableFuture<>();
		boolean accepted = offer(() -> {
			try {
				checkOpen("bind", endpoint);
				Listener.bind(this, endpoint).whenComplete((listener, failure) -> {
					if (listener != null) {
						future.complete(cast(open(factory.apply(listener))));
					}
					else {
						future.completeExceptionally(failure);
					}
				});
			}
			catch (Throwable ex) {
				future.completeExceptionally(ex);
			}
		});
		if (!accepted) {
			future.completeExceptionally(closed("bind", endpoint));
		}
		return future;
	}

	private BoundSocket open(BoundSocket socket) {
		register(socket);
		if (isClosing()) {
			socket.close();
		}
		else {
			socket.open();
		}
		return socket;
	}

	@SuppressWarnings("unchecked")
	private static <S> S cast(BoundSocket socket) {
		return (S) socket;
	}

	@Override
	public DealerSocket connectDealer(Endpoint endpoint, Bytes identity, SocketOptions options, DealerHandler handler) {
		assertInEventLoop();
		if (isInJvm(endpoint)) {
			return this.memory.connectDealer(endpoint, identity, options, handler);
		}
		checkOpen("connect", endpoint);
		NettyDealer dealer = new NettyDealer(this, endpoint, identity, options, handler);
		register(dealer);
		execute(dealer::connect);
		return dealer;
	}

	private void checkOpen(String what, Endpoint endpoint) {
		if (isClosing()) {
			throw closed(what, endpoint);
		}
	}

	private TransportException closed(String what, Endpoint endpoint) {
		return new TransportException(
				"Can't " + what + " " + endpoint + ": the event loop '" + name() + "' is closed.");
	}

	/**
	 * Forget a socket that was closed.
	 */
	void forget(NettySocket socket) {
		deregister(socket);
		logger.trace("{} is closed", socket);
	}

}
