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

import jakarta.validation.Valid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

import io.pigato.spring.PigatoHandler;
import io.pigato.spring.PigatoWorker;

/**
 * The services {@code orders.create}, {@code orders.get}, {@code orders.advance} and
 * {@code orders.changes}.
 */
@PigatoWorker("orders.*")
class OrderWorker {

	private static final Logger logger = LoggerFactory.getLogger(OrderWorker.class);

	private final OrderStore store;

	OrderWorker(OrderStore store) {
		this.store = store;
	}

	@PigatoHandler
	Order create(@Valid NewOrder order) {
		Order placed = this.store.place(String.valueOf(order.item()), order.quantity());
		logger.info("Placed order {}", placed.id());
		return placed;
	}

	@PigatoHandler
	Order get(String id) {
		return this.store.get(id);
	}

	@PigatoHandler
	Order advance(String id) {
		return this.store.advance(id);
	}

	/**
	 * Reply with a partial reply for each change, those before the request included.
	 */
	@PigatoHandler
	Flux<OrderChange> changes(String id) {
		return this.store.changes(id);
	}

}
