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
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Speaks just enough ZMTP 3.1 to be a peer: the handshake without security, answers to
 * pings, and messages.
 */
abstract class ZmtpHandler extends ByteToMessageDecoder {

	private static final int GREETING = 64;

	private static final int PING_CONTEXT = 7;

	private final String socketType;

	private final String identity;

	private final boolean server;

	private @Nullable Outlet outlet;

	private boolean greeted;

	private boolean ready;

	/**
	 * Create a handler.
	 * @param socketType the type that it says it has
	 * @param identity the identity that it says it has
	 * @param server whether it says that it is ready only once the other is, and so has
	 * all set up for it
	 */
	ZmtpHandler(String socketType, String identity, boolean server) {
		// what is large is passed on without a copy, what is small is read faster in one
		// piece
		setCumulator((allocator, before, next) -> {
			Cumulator cumulator = (before.readableBytes() >= Outlet.LARGE) ? COMPOSITE_CUMULATOR : MERGE_CUMULATOR;
			return cumulator.cumulate(allocator, before, next);
		});
		this.socketType = socketType;
		this.identity = identity;
		this.server = server;
	}

	/**
	 * Both are ready.
	 */
	abstract void onReady(ChannelHandlerContext ctx);

	/**
	 * A message is there.
	 * @param message its frames, with their headers
	 */
	abstract void onMessage(ByteBuf message);

	/**
	 * Nothing more is there for now: send what there is.
	 */
	abstract void onReadEnd();

	Outlet outlet() {
		if (this.outlet == null) {
			throw new IllegalStateException("There is no connection yet");
		}
		return this.outlet;
	}

	@Override
	public void channelActive(ChannelHandlerContext ctx) {
		this.outlet = new Outlet(ctx.channel());
		ByteBuf greeting = ctx.alloc().buffer(GREETING);
		greeting.writeByte(0xFF).writeZero(8).writeByte(0x7F).writeByte(3).writeByte(1);
		greeting.writeBytes("NULL".getBytes(StandardCharsets.US_ASCII)).writeZero(48);
		ctx.writeAndFlush(greeting);
	}

	@Override
	protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
		if (!this.greeted) {
			if (in.readableBytes() < GREETING) {
				return;
			}
			in.skipBytes(GREETING);
			this.greeted = true;
			if (!this.server) {
				sendReady(ctx);
			}
		}
		for (int length = Frames.length(in); length > 0; length = Frames.length(in)) {
			ByteBuf message = in.readSlice(length);
			if ((message.getByte(message.readerIndex()) & Frames.COMMAND) != 0) {
				command(ctx, message);
			}
			else {
				onMessage(message);
			}
		}
	}

	private void sendReady(ChannelHandlerContext ctx) {
		ByteBuf body = ctx.alloc().buffer();
		text("READY", body);
		property("Socket-Type", this.socketType, body);
		property("Identity", this.identity, body);
		ByteBuf command = ctx.alloc().buffer();
		command.writeByte(Frames.COMMAND).writeByte(body.readableBytes()).writeBytes(body);
		body.release();
		ctx.writeAndFlush(command);
	}

	private void command(ChannelHandlerContext ctx, ByteBuf command) {
		Frames frames = new Frames();
		frames.read(command);
		int start = frames.start(0);
		String name = command.toString(start + 1, command.getByte(start), StandardCharsets.US_ASCII);
		if ("READY".equals(name) && !this.ready) {
			this.ready = true;
			onReady(ctx);
			if (this.server) {
				sendReady(ctx);
			}
		}
		else if ("PING".equals(name)) {
			ByteBuf body = ctx.alloc().buffer();
			text("PONG", body);
			body.writeBytes(command, start + PING_CONTEXT, frames.size(0) - PING_CONTEXT);
			ByteBuf pong = ctx.alloc().buffer();
			pong.writeByte(Frames.COMMAND).writeByte(body.readableBytes()).writeBytes(body);
			body.release();
			outlet().flush();
			ctx.writeAndFlush(pong);
		}
		else if ("ERROR".equals(name)) {
			throw new IllegalStateException("The peer refuses the connection");
		}
	}

	private static void text(String text, ByteBuf out) {
		out.writeByte(text.length()).writeBytes(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static void property(String name, String value, ByteBuf out) {
		text(name, out);
		out.writeInt(value.length()).writeBytes(value.getBytes(StandardCharsets.US_ASCII));
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
		onReadEnd();
		super.channelReadComplete(ctx);
	}

	@Override
	protected void handlerRemoved0(ChannelHandlerContext ctx) {
		if (this.outlet != null) {
			this.outlet.release();
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		System.err.println("A connection ends: " + cause);
		ctx.close();
	}

}
