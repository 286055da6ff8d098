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
 * A dealer that records what it is told.
 */
public class TestDealer implements DealerHandler {

	public final BlockingQueue<byte[][]> messages = new LinkedBlockingQueue<>();

	public final List<byte[][]> oversized = new CopyOnWriteArrayList<>();

	public final AtomicInteger connects = new AtomicInteger();

	public final AtomicInteger disconnects = new AtomicInteger();

	public final AtomicInteger writables = new AtomicInteger();

	public final AtomicInteger readCompletes = new AtomicInteger();

	/** The order of connects and disconnects. */
	public final BlockingQueue<String> events = new LinkedBlockingQueue<>();

	private final EventLoop loop;

	private final Bytes identity;

	private volatile DealerSocket socket;

	public TestDealer(EventLoop loop, Bytes identity) {
		this.loop = loop;
		this.identity = identity;
	}

	public void connect(Endpoint endpoint, SocketOptions options) {
		AbstractTransportTests.run(this.loop,
				() -> this.socket = this.loop.connectDealer(endpoint, this.identity, options, this));
	}

	@Override
	public void onConnected() {
		this.connects.incrementAndGet();
		this.events.add("connected");
	}

	@Override
	public void onDisconnected() {
		this.disconnects.incrementAndGet();
		this.events.add("disconnected");
	}

	@Override
	public void onMessage(byte[][] frames) {
		this.messages.add(frames);
	}

	@Override
	public void onOversizedMessage(byte[][] frames) {
		this.oversized.add(frames);
	}

	@Override
	public void onWritable() {
		this.writables.incrementAndGet();
	}

	@Override
	public void onReadComplete() {
		this.readCompletes.incrementAndGet();
	}

	public EventLoop loop() {
		return this.loop;
	}

	public Bytes identity() {
		return this.identity;
	}

	/** The socket itself, for the loop's thread. */
	public DealerSocket socket() {
		return this.socket;
	}

	public byte[][] nextMessage() {
		return AbstractTransportTests.next(this.messages);
	}

	public TestDealer awaitEvent(String event) {
		String next;
		do {
			next = AbstractTransportTests.next(this.events);
		}
		while (!next.equals(event));
		return this;
	}

	public SendResult send(byte[]... frames) {
		return AbstractTransportTests.call(this.loop, () -> this.socket.send(frames));
	}

	public void close() {
		AbstractTransportTests.run(this.loop, this.socket::close);
	}

}
