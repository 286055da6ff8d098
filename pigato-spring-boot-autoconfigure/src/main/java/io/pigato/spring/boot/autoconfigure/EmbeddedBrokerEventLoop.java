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

package io.pigato.spring.boot.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.transport.DealerHandler;
import io.pigato.transport.DealerSocket;
import io.pigato.transport.Endpoint;
import io.pigato.transport.EventLoop;
import io.pigato.transport.PublisherSocket;
import io.pigato.transport.RouterHandler;
import io.pigato.transport.RouterSocket;
import io.pigato.transport.SharedEventLoops;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.Timers;

/**
 * The shared event loop, except that it connects to where the broker in the application
 * is bound at that moment: its port may be a free one, and another one after each start.
 * Acquired when it is first used.
 */
final class EmbeddedBrokerEventLoop implements EventLoop {

	private final String transport;

	private final Supplier<@Nullable Endpoint> bound;

	private final Object lock = new Object();

	private volatile @Nullable EventLoop loop;

	/** Where the broker was when last seen. */
	private volatile Endpoint last;

	/**
	 * Create a loop.
	 * @param transport the name of the transport
	 * @param configured where the broker should be
	 * @param bound where the broker is, {@code null} while it is not bound
	 */
	EmbeddedBrokerEventLoop(String transport, Endpoint configured, Supplier<@Nullable Endpoint> bound) {
		this.transport = transport;
		this.last = configured;
		this.bound = bound;
	}

	private EventLoop loop() {
		EventLoop current = this.loop;
		if (current != null) {
			return current;
		}
		synchronized (this.lock) {
			current = this.loop;
			if (current == null) {
				current = SharedEventLoops.acquire(this.transport);
				this.loop = current;
			}
			return current;
		}
	}

	@Override
	public void execute(Runnable task) {
		loop().execute(task);
	}

	@Override
	public boolean inEventLoop() {
		EventLoop current = this.loop;
		return current != null && current.inEventLoop();
	}

	@Override
	public Timers timers() {
		return loop().timers();
	}

	@Override
	public CompletableFuture<RouterSocket> bindRouter(Endpoint endpoint, Bytes identity, SocketOptions options,
			RouterHandler handler) {
		return loop().bindRouter(endpoint, identity, options, handler);
	}

	@Override
	public CompletableFuture<PublisherSocket> bindPublisher(Endpoint endpoint, SocketOptions options) {
		return loop().bindPublisher(endpoint, options);
	}

	@Override
	public DealerSocket connectDealer(Endpoint endpoint, Bytes identity, SocketOptions options, DealerHandler handler) {
		Endpoint current = this.bound.get();
		if (current != null) {
			this.last = current;
		}
		return loop().connectDealer(this.last, identity, options, handler);
	}

	@Override
	public CompletableFuture<Void> closeAsync() {
		EventLoop current;
		synchronized (this.lock) {
			current = this.loop;
			this.loop = null;
		}
		return (current != null) ? current.closeAsync() : CompletableFuture.completedFuture(null);
	}

	@Override
	public void close() {
		EventLoop current = this.loop;
		if (current != null && !current.inEventLoop()) {
			closeAsync().join();
		}
		else {
			closeAsync();
		}
	}

}
