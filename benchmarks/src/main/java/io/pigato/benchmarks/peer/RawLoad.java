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

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;

/**
 * Sends requests of the PIGATO protocol by one connection, with no more logic than that,
 * on the event loop.
 */
final class RawLoad extends ZmtpHandler implements LoadPeer {

	/** Frames of a reply: side, type, nothing, id, status, data, options. */
	private static final int REPLY_FRAMES = 7;

	private static final int ID_FRAME = 3;

	private static final int STATUS_FRAME = 4;

	private static final int DATA_FRAME = 5;

	/** More than the headers and all frames but the data take. */
	private static final int OVERHEAD = 128;

	private static final byte[] EMPTY_OPTIONS = "{}".getBytes(StandardCharsets.US_ASCII);

	private final Frames frames = new Frames();

	private final Net net;

	private final byte[] service;

	private final Payloads payloads;

	private final Meter meter;

	private final CountDownLatch ready;

	private final byte[][] data;

	private final byte[][] ids;

	private final long[] sentAt;

	private ByteBuf message = Unpooled.EMPTY_BUFFER;

	private int sequence;

	private volatile boolean stopped;

	private volatile int open;

	RawLoad(Net net, String service, LoadOptions load, Meter meter, CountDownLatch ready) {
		super("DEALER", "raw-client-" + UUID.randomUUID(), false);
		this.net = net;
		this.service = service.getBytes(StandardCharsets.UTF_8);
		this.payloads = new Payloads(load.size());
		this.meter = meter;
		this.ready = ready;
		this.data = new byte[load.parallel()][];
		this.ids = new byte[load.parallel()][];
		this.sentAt = new long[load.parallel()];
	}

	@Override
	void onReady(ChannelHandlerContext ctx) {
		this.ready.countDown();
	}

	@Override
	public void start() {
		this.open = this.data.length;
		this.net.execute(() -> {
			for (int slot = 0; slot < this.data.length; slot++) {
				send(slot);
			}
			outlet().flush();
		});
	}

	@Override
	public void stopSending() {
		this.stopped = true;
	}

	@Override
	public int unanswered() {
		return this.open;
	}

	private void send(int slot) {
		if (this.stopped) {
			this.open = this.open - 1;
			return;
		}
		byte[] bytes = this.payloads.next();
		byte[] id = (slot + "-" + this.sequence++).getBytes(StandardCharsets.US_ASCII);
		this.data[slot] = bytes;
		this.ids[slot] = id;
		this.sentAt[slot] = System.nanoTime();
		ByteBuf out = outlet().room(OVERHEAD + this.service.length + bytes.length);
		Frames.write("C", true, out);
		Frames.write("2", true, out);
		Frames.write(this.service, true, out);
		Frames.write(id, true, out);
		Frames.write(bytes, true, out);
		Frames.write(EMPTY_OPTIONS, false, out);
	}

	@Override
	void onMessage(ByteBuf received) {
		this.message = received;
		this.frames.read(received);
		if (this.frames.count() < 2 || this.frames.is(1, '4')) {
			return; // a heartbeat
		}
		int slot = slot();
		if (slot < 0) {
			this.meter.lost("A reply to no request: " + ByteBufUtil.hexDump(received).substring(0, 32));
			return;
		}
		if (this.frames.is(1, '3') && this.frames.is(STATUS_FRAME, '0') && equal(DATA_FRAME, this.data[slot])) {
			this.meter.reply(System.nanoTime() - this.sentAt[slot]);
		}
		else {
			this.meter.lost("A wrong reply");
		}
		send(slot);
	}

	/** The slot of the request that a reply belongs to. */
	private int slot() {
		if (this.frames.count() < REPLY_FRAMES) {
			return -1;
		}
		int slot = 0;
		int index = this.frames.start(ID_FRAME);
		int end = index + this.frames.size(ID_FRAME);
		for (; index < end && this.message.getByte(index) != '-'; index++) {
			slot = 10 * slot + this.message.getByte(index) - '0';
		}
		return (slot >= 0 && slot < this.ids.length && equal(ID_FRAME, this.ids[slot])) ? slot : -1;
	}

	private boolean equal(int frame, byte[] expected) {
		return this.frames.size(frame) == expected.length && ByteBufUtil.equals(this.message, this.frames.start(frame),
				Unpooled.wrappedBuffer(expected), 0, expected.length);
	}

	@Override
	void onReadEnd() {
		outlet().flush();
	}

}
