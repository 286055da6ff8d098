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

package io.pigato.spring;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.springframework.context.SmartLifecycle;

import io.pigato.client.PigatoClient;

/**
 * Starts and stops clients with an application context.
 */
public final class PigatoClientLifecycle implements SmartLifecycle {

	private final List<PigatoClient> clients;

	/**
	 * Create a lifecycle.
	 * @param clients the clients
	 */
	public PigatoClientLifecycle(Collection<PigatoClient> clients) {
		this.clients = List.copyOf(clients);
	}

	@Override
	public void start() {
		this.clients.forEach(PigatoClient::start);
	}

	@Override
	public void stop() {
		this.clients.forEach(PigatoClient::stop);
	}

	@Override
	public void stop(Runnable callback) {
		AsyncStop.stop("A client", this::stopAsync, callback);
	}

	private CompletableFuture<Void> stopAsync() {
		return CompletableFuture
			.allOf(this.clients.stream().map(PigatoClient::stopAsync).toArray(CompletableFuture[]::new));
	}

	@Override
	public boolean isRunning() {
		return this.clients.stream().anyMatch(PigatoClient::isRunning);
	}

	@Override
	public int getPhase() {
		return PigatoLifecyclePhases.CLIENT;
	}

}
