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

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.springframework.context.SmartLifecycle;

import io.pigato.client.PigatoClient;

/**
 * Starts and stops clients with an application context.
 */
public final class PigatoClientLifecycle implements SmartLifecycle {

	private final List<PigatoClient> clients;

	private final Map<PigatoClient, Duration> required;

	/**
	 * Create a lifecycle of clients that need no broker to start.
	 * @param clients the clients
	 */
	public PigatoClientLifecycle(Collection<PigatoClient> clients) {
		this(clients, Map.of());
	}

	/**
	 * Create a lifecycle.
	 * @param clients the clients
	 * @param required those of the clients that can't do without their brokers, each with
	 * how long its start waits for the broker
	 */
	public PigatoClientLifecycle(Collection<PigatoClient> clients, Map<PigatoClient, Duration> required) {
		this.clients = List.copyOf(clients);
		this.required = Collections.unmodifiableMap(new LinkedHashMap<>(required));
	}

	/**
	 * Start all clients, and wait for the brokers that are required.
	 * @throws PigatoBrokerUnavailableException if one of these does not answer in time
	 */
	@Override
	public void start() {
		this.clients.forEach(PigatoClient::start);
		long startNanos = System.nanoTime();
		this.required.forEach((client, timeout) -> awaitBroker(client, timeout, startNanos));
	}

	private void awaitBroker(PigatoClient client, Duration timeout, long startNanos) {
		CompletableFuture<Void> connected = client.whenConnected();
		try {
			connected.get(timeout.toNanos() - (System.nanoTime() - startNanos), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new PigatoBrokerUnavailableException(client.endpoint(), timeout);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for the broker at " + client.endpoint(), ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
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
