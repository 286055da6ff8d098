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
import java.util.concurrent.locks.LockSupport;

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

/**
 * A loop that sleeps until somebody hands over a task, which is how messages come.
 */
final class MemoryEventLoop extends AbstractEventLoop {

	private final MemorySockets sockets = new MemorySockets(this, this::register, this::deregister);

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
		return isUsable(endpoint) ? this.sockets.bindRouter(endpoint, options, handler)
				: CompletableFuture.failedFuture(unusable("bind", endpoint));
	}

	@Override
	public CompletableFuture<PublisherSocket> bindPublisher(Endpoint endpoint, SocketOptions options) {
		return isUsable(endpoint) ? this.sockets.bindPublisher(endpoint)
				: CompletableFuture.failedFuture(unusable("bind", endpoint));
	}

	@Override
	public DealerSocket connectDealer(Endpoint endpoint, Bytes identity, SocketOptions options, DealerHandler handler) {
		assertInEventLoop();
		if (!isUsable(endpoint)) {
			throw unusable("connect", endpoint);
		}
		return this.sockets.connectDealer(endpoint, identity, options, handler);
	}

	private static boolean isUsable(Endpoint endpoint) {
		return endpoint.scheme().equals(MemorySockets.SCHEME);
	}

	private static TransportException unusable(String what, Endpoint endpoint) {
		return new TransportException(
				"Can't " + what + " " + endpoint + ": the transport 'memory' has endpoints like inproc://name only.");
	}

}
