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

import java.net.URI;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/**
 * Orders over HTTP.
 */
@RestController
@RequestMapping("/orders")
class OrderController {

	private final OrderClient client;

	OrderController(OrderClient client) {
		this.client = client;
	}

	@PostMapping
	ResponseEntity<Order> create(@RequestBody NewOrder order) {
		Order placed = this.client.create(order);
		return ResponseEntity.created(URI.create("/orders/" + placed.id())).body(placed);
	}

	@GetMapping("/{id}")
	Order get(@PathVariable String id) {
		return this.client.get(id);
	}

	@PostMapping("/{id}/advance")
	Order advance(@PathVariable String id) {
		return this.client.advance(id);
	}

	/**
	 * Send the changes of an order as they happen. A browser that goes away cancels the
	 * request, and with it the stream of the worker.
	 */
	@GetMapping(path = "/{id}/changes", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<OrderChange>> changes(@PathVariable String id) {
		return this.client.changes(id).map((change) -> ServerSentEvent.builder(change).event("change").build());
	}

}
