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

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.ZMQ;

import io.pigato.protocol.Bytes;
import io.pigato.transport.DealerHandler;
import io.pigato.transport.DealerSocket;
import io.pigato.transport.Endpoint;
import io.pigato.transport.PublisherSocket;
import io.pigato.transport.RouterHandler;
import io.pigato.transport.RouterSocket;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.TransportException;
import io.pigato.transport.support.AbstractEventLoop;
import io.pigato.transport.support.BindFailures;

/**
 * A loop that sleeps in a selector, where the sockets' mailboxes are registered, and has
 * a context of JeroMQ of its own.
 */
final class JeroMqEventLoop extends AbstractEventLoop {

	private static final Logger logger = LoggerFactory.getLogger(JeroMqEventLoop.class);

	/** How long JeroMQ's threads may take to end, after the linger of the sockets. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final long MIN_POKE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	private final Selector selector = JeroMqSocket.openSelector();

	private final Consumer<SelectionKey> onSelected = (key) -> ((Runnable) key.attachment()).run();

	private final Set<JeroMqLoopSocket> sockets = new HashSet<>();

	/** The contexts that were used: one, and one more for each whose I/O thread died. */
	private final List<JeroMqContext> contexts = new ArrayList<>();

	private @Nullable JeroMqContext context;

	private long lastPoke = System.nanoTime() - MIN_POKE_NANOS;

	/** The longest linger of any socket. */
	private Duration linger = Duration.ZERO;

	/**
	 * Create a loop, to be started, with JeroMQ's threads already running: what a loop
	 * costs it costs from the start.
	 */
	JeroMqEventLoop(String name) {
		super(name);
		newContext();
	}

	private JeroMqContext newContext() {
		JeroMqContext created = new JeroMqContext(name(), this::onContextDied);
		this.contexts.add(created);
		this.context = created;
		return created;
	}

	@Override
	protected void poll() {
		select(-1);
	}

