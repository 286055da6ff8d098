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

package io.pigato.samples.orders;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * The orders, in memory.
 */
@Component
class OrderStore {

	private final Map<String, Entry> entries = new ConcurrentHashMap<>();

	Order place(String item, int quantity) {
		Order order = new Order(UUID.randomUUID().toString(), item, quantity, OrderStatus.PLACED);
		Entry entry = new Entry();
		this.entries.put(order.id(), entry);
		return entry.set(order);
	}

	Order get(String id) {
		return entry(id).get();
	}

	/**
	 * Take an order one step further.
	 * @throws OrderCompletedException if it was at the last one
	 */
	Order advance(String id) {
		return entry(id).advance();
	}

	/**
	 * Return the changes of an order from the beginning, up to the last that there will
	 * be.
	 */
	Flux<OrderChange> changes(String id) {
		return entry(id).changes.asFlux();
	}

	private Entry entry(String id) {
		Entry entry = this.entries.get(id);
		if (entry == null) {
			throw new OrderNotFoundException(id);
		}
		return entry;
	}

	/**
	 * An order and its changes.
	 */
	private static final class Entry {

		private final Sinks.Many<OrderChange> changes = Sinks.many().replay().all();

		private Order order = new Order("", "", 0, OrderStatus.PLACED);

		synchronized Order get() {
			return this.order;
		}

		synchronized Order set(Order order) {
			this.order = order;
			this.changes.tryEmitNext(new OrderChange(order.id(), order.status(), Instant.now())).orThrow();
			if (order.status().isLast()) {
				this.changes.tryEmitComplete().orThrow();
			}
			return order;
		}

		synchronized Order advance() {
			if (this.order.status().isLast()) {
				throw new OrderCompletedException(this.order);
			}
			return set(this.order.with(this.order.status().next()));
		}

	}

}
