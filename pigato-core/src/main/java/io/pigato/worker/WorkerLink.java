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

package io.pigato.worker;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.MessageCodec;
import io.pigato.protocol.ToBroker;
import io.pigato.transport.DealerHandler;
import io.pigato.transport.DealerSocket;
import io.pigato.transport.EventLoop;
import io.pigato.transport.SendResult;

/**
 * The engine's sockets on an event loop: encodes what it sends, decodes what it is told.
 */
final class WorkerLink implements WorkerPort {

	private final WorkerSettings settings;

	private final EventLoop loop;

	private @Nullable WorkerEngine engine;

	private @Nullable DealerSocket socket;

	private volatile @Nullable String identity;

	WorkerLink(WorkerSettings settings, EventLoop loop) {
		this.settings = settings;
		this.loop = loop;
	}

	void engine(WorkerEngine engine) {
		this.engine = engine;
	}

	/**
	 * Return the identity of the open socket, from any thread.
	 */
	@Nullable String identity() {
		return this.identity;
	}

	@Override
	public void open(String identity) {
		WorkerEngine told = this.engine;
		if (told == null) {
			throw new IllegalStateException("There is no engine yet");
		}
		SocketEvents events = new SocketEvents(told);
		DealerSocket opened = this.loop.connectDealer(this.settings.endpoint().get(), Bytes.of(identity),
				this.settings.socketOptions(), events);
		events.socket = opened;
		this.socket = opened;
		this.identity = identity;
	}

	@Override
	public SendResult send(ToBroker message) {
		DealerSocket current = this.socket;
		return (current != null) ? current.send(MessageCodec.encode(message)) : SendResult.GONE;
	}

	@Override
	public void close() {
		DealerSocket current = this.socket;
		this.socket = null;
		this.identity = null;
		if (current != null) {
			current.close();
		}
	}

	/**
	 * What one socket tells, which counts only as long as it is the current one.
	 */
	private final class SocketEvents implements DealerHandler {

		private final WorkerEngine engine;

		private @Nullable DealerSocket socket;

		private SocketEvents(WorkerEngine engine) {
			this.engine = engine;
		}

		private boolean isCurrent() {
			return this.socket != null && this.socket == WorkerLink.this.socket;
		}

		@Override
		public void onConnected() {
			if (isCurrent()) {
				this.engine.onConnected();
			}
		}

		@Override
		public void onMessage(byte[][] frames) {
			if (isCurrent()) {
				this.engine.onMessage(MessageCodec.decodeToWorker(frames));
			}
		}

		@Override
		public void onOversizedMessage(byte[][] frames) {
			if (isCurrent()) {
				this.engine.onOversized(MessageCodec.decodeToWorker(frames));
			}
		}

		@Override
		public void onDisconnected() {
			if (isCurrent()) {
				this.engine.onDisconnected();
			}
		}

		@Override
		public void onWritable() {
			if (isCurrent()) {
				this.engine.onWritable();
			}
		}

		@Override
		public void onFailure(Throwable cause) {
			if (isCurrent()) {
				this.engine.onFailure(cause);
			}
		}

	}

}
