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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.collection.IntObjectHashMap;

/**
 * Passes messages of clients to workers in turn, with the client's identity in front, and
 * messages of workers back to the client whose identity is in front. All on one event
 * loop.
 */
final class NettyForwarder {

	/** Flags and size of the frame of an identity, and the identity. */
	private static final int IDENTITY_FRAME = 2 + Integer.BYTES;

	private final IntObjectHashMap<Outlet> clients = new IntObjectHashMap<>();

	private final List<Outlet> workers = new ArrayList<>();

	private final Set<Outlet> written = new LinkedHashSet<>();

	private int nextClient;

	private int nextWorker;

	ZmtpHandler client() {
		return new ClientSide();
	}

	ZmtpHandler worker() {
		return new WorkerSide();
	}

	private void flush() {
		if (!this.written.isEmpty()) {
			this.written.forEach(Outlet::flush);
			this.written.clear();
		}
	}

	/**
	 * A connection of a client.
	 */
	private final class ClientSide extends ZmtpHandler {

		private int id;

		ClientSide() {
			super("ROUTER", "", true);
		}

		@Override
		void onReady(ChannelHandlerContext ctx) {
			this.id = NettyForwarder.this.nextClient++;
			NettyForwarder.this.clients.put(this.id, outlet());
		}

		@Override
		void onMessage(ByteBuf message) {
			List<Outlet> all = NettyForwarder.this.workers;
			if (all.isEmpty()) {
				throw new IllegalStateException("There is no worker");
			}
			int index = NettyForwarder.this.nextWorker % all.size();
			NettyForwarder.this.nextWorker = index + 1;
			Outlet worker = all.get(index);
			worker.room(IDENTITY_FRAME).writeByte(Frames.MORE).writeByte(Integer.BYTES).writeInt(this.id);
			worker.forward(message);
			NettyForwarder.this.written.add(worker);
		}

		@Override
		void onReadEnd() {
			flush();
		}

		@Override
		public void channelInactive(ChannelHandlerContext ctx) throws Exception {
			NettyForwarder.this.clients.remove(this.id, outlet());
			super.channelInactive(ctx);
		}

	}

	/**
	 * A connection of a worker.
	 */
	private final class WorkerSide extends ZmtpHandler {

		WorkerSide() {
			super("ROUTER", "", true);
		}

		@Override
		void onReady(ChannelHandlerContext ctx) {
			NettyForwarder.this.workers.add(outlet());
		}

		@Override
		void onMessage(ByteBuf message) {
			int id = message.skipBytes(2).readInt();
			Outlet client = NettyForwarder.this.clients.get(id);
			if (client != null) {
				client.forward(message);
				NettyForwarder.this.written.add(client);
			}
		}

		@Override
		void onReadEnd() {
			flush();
		}

		@Override
		public void channelInactive(ChannelHandlerContext ctx) throws Exception {
			NettyForwarder.this.workers.remove(outlet());
			super.channelInactive(ctx);
		}

	}

}
