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

package io.pigato.broker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Message;
import io.pigato.protocol.MessageCodec;
import io.pigato.transport.Endpoint;
import io.pigato.transport.RouterHandler;
import io.pigato.transport.RouterSocket;
import io.pigato.transport.SendResult;

/**
 * The bound sockets of a broker, between the transport's frames and the engine's
 * messages. Used on the loop only.
 */
final class BrokerSockets implements Outbound {

	private final Consumer<Throwable> onFailure;

	private final List<RouterSocket> routers = new ArrayList<>(1);

	/** Which socket a peer came through, if there are several; the oldest ones first. */
	private final Map<Bytes, RouterSocket> origins = new LinkedHashMap<>(16, 0.75F, true);

	private final int maxOrigins;

	private final Counters counters;

	private @Nullable BrokerEngine engine;

	BrokerSockets(int maxOrigins, Counters counters, Consumer<Throwable> onFailure) {
		this.maxOrigins = maxOrigins;
		this.counters = counters;
		this.onFailure = onFailure;
	}

	void setEngine(BrokerEngine engine) {
		this.engine = engine;
	}

	Handler newHandler() {
		return new Handler();
	}

	private void add(RouterSocket router) {
		this.routers.add(router);
	}

	List<Endpoint> endpoints() {
		return this.routers.stream().map(RouterSocket::endpoint).toList();
	}

	void close() {
		this.engine = null;
		this.routers.forEach(RouterSocket::close);
		this.origins.clear();
	}

	@Override
	public SendResult send(Bytes peer, Message message) {
		RouterSocket router = routerOf(peer);
		if (router == null) {
			return SendResult.GONE;
		}
		byte[][] frames = MessageCodec.encode(message);
		SendResult result = router.send(peer, frames);
		if (result == SendResult.SENT) {
			this.counters.bytesSent.add(size(frames));
		}
		return result;
	}

	private static long size(byte[][] frames) {
		long size = 0;
		for (byte[] frame : frames) {
			size += frame.length;
		}
		return size;
	}

	@Override
	public void disconnect(Bytes peer) {
		RouterSocket router = routerOf(peer);
		if (router != null) {
			router.disconnect(peer);
			this.origins.remove(peer);
		}
	}

	private @Nullable RouterSocket routerOf(Bytes peer) {
		return (this.routers.size() == 1) ? this.routers.get(0) : this.origins.get(peer);
	}

	/**
	 * Whether a peer's message may pass: of two peers with one identity at different
	 * sockets, the first keeps it.
	 */
	private boolean isOrigin(Bytes peer, RouterSocket router) {
		if (this.routers.size() <= 1) {
			return true;
		}
		RouterSocket origin = this.origins.putIfAbsent(peer, router);
		if (origin == null && this.origins.size() > this.maxOrigins) {
			this.origins.remove(this.origins.keySet().iterator().next());
		}
		return origin == null || origin == router;
	}

	/**
	 * What one socket tells, which is passed on from when it is known.
	 */
	final class Handler implements RouterHandler, Consumer<RouterSocket> {

		private @Nullable RouterSocket router;

		@Override
		public void accept(RouterSocket router) {
			this.router = router;
			add(router);
		}

		private @Nullable BrokerEngine engineFor(Bytes peer) {
			RouterSocket socket = this.router;
			return (socket != null && isOrigin(peer, socket)) ? BrokerSockets.this.engine : null;
		}

		/**
		 * Count a message and find who is told of it, if anybody is.
		 */
		private @Nullable BrokerEngine receiverOf(Bytes peer, byte[][] frames) {
			Counters counted = BrokerSockets.this.counters;
			counted.bytesReceived.add(size(frames));
			BrokerEngine target = engineFor(peer);
			if (target == null && BrokerSockets.this.engine != null) {
				counted.namesakes.increment();
			}
			return target;
		}

		@Override
		public void onMessage(Bytes peer, byte[][] frames) {
			BrokerEngine target = receiverOf(peer, frames);
			if (target != null) {
				target.onMessage(peer, MessageCodec.decodeToBroker(frames));
			}
		}

		@Override
		public void onOversizedMessage(Bytes peer, byte[][] frames) {
			BrokerEngine target = receiverOf(peer, frames);
			if (target != null) {
				target.onOversizedMessage(peer, MessageCodec.decodeToBroker(frames));
			}
		}

		@Override
		public void onDisconnected(Bytes peer) {
			BrokerEngine target = engineFor(peer);
			if (target != null) {
				target.onDisconnected(peer);
				BrokerSockets.this.origins.remove(peer);
			}
		}

		@Override
		public void onWritable(Bytes peer) {
			BrokerEngine target = engineFor(peer);
			if (target != null) {
				target.onWritable(peer);
			}
		}

		@Override
		public void onReadComplete() {
			BrokerEngine target = BrokerSockets.this.engine;
			if (target != null) {
				target.onReadComplete();
			}
		}

		@Override
		public void onFailure(Throwable cause) {
			BrokerSockets.this.onFailure.accept(cause);
		}

	}

}
