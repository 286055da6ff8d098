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

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.transport.DealerHandler;
import io.pigato.transport.DealerSocket;
import io.pigato.transport.SendResult;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.Timers.Timer;
import io.pigato.transport.support.AbstractEventLoop;
import io.pigato.transport.support.Backoff;
import io.pigato.transport.support.LoopSocket;

/**
 * A socket that connects to a bound name, again and again until it is closed.
 */
final class MemoryDealer extends LoopSocket implements DealerSocket {

	private static final int MESSAGES_PER_TURN = 256;

	private final MemorySockets sockets;

	private final AbstractEventLoop loop;

	private final String name;

	private final Bytes identity;

	private final SocketOptions options;

	private final MessageLimits limits;

	private final DealerHandler handler;

	private final Backoff backoff;

	/** The connection that the router was asked for. */
	private @Nullable MemoryLink pending;

	/** The connection that is up. */
	private @Nullable MemoryLink link;

	private @Nullable Timer reconnect;

	private boolean closed;

	MemoryDealer(MemorySockets sockets, String name, Bytes identity, SocketOptions options, DealerHandler handler) {
		super(sockets.loop());
		this.sockets = sockets;
		this.loop = sockets.loop();
		this.name = name;
		this.identity = identity;
		this.options = options;
		this.limits = new MessageLimits(options);
		this.handler = handler;
		this.backoff = new Backoff(options.reconnectDelay());
	}

	AbstractEventLoop loop() {
		return this.loop;
	}

	Bytes identity() {
		return this.identity;
	}

	SocketOptions options() {
		return this.options;
	}

	void connect() {
		this.reconnect = null;
		if (this.closed) {
			return;
		}
		MemoryRouter router = MemorySockets.findRouter(this.name);
		if (router != null) {
			MemoryLink requested = new MemoryLink(this, router);
			this.pending = requested;
			if (router.loop().offer(() -> router.accept(requested))) {
				return;
			}
		}
		connectLater();
	}

	private void connectLater() {
		this.pending = null;
		this.reconnect = this.loop.timers().schedule(this.backoff.nextNanos(), this::connect);
	}

	void onRefused(MemoryLink refused) {
		if (this.pending == refused) {
			connectLater();
		}
	}

	void onAccepted(MemoryLink accepted) {
		if (this.pending != accepted) {
			accepted.toRouter().end();
			return;
		}
		this.pending = null;
		this.link = accepted;
		this.backoff.reset();
		this.handler.onConnected();
	}

	void onReadable(MemoryLink readable) {
		if (this.link == readable) {
			markReady();
		}
	}

	void onWritable(MemoryLink writable) {
		if (this.link == writable) {
			this.handler.onWritable();
		}
	}

	@Override
	protected void process() {
		MemoryLink current = this.link;
		if (current == null) {
			return;
		}
		for (int count = 0; count < MESSAGES_PER_TURN; count++) {
			byte[][] frames = (this.link == current) ? current.toDealer().poll() : null;
			if (frames == null) {
				complete();
				return;
			}
			if (MemoryPipe.isEnd(frames)) {
				complete();
				disconnected();
				return;
			}
			deliver(frames);
		}
		complete();
		markReady();
	}

	private void deliver(byte[][] frames) {
		byte[][] within = this.limits.within(frames);
		try {
			if (within == frames) {
				this.handler.onMessage(frames);
			}
			else {
				this.handler.onOversizedMessage(within);
			}
		}
		catch (Throwable ex) {
			AbstractEventLoop.logFailure(ex);
		}
	}

	private void complete() {
		if (!this.closed) {
			AbstractEventLoop.guard(this.handler::onReadComplete);
		}
	}

	private void disconnected() {
		if (this.closed) {
			return;
		}
		this.link = null;
		connectLater();
		this.handler.onDisconnected();
	}

	@Override
	public SendResult send(byte[][] frames) {
		this.loop.assertInEventLoop();
		if (this.closed) {
			return SendResult.GONE;
		}
		return (this.link != null) ? this.link.toRouter().send(frames) : SendResult.FULL;
	}

	@Override
	public void close() {
		this.loop.assertInEventLoop();
		if (this.closed) {
			return;
		}
		this.closed = true;
		if (this.link != null) {
			this.link.toRouter().end();
			this.link = null;
		}
		this.pending = null;
		if (this.reconnect != null) {
			this.reconnect.cancel();
		}
		this.sockets.forget(this, null);
	}

	@Override
	protected void fail(Throwable cause) {
		close();
		this.handler.onFailure(cause);
	}

}
