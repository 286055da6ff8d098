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

package io.pigato.broker;

import org.jspecify.annotations.Nullable;

/**
 * Requests in the order of their arrival. A request is in one queue at most, and leaves
 * it from any place at the same cost.
 */
final class RequestQueue {

	private @Nullable PendingRequest head;

	private @Nullable PendingRequest tail;

	private int size;

	/**
	 * Put a request where it belongs by its arrival. New ones belong at the end and those
	 * that come back from a worker near the front, so that is where it looks.
	 */
	void add(PendingRequest request) {
		PendingRequest last = this.tail;
		if (last == null || request.sequence() > last.sequence()) {
			insert(last, request, null);
			return;
		}
		PendingRequest successor = this.head;
		while (successor != null && successor.sequence() < request.sequence()) {
			successor = successor.next;
		}
		insert((successor != null) ? successor.previous : last, request, successor);
	}

	/**
	 * Take over all requests of another queue, which is empty afterwards.
	 */
	void addAll(RequestQueue other) {
		PendingRequest successor = this.head;
		for (PendingRequest request = other.head; request != null; request = other.head) {
			other.remove(request);
			while (successor != null && successor.sequence() < request.sequence()) {
				successor = successor.next;
			}
			insert((successor != null) ? successor.previous : this.tail, request, successor);
		}
	}

	private void insert(@Nullable PendingRequest previous, PendingRequest request, @Nullable PendingRequest next) {
		request.queue = this;
		request.previous = previous;
		request.next = next;
		if (previous != null) {
			previous.next = request;
		}
		else {
			this.head = request;
		}
		if (next != null) {
			next.previous = request;
		}
		else {
			this.tail = request;
		}
		this.size++;
	}

	void remove(PendingRequest request) {
		PendingRequest previous = request.previous;
		PendingRequest next = request.next;
		if (previous != null) {
			previous.next = next;
		}
		else {
			this.head = next;
		}
		if (next != null) {
			next.previous = previous;
		}
		else {
			this.tail = previous;
		}
		request.queue = null;
		request.previous = null;
		request.next = null;
		this.size--;
	}

	@Nullable PendingRequest peek() {
		return this.head;
	}

	boolean isEmpty() {
		return this.size == 0;
	}

	int size() {
		return this.size;
	}

}
