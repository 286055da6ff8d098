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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Lets others wait for the broker. Told on the event loop, asked by any thread.
 */
final class ConnectionSignal {

	private final Executor executor;

	private volatile CompletableFuture<Void> connected = new CompletableFuture<>();

	/**
	 * Create a signal.
	 * @param executor runs what others do next
	 */
	ConnectionSignal(Executor executor) {
		this.executor = executor;
	}

	void connected() {
		this.connected.complete(null);
	}

	void disconnected() {
		this.connected = new CompletableFuture<>();
	}

	CompletableFuture<Void> future() {
		return this.connected.thenRunAsync(() -> {
		}, this.executor);
	}

}
