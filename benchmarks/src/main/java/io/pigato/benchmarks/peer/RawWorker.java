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

package io.pigato.benchmarks.peer;

import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/**
 * Replies to requests with their data, with no more logic than that, on the event loop:
 * to a broker of PIGATO, or to a forwarder that puts the client's identity in front.
 */
final class RawWorker extends ZmtpHandler {

	private static final long HEARTBEAT_MILLIS = 2000;

	/** More than headers, identities and ids take. */
	private static final int OVERHEAD = 512;

	private final Frames frames = new Frames();

	private final String service;

	private final int concurrency;

	private final boolean forwarded;

	private final CountDownLatch ready;

	/**
	 * Create a worker.
	 * @param service what it offers
	 * @param concurrency how many requests it takes at a time
	 * @param forwarded whether requests come by a forwarder
	 * @param ready counted down once requests may come
	 */
	RawWorker(String service, int concurrency, boolean forwarded, CountDownLatch ready) {
		super("DEALER", "raw-worker-" + UUID.randomUUID(), false);
		this.service = service;
		this.concurrency = concurrency;
		this.forwarded = forwarded;
		this.ready = ready;
	}

	@Override
	void onReady(ChannelHandlerContext ctx) {
		if (this.forwarded) {
			this.ready.countDown();
			return;
		}
		ByteBuf out = outlet().room(OVERHEAD);
		Frames.write("W", true, out);
		Frames.write("1", true, out);
		Frames.write(this.service, false, out);
		heartbeat();
		ctx.executor().scheduleAtFixedRate(this::heartbeat, HEARTBEAT_MILLIS, HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
	}

	private void heartbeat() {
		ByteBuf out = outlet().room(OVERHEAD);
		Frames.write("W", true, out);
		Frames.write("4", true, out);
		Frames.write("", true, out);
		Frames.write("{\"concurrency\":" + this.concurrency + "}", false, out);
		outlet().flush();
	}

	@Override
	void onMessage(ByteBuf message) {
		this.frames.read(message);
		if (this.forwarded) {
			// identity, C, 2, service, id, data, options
			reply(message.readableBytes(), 0, 4, 5);
		}
		else if (this.frames.is(1, '1')) {
			this.ready.countDown();
		}
		else if (this.frames.is(1, '2')) {
			// W, 2, client, service, nothing, id, data, options
			reply(message.readableBytes(), 2, 5, 6);
		}
		else if (this.frames.is(1, '5')) {
			throw new IllegalStateException("The broker sends DISCONNECT");
		}
	}

	private void reply(int size, int client, int id, int data) {
		ByteBuf out = outlet().room(OVERHEAD + size);
		if (this.forwarded) {
			this.frames.copy(client, true, out);
			Frames.write("C", true, out);
			Frames.write("3", true, out);
		}
		else {
			Frames.write("W", true, out);
			Frames.write("3", true, out);
			this.frames.copy(client, true, out);
		}
		Frames.write("", true, out);
		this.frames.copy(id, true, out);
		Frames.write("0", true, out);
		this.frames.copy(data, true, out);
		Frames.write("{}", false, out);
	}

	@Override
	void onReadEnd() {
		outlet().flush();
	}

}
