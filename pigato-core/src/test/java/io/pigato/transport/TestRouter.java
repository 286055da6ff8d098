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

package io.pigato.transport;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.pigato.protocol.Bytes;

/**
 * A router that records what it is told.
 */
public class TestRouter implements RouterHandler {

	public record Received(Bytes peer, byte[][] frames) {
	}

	public final BlockingQueue<Received> messages = new LinkedBlockingQueue<>();

	public final List<Received> oversized = new CopyOnWriteArrayList<>();

	public final List<Bytes> disconnected = new CopyOnWriteArrayList<>();

	public final BlockingQueue<Bytes> writable = new LinkedBlockingQueue<>();

	public final AtomicInteger readCompletes = new AtomicInteger();

	public final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

	private final EventLoop loop;

	private volatile RouterSocket socket;

	public TestRouter(EventLoop loop) {
		this.loop = loop;
	}

	public void bind(Endpoint endpoint, SocketOptions options) {
		this.socket = AbstractTransportTests.await(this.loop.bindRouter(endpoint, Bytes.of("router"), options, this));
	}

	@Override
	public void onMessage(Bytes peer, byte[][] frames) {
		this.messages.add(new Received(peer, frames));
	}

	@Override
	public void onOversizedMessage(Bytes peer, byte[][] frames) {
		this.oversized.add(new Received(peer, frames));
	}

	@Override
	public void onDisconnected(Bytes peer) {
		this.disconnected.add(peer);
	}

	@Override
	public void onWritable(Bytes peer) {
		this.writable.add(peer);
	}

	@Override
	public void onReadComplete() {
		this.readCompletes.incrementAndGet();
	}

	@Override
	public void onFailure(Throwable cause) {
		this.failures.add(cause);
	}

	public EventLoop loop() {
		return this.loop;
	}

	/** The socket itself, for the loop's thread. */
	public RouterSocket socket() {
		return this.socket;
	}

	public Endpoint endpoint() {
		return this.socket.endpoint();
	}

	public Received nextMessage() {
		return AbstractTransportTests.next(this.messages);
	}

	public SendResult send(Bytes peer, byte[]... frames) {
		return AbstractTransportTests.call(this.loop, () -> this.socket.send(peer, frames));
	}

	public void close() {
		AbstractTransportTests.run(this.loop, this.socket::close);
	}

}
