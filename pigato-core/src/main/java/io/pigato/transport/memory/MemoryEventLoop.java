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
import java.util.concurrent.locks.LockSupport;
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
 * A loop that sleeps by parking its thread.
 */
final class MemoryEventLoop extends AbstractEventLoop {

	/** What is bound in this JVM, by name. */
	private static final ConcurrentMap<String, LoopSocket> bound = new ConcurrentHashMap<>();

	private static final AtomicLong freeNames = new AtomicLong();

	private volatile @Nullable Thread parked;

	MemoryEventLoop(String name) {
		super(name);
	}

	@Override
	protected void onStart() {
		this.parked = Thread.currentThread();
	}

	@Override
	protected void poll() {
		// input comes as tasks
	}

	@Override
	protected void sleep(long nanos) {
		LockSupport.parkNanos(this, nanos);
	}

	@Override
	protected void wakeUp() {
		LockSupport.unpark(this.parked);
	}

	@Override
	protected CompletableFuture<Void> onEnd() {
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<RouterSocket> bindRouter(Endpoint endpoint, Bytes identity, SocketOptions options,
			RouterHandler handler) {
		return bind(endpoint, (name) -> new MemoryRouter(this, name, options, handler));
	}

	@Override
	public CompletableFuture<PublisherSocket> bindPublisher(Endpoint endpoint, SocketOptions options) {
		return bind(endpoint, (name) -> new MemoryPublisher(this, name));
	}

	/**
	 * Bind a socket of type {@code S}, which {@code T} implements.
	 */
	private <S, T extends LoopSocket> CompletableFuture<S> bind(Endpoint endpoint, Function<String, T> factory) {
		CompletableFuture<S> future = new CompletableFuture<>();
		boolean accepted = offer(() -> {
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
		checkUsable("bind", endpoint);
		boolean anyName = endpoint.name().equals("*");
		String name = anyName ? "free-" + freeNames.incrementAndGet() : endpoint.name();
		LoopSocket socket = factory.apply(name);
		if (bound.putIfAbsent(name, socket) != null) {
			throw new TransportException("Can't bind " + endpoint
					+ ": name already in use. Choose another name or close the socket that has it.");
		}
		register(socket);
		return socket;
	}

	@Override
	public DealerSocket connectDealer(Endpoint endpoint, Bytes identity, SocketOptions options, DealerHandler handler) {
		assertInEventLoop();
		checkUsable("connect", endpoint);
		MemoryDealer dealer = new MemoryDealer(this, endpoint.name(), identity, options, handler);
		register(dealer);
		execute(dealer::connect);
		return dealer;
	}

	private void checkUsable(String what, Endpoint endpoint) {
		if (!endpoint.scheme().equals(MemoryTransport.SCHEME)) {
			throw new TransportException("Can't " + what + " " + endpoint
					+ ": the transport 'memory' has endpoints like inproc://name only.");
		}
		if (isClosing()) {
			throw closed(what, endpoint);
		}
	}

	private TransportException closed(String what, Endpoint endpoint) {
		return new TransportException(
				"Can't " + what + " " + endpoint + ": the event loop '" + name() + "' is closed.");
	}

	/**
	 * Forget a socket that was closed, and free its name if it is bound.
	 */
	void forget(LoopSocket socket, @Nullable String name) {
		if (name != null) {
			bound.remove(name, socket);
		}
		deregister(socket);
	}

	/**
	 * Find a bound router, from any thread.
	 */
	static @Nullable MemoryRouter findRouter(String name) {
		return (bound.get(name) instanceof MemoryRouter router) ? router : null;
	}

}
