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

package io.pigato.spring.boot.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

import io.pigato.broker.Listing;
import io.pigato.broker.Page;
import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.spring.PigatoWorkerContainer;
import io.pigato.spring.PigatoWorkerRegistry;

/**
 * Actuator endpoint that shows the clients and workers of an application, and the broker
 * that is embedded in it with its services, workers and clients. It changes nothing.
 */
@Endpoint(id = "pigato", defaultAccess = Access.READ_ONLY)
public class PigatoEndpoint {

	/** How many entries a page has unless asked for others. */
	static final int DEFAULT_SIZE = 100;

	/** Longer than the broker needs, unless it does not work at all. */
	private static final long TIMEOUT_SECONDS = 10;

	private final @Nullable PigatoBroker broker;

	private final Map<String, PigatoClient> clients;

	private final @Nullable PigatoWorkerRegistry workers;

	/**
	 * Create an endpoint.
	 * @param broker the broker in the application, {@code null} if there is none
	 * @param clients the clients of the application by the names of their beans
	 * @param workers the workers of the application, {@code null} if it makes none
	 */
	public PigatoEndpoint(@Nullable PigatoBroker broker, Map<String, PigatoClient> clients,
			@Nullable PigatoWorkerRegistry workers) {
		this.broker = broker;
		this.clients = new LinkedHashMap<>(clients);
		this.workers = workers;
	}

	/**
	 * Return the broker, clients and workers of this application.
	 * @return what there is
	 */
	@ReadOperation
	public PigatoDescriptor overview() {
		Map<String, LocalClientDescriptor> localClients = new LinkedHashMap<>();
		this.clients.forEach((name, client) -> localClients.put(name, LocalClientDescriptor.of(client)));
		Map<String, LocalWorkerDescriptor> localWorkers = new LinkedHashMap<>();
		if (this.workers != null) {
			for (PigatoWorkerContainer container : this.workers.getContainers()) {
				localWorkers.put(container.getId(), LocalWorkerDescriptor.of(container.getWorker()));
			}
		}
		return new PigatoDescriptor((this.broker != null) ? BrokerDescriptor.of(this.broker) : null, localClients,
				localWorkers);
	}

	/**
	 * Return a page of one of the broker's tables, in the order of
	 * {@link PigatoBroker#services}.
	 * @param table one of {@code services}, {@code workers} and {@code clients}
	 * @param page the number of the page, from 0 on; default 0
	 * @param size how many entries a page has, from 1 to {@value Page#MAX_LIMIT}; default
	 * 100
	 * @return the page; {@code null} if there is no such table, or no broker that runs
	 * @throws InvalidEndpointRequestException if page or size are out of their range
	 */
	@ReadOperation
	public @Nullable OperationResponseBody table(@Selector String table, @Nullable Integer page,
			@Nullable Integer size) {
		PigatoBroker running = running();
		if (running == null) {
			return null;
		}
		int number = (page != null) ? page : 0;
		int limit = (size != null) ? size : DEFAULT_SIZE;
		return switch (table) {
			case "services" -> {
				Listing<ServiceDescriptor> part = list(running::services, ServiceDescriptor::of, number, limit);
				yield new ServicesDescriptor(number, limit, part.total(), part.entries());
			}
			case "workers" -> {
				Listing<WorkerDescriptor> part = list(running::workers, WorkerDescriptor::of, number, limit);
				yield new WorkersDescriptor(number, limit, part.total(), part.entries());
			}
			case "clients" -> {
				Listing<ClientDescriptor> part = list(running::clients, ClientDescriptor::of, number, limit);
				yield new ClientsDescriptor(number, limit, part.total(), part.entries());
			}
			default -> null;
		};
	}

	/**
	 * Return one service or worker of the broker.
	 * @param table {@code services} or {@code workers}
	 * @param name the name of the service, or the id of the worker
	 * @return what there is; {@code null} if there is nothing of that name, or no broker
	 * that runs
	 */
	@ReadOperation
	public @Nullable OperationResponseBody entry(@Selector String table, @Selector String name) {
		PigatoBroker running = running();
		if (running == null) {
			return null;
		}
		return switch (table) {
			case "services" -> await(running.service(name).thenApply(ServiceDescriptor::ofNullable));
			case "workers" -> await(running.worker(name).thenApply(WorkerDescriptor::ofNullable));
			default -> null;
		};
	}

	private @Nullable PigatoBroker running() {
		return (this.broker != null && this.broker.isRunning()) ? this.broker : null;
	}

	private static <I, D> Listing<D> list(Function<Page, CompletableFuture<Listing<I>>> source, Function<I, D> mapper,
			int page, int size) {
		Listing<I> part = await(source.apply(page(page, size)));
		return new Listing<>(part.total(), part.entries().stream().map(mapper).toList());
	}

	private static Page page(int page, int size) {
		if (page < 0) {
			throw invalid("page must not be negative but is " + page);
		}
		if (size < 1 || size > Page.MAX_LIMIT) {
			throw invalid("size must be from 1 to " + Page.MAX_LIMIT + " but is " + size);
		}
		// no table is so long that a page far beyond its end differs from one further on
		return new Page((int) Math.min((long) page * size, Integer.MAX_VALUE - Page.MAX_LIMIT), size);
	}

	private static InvalidEndpointRequestException invalid(String reason) {
		return new InvalidEndpointRequestException(reason, reason);
	}

	private static <T extends @Nullable Object> T await(CompletableFuture<T> answer) {
		try {
			return answer.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
		}
		catch (CompletionException ex) {
			throw new IllegalStateException("The broker did not tell: " + ex.getCause(), ex);
		}
	}

}