	@Override
	protected void sleep(long nanos) {
		// rounded up: a timer must not fire early, nor the loop spin until it is due
		select((nanos == Long.MAX_VALUE) ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos - 1) + 1);
	}

	@Override
	protected long timerResolutionNanos() {
		return TimeUnit.MILLISECONDS.toNanos(1);
	}

	/**
	 * Have ready sockets marked.
	 * @param millis how long to wait, 0 for ever, negative not at all
	 */
	private void select(long millis) {
		try {
			if (millis < 0) {
				this.selector.selectNow(this.onSelected);
			}
			else {
				this.selector.select(this.onSelected, millis);
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("The selector failed", ex);
		}
	}

	@Override
	protected void wakeUp() {
		this.selector.wakeup();
	}

	@Override
	protected CompletableFuture<Void> onEnd() {
		try {
			this.selector.close();
		}
		catch (IOException ex) {
			logger.warn("The selector of the event loop '{}' can't be closed", name(), ex);
		}
		Duration patience = this.linger.plus(PATIENCE);
		return CompletableFuture
			.allOf(this.contexts.stream().map((used) -> used.close(patience)).toArray(CompletableFuture<?>[]::new));
	}

	/**
	 * Create a ZeroMQ socket.
	 * @param type the type of the socket
	 * @param readable what the loop runs when the socket has something to do
	 */
	JeroMqSocket newSocket(int type, Runnable readable) {
		JeroMqContext current = this.context;
		if (current == null) {
			current = newContext();
		}
		return new JeroMqSocket(current.newSocket(type), this.selector, readable);
	}

	/**
	 * Have JeroMQ register the channels that it forgot, unless it did just now.
	 */
	void poke() {
		long now = timers().nanoTime();
		if (this.context != null && now - this.lastPoke > MIN_POKE_NANOS) {
			this.lastPoke = now;
			this.context.poke();
		}
	}

	private void onContextDied(JeroMqContext died, Throwable cause) {
		offer(() -> {
			if (this.context != died) {
				return;
			}
			// whoever opens a new socket gets a new context
			this.context = null;
			IllegalStateException failure = new IllegalStateException("JeroMQ's I/O thread died", cause);
			for (JeroMqLoopSocket socket : new ArrayList<>(this.sockets)) {
				guard(() -> socket.fail(failure));
			}
		});
	}

	@Nullable JeroMqContext context() {
		return this.context;
	}

	@Override
	public CompletableFuture<RouterSocket> bindRouter(Endpoint endpoint, Bytes identity, SocketOptions options,
			RouterHandler handler) {
		return bind(endpoint, options, ZMQ.ZMQ_ROUTER,
				(socket) -> new JeroMqRouter(this, socket, identity, options, handler));
	}

	@Override
	public CompletableFuture<PublisherSocket> bindPublisher(Endpoint endpoint, SocketOptions options) {
		return bind(endpoint, options, ZMQ.ZMQ_PUB, (socket) -> new JeroMqPublisher(this, socket, options));
	}

	/**
	 * Bind a socket of type {@code S}, which {@code T} implements.
	 */
	private <S, T extends BoundSocket> CompletableFuture<S> bind(Endpoint endpoint, SocketOptions options, int type,
			Function<JeroMqSocket, T> factory) {
		CompletableFuture<S> future = new CompletableFuture<>();
		Consumer<String> bind = (address) -> {
			boolean accepted = offer(() -> {
				try {
					future.complete(cast(bindNow(endpoint, address, options, type, factory)));
				}
				catch (Throwable ex) {
					future.completeExceptionally(ex);
				}
			});
			if (!accepted) {
				future.completeExceptionally(closed("bind", endpoint));
			}
		};
		if (!endpoint.scheme().equals(JeroMqTransport.SCHEME)) {
			bind.accept(endpoint.toString());
			return future;
		}
		String literal = HostResolver.literal(endpoint);
		if (literal != null) {
			bind.accept(literal);
			return future;
		}
		HostResolver.resolve(endpoint).whenComplete((addresses, failure) -> {
			if (addresses != null) {
				bind.accept(addresses[0]);
			}
			else {
				TransportException unknown = BindFailures.unknownHost(endpoint, failure);
				if (!offer(() -> future.completeExceptionally(unknown))) {
					future.completeExceptionally(unknown);
				}
			}
		});
		return future;
	}

	@SuppressWarnings("unchecked")
	private static <S> S cast(JeroMqLoopSocket socket) {
		return (S) socket;
	}

	private BoundSocket bindNow(Endpoint endpoint, String address, SocketOptions options, int type,
			Function<JeroMqSocket, ? extends BoundSocket> factory) {
		checkUsable("bind", endpoint);
		BoundSocket[] bound = new BoundSocket[1];
		JeroMqSocket socket = newSocket(type, () -> bound[0].ready());
		RuntimeException failure = null;
		try {
			bound[0] = factory.apply(socket);
			socket.set(ZMQ.ZMQ_IPV6, HostResolver.isIpv6(address));
			if (socket.bind(address)) {
				bound[0].bound(endpoint.withPort(socket.boundPort()).connectable());
				remember(bound[0], options);
				warnUnlessLoopback(endpoint);
				return bound[0];
			}
		}
		catch (RuntimeException ex) {
			failure = ex;
		}
		socket.closeNow();
		throw BindFailure.of(endpoint, Endpoint.parse(address).host(), failure);
	}

	private static void warnUnlessLoopback(Endpoint endpoint) {
		if (!endpoint.isLoopback()) {
			logger.warn("Bound {} by JeroMQ, which a hostile peer can make unresponsive: make sure that only "
					+ "trusted machines reach it, or bind to 127.0.0.1", endpoint);
		}
	}

	@Override
	public DealerSocket connectDealer(Endpoint endpoint, Bytes identity, SocketOptions options, DealerHandler handler) {
		assertInEventLoop();
		checkUsable("connect", endpoint);
		JeroMqDealer dealer = new JeroMqDealer(this, endpoint, identity, options, handler);
		remember(dealer, options);
		execute(dealer::connect);
		return dealer;
	}

	private void checkUsable(String what, Endpoint endpoint) {
		if (!endpoint.scheme().equals(JeroMqTransport.SCHEME)) {
			throw new TransportException("Can't " + what + " " + endpoint
					+ ": the transport 'jeromq' has endpoints like tcp://host:port only.");
		}
		if (isClosing()) {
			throw closed(what, endpoint);
		}
	}

	private TransportException closed(String what, Endpoint endpoint) {
		return new TransportException(
				"Can't " + what + " " + endpoint + ": the event loop '" + name() + "' is closed.");
	}

	private void remember(JeroMqLoopSocket socket, SocketOptions options) {
		register(socket);
		this.sockets.add(socket);
		if (options.linger().compareTo(this.linger) > 0) {
			this.linger = options.linger();
		}
	}

	/**
	 * Forget a socket that was closed.
	 */
	void forget(JeroMqLoopSocket socket) {
		this.sockets.remove(socket);
		deregister(socket);
	}

}
