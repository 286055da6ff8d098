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

package io.pigato.samples.perf;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import io.pigato.client.PigatoClient;
import io.pigato.transport.Endpoint;

/**
 * A client with as many requests in flight as it is told.
 */
final class LoadClient implements AutoCloseable {

	private static final int MAX_PENDING = 100_000;

	private final PigatoClient client;

	private final LoadSettings settings;

	private final Tally tally;

	private final Payloads payloads;

	private final AtomicLong next = new AtomicLong();

	private volatile long limit;

	private List<Slot> slots = List.of();

	LoadClient(Endpoint endpoint, LoadSettings settings, Tally tally) {
		PigatoClient.Builder builder = PigatoClient.builder()
			.endpoint(endpoint)
			.transport(settings.transport())
			.timeout(settings.timeout())
			.maxPendingRequests(Math.max(MAX_PENDING, settings.parallel()));
		if (settings.onLoop()) {
			builder.executor(Runnable::run);
		}
		this.client = builder.build();
		this.settings = settings;
		this.tally = tally;
		this.payloads = new Payloads(settings.size(), ThreadLocalRandom.current().nextLong(), settings.different());
	}

	/**
	 * Start to connect.
	 * @return completed when the broker has answered
	 */
	CompletableFuture<Void> start() {
		this.client.start();
		return this.client.whenConnected();
	}

	/**
	 * Send requests.
	 * @param count how many
	 * @return completed when all have an outcome
	 */
	CompletableFuture<Void> send(long count) {
		long from = this.next.get();
		this.limit = (count > Long.MAX_VALUE - from) ? Long.MAX_VALUE : from + count;
		List<Slot> all = new ArrayList<>();
		for (int i = 0; i < Math.min(count, this.settings.parallel()); i++) {
			all.add(new Slot(this.client, this.settings, this.payloads, this::nextNumber, this.tally));
		}
		this.slots = all;
		all.forEach(Slot::next);
		return CompletableFuture.allOf(all.stream().map(Slot::ended).toArray(CompletableFuture[]::new));
	}

	private long nextNumber() {
		// numbers beyond the limit, one for each slot, are left out by the next wave
		long number = this.next.getAndIncrement();
		return (number < this.limit) ? number : -1;
	}

	/**
	 * Send nothing new.
	 */
	void stopSending() {
		this.limit = 0;
	}

	/**
	 * Return how many requests have no outcome yet.
	 */
	long unanswered() {
		return this.slots.stream().filter((slot) -> !slot.ended().isDone()).count();
	}

	@Override
	public void close() {
		this.client.close();
	}

}
