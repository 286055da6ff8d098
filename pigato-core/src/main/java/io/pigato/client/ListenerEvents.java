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

package io.pigato.client;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pigato.concurrent.SerialExecutor;
import io.pigato.protocol.Bytes;

/**
 * Tells a {@link ClientListener} what happens, in order and never on the event loop.
 */
final class ListenerEvents implements ClientEvents {

	private static final Logger logger = LoggerFactory.getLogger(PigatoClient.class);

	/**
	 * Events that a peer can make come in any number are left out while as many wait.
	 */
	private static final int MAX_WAITING = 1024;

	private final @Nullable ClientListener listener;

	private final SerialExecutor executor;

	private final ConnectionSignal connection;

	ListenerEvents(@Nullable ClientListener listener, Executor executor) {
		this.listener = listener;
		this.executor = new SerialExecutor(executor);
		this.connection = new ConnectionSignal(executor);
	}

	ConnectionSignal connection() {
		return this.connection;
	}

	void started() {
		tell(ClientListener::onStart);
	}

	void stopped() {
		tell(ClientListener::onStop);
	}

	@Override
	public void connected() {
		this.connection.connected();
		tell(ClientListener::onConnect);
	}

	@Override
	public void disconnected(String reason) {
		this.connection.disconnected();
		tell((listener) -> listener.onDisconnect(reason));
	}

	@Override
	public void draining() {
		tell(ClientListener::onDrain);
	}

	@Override
	public void failed(Throwable cause) {
		logger.warn("The connection to the broker failed", cause);
		tellUnlessFlooded((listener) -> listener.onError(cause));
	}

	void listenerFailed(Throwable failure) {
		logger.warn("A listener or subscriber failed", failure);
		tellUnlessFlooded((listener) -> listener.onError(failure));
	}

	@Override
	public void lateReply(Bytes requestId) {
		tellUnlessFlooded((listener) -> listener.onLateReply(requestId.toString()));
	}

	private void tellUnlessFlooded(Consumer<ClientListener> event) {
		if (this.executor.size() < MAX_WAITING) {
			tell(event);
		}
	}

	private void tell(Consumer<ClientListener> event) {
		ClientListener listener = this.listener;
		if (listener == null) {
			return;
		}
		this.executor.execute(() -> {
			try {
				event.accept(listener);
			}
			catch (Throwable ex) {
				logger.warn("A client listener failed", ex);
			}
		});
	}

}
