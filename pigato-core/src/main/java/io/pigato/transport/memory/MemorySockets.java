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

package io.pigato.transport.memory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

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
import io.pigato.transport.support.LoopSocket;

/**
 * The sockets of a loop that are bound within this JVM, or connected to such; the loop
 * may have others, too. They meet by name, whichever transport their loops are of.
 */
public final class MemorySockets {

	/** The scheme of the endpoints. */
	public static final String SCHEME = "inproc";

	/** What is bound in this JVM, by name. */
	private static final ConcurrentMap<String, LoopSocket> bound = new ConcurrentHashMap<>();

	private static final AtomicLong freeNames = new AtomicLong();

	private final AbstractEventLoop loop;

	private final Consumer<LoopSocket> register;

	private final Consumer<LoopSocket> deregister;

	/**
	 * Create the sockets of a loop.
	 * @param loop the loop
	 * @param register keeps the loop from ending until a socket is deregistered
	 * @param deregister has the loop forget a socket
	 */
	public MemorySockets(AbstractEventLoop loop, Consumer<LoopSocket> register, Consumer<LoopSocket> deregister) {
		this.loop = loop;
		this.register = register;
		this.deregister = deregister;
	}

	AbstractEventLoop loop() {
		return this.loop;
	}

	/**
	 * Bind a router, as {@link io.pigato.transport.EventLoop#bindRouter} does.
	 * @param endpoint where to bind
	 * @param options the limits
	 * @param handler what is told of peers and messages
	 * @return completed on the loop's thread
	 */
	public CompletableFuture<RouterSocket> bindRouter(Endpoint endpoint, SocketOptions options, RouterHandler handler) {
		return bind(endpoint, (name) -> new MemoryRouter(this, name, options, handler));
	}

	/**
	 * Bind a publisher, as {@link io.pigato.transport.EventLoop#bindPublisher} does.
	 * @param endpoint where to bind
	 * @return completed on the loop's thread
	 */
	public CompletableFuture<PublisherSocket> bindPublisher(Endpoint endpoint) {
		return bind(endpoint, (name) -> new MemoryPublisher(this, name));
	}

	/**
	 * Bind a socket of type {@code S}, which {@code T} implements.
	 */
	private <S, T extends LoopSocket> CompletableFuture<S> bind(Endpoint endpoint, Function<String, T> factory) {
		CompletableFuture<S> future = new CompletableFuture<>();
		boolean accepted = this.loop.offer(() -> {
			try {
				future.complete(cast(bindNow(endpoint, factory)));
			}
			catch (TransportException ex) {
				future.completeExceptionally(ex);
			}
		});
		if (!accepted) {
			future.completeExceptionally(closed("bind", endpoint));
		}
		return future;
	}

	@SuppressWarnings("unchecked")
	private static <S> S cast(LoopSocket socket) {
		return (S) socket;
	}

	private LoopSocket bindNow(Endpoint endpoint, Function<String, ? extends LoopSocket> factory) {
		checkOpen("bind", endpoint);
		boolean anyName = endpoint.name().equals("*");
		String name = anyName ? "free-" + freeNames.incrementAndGet() : endpoint.name();
		LoopSocket socket = factory.apply(name);
		if (bound.putIfAbsent(name, socket) != null) {
			throw new TransportException("Can't bind " + endpoint
					+ ": name already in use. Choose another name or close the socket that has it.");
		}
		this.register.accept(socket);
		return socket;
	}

	/**
	 * Connect a dealer, as {@link io.pigato.transport.EventLoop#connectDealer} does.
	 * @param endpoint where to connect
	 * @param identity the identity to announce
	 * @param options the limits
	 * @param handler what is told of the connection and of messages
	 * @return the socket, not connected yet
	 */
	public DealerSocket connectDealer(Endpoint endpoint, Bytes identity, SocketOptions options, DealerHandler handler) {
		checkOpen("connect", endpoint);
		MemoryDealer dealer = new MemoryDealer(this, endpoint.name(), identity, options, handler);
		this.register.accept(dealer);
		this.loop.execute(dealer::connect);
		return dealer;
	}

	private void checkOpen(String what, Endpoint endpoint) {
		if (this.loop.isClosing()) {
			throw closed(what, endpoint);
		}
	}

	private TransportException closed(String what, Endpoint endpoint) {
		return new TransportException(
				"Can't " + what + " " + endpoint + ": the event loop '" + this.loop.name() + "' is closed.");
	}

	/**
	 * Forget a socket that was closed, and free its name if it is bound.
	 */
	void forget(LoopSocket socket, @Nullable String name) {
		if (name != null) {
			bound.remove(name, socket);
		}
		this.deregister.accept(socket);
	}

	/**
	 * Find a bound router, from any thread.
	 */
	static @Nullable MemoryRouter findRouter(String name) {
		return (bound.get(name) instanceof MemoryRouter router) ? router : null;
	}

}
