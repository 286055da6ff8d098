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

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

import io.pigato.protocol.Bytes;
import io.pigato.transport.Endpoint;
import io.pigato.transport.RouterHandler;
import io.pigato.transport.RouterSocket;
import io.pigato.transport.SendResult;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.support.AbstractEventLoop;
import io.pigato.transport.support.LoopSocket;

/**
 * A bound socket and its connections by the identities of the peers.
 */
final class MemoryRouter extends LoopSocket implements RouterSocket {

	private static final int MESSAGES_PER_TURN = 256;

	private static final int MESSAGES_PER_PEER = 16;

	private final MemorySockets sockets;

	private final AbstractEventLoop loop;

	private final String name;

	private final SocketOptions options;

	private final MessageLimits limits;

	private final RouterHandler handler;

	private final Map<Bytes, MemoryLink> links = new HashMap<>();

	private final ArrayDeque<MemoryLink> readable = new ArrayDeque<>();

	private long discarded;

	private boolean closed;

	MemoryRouter(MemorySockets sockets, String name, SocketOptions options, RouterHandler handler) {
		super(sockets.loop());
		this.sockets = sockets;
		this.loop = sockets.loop();
		this.name = name;
		this.options = options;
		this.limits = new MessageLimits(options);
		this.handler = handler;
	}

	AbstractEventLoop loop() {
		return this.loop;
	}

	SocketOptions options() {
		return this.options;
	}

	/**
	 * Take or refuse a connection, and tell the dealer on its loop.
	 */
	void accept(MemoryLink link) {
		MemoryDealer dealer = link.dealer();
		if (this.closed || this.links.size() >= this.options.maxPeers() || this.links.containsKey(link.identity())) {
			dealer.loop().offer(() -> dealer.onRefused(link));
		}
		else if (dealer.loop().offer(() -> dealer.onAccepted(link))) {
			this.links.put(link.identity(), link);
		}
	}

	private boolean isLive(MemoryLink link) {
		return this.links.get(link.identity()) == link;
	}

	void onReadable(MemoryLink link) {
		if (isLive(link)) {
			this.readable.add(link);
			markReady();
		}
	}

	void onWritable(MemoryLink link) {
		if (isLive(link)) {
			this.handler.onWritable(link.identity());
		}
	}

	@Override
	protected void process() {
		int left = MESSAGES_PER_TURN;
		while (left > 0 && !this.readable.isEmpty()) {
			left -= read(this.readable.remove());
		}
		if (!this.closed) {
			AbstractEventLoop.guard(this.handler::onReadComplete);
		}
		if (!this.readable.isEmpty()) {
			markReady();
		}
	}

	private int read(MemoryLink link) {
		for (int count = 0; count < MESSAGES_PER_PEER; count++) {
			byte[][] frames = isLive(link) ? link.toRouter().poll() : null;
			if (frames == null) {
				return count;
			}
			if (MemoryPipe.isEnd(frames)) {
				this.links.remove(link.identity());
				this.discarded += link.toDealer().size();
				AbstractEventLoop.guard(() -> this.handler.onDisconnected(link.identity()));
				return count;
			}
			deliver(link.identity(), frames);
		}
		this.readable.add(link);
		return MESSAGES_PER_PEER;
	}

	private void deliver(Bytes peer, byte[][] frames) {
		byte[][] within = this.limits.within(frames);
		try {
			if (within == frames) {
				this.handler.onMessage(peer, frames);
			}
			else {
				this.handler.onOversizedMessage(peer, within);
			}
		}
		catch (Throwable ex) {
			AbstractEventLoop.logFailure(ex);
		}
	}

	@Override
	public SendResult send(Bytes peer, byte[][] frames) {
		this.loop.assertInEventLoop();
		MemoryLink link = this.links.get(peer);
		return (link != null) ? link.toDealer().send(frames) : SendResult.GONE;
	}

	@Override
	public void disconnect(Bytes peer) {
		this.loop.assertInEventLoop();
		MemoryLink link = this.links.remove(peer);
		if (link != null) {
			this.discarded += link.toDealer().size();
			link.toDealer().abort();
		}
	}

	@Override
	public long discarded() {
		return this.discarded;
	}

	@Override
	public Endpoint endpoint() {
		return Endpoint.inproc(this.name);
	}

	@Override
	public void close() {
		this.loop.assertInEventLoop();
		if (this.closed) {
			return;
		}
		this.closed = true;
		for (MemoryLink link : this.links.values()) {
			link.toDealer().end();
		}
		this.links.clear();
		this.readable.clear();
		this.sockets.forget(this, this.name);
	}

	@Override
	protected void fail(Throwable cause) {
		close();
		this.handler.onFailure(cause);
	}

}
