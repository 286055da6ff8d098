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

import org.jspecify.annotations.Nullable;

/**
 * Requests in their order, linked through themselves: taking one out of the middle costs
 * no search and leaves nothing behind.
 */
final class RequestList {

	private @Nullable PendingRequest first;

	private @Nullable PendingRequest last;

	@Nullable PendingRequest first() {
		return this.first;
	}

	boolean isEmpty() {
		return this.first == null;
	}

	boolean contains(PendingRequest request) {
		return request.list == this;
	}

	void addLast(PendingRequest request) {
		request.list = this;
		request.previous = this.last;
		if (this.last != null) {
			this.last.next = request;
		}
		else {
			this.first = request;
		}
		this.last = request;
	}

	void addFirst(PendingRequest request) {
		request.list = this;
		request.next = this.first;
		if (this.first != null) {
			this.first.previous = request;
		}
		else {
			this.last = request;
		}
		this.first = request;
	}

	/**
	 * Take a request out, if it is in this list.
	 */
	void remove(PendingRequest request) {
		if (request.list != this) {
			return;
		}
		PendingRequest previous = request.previous;
		PendingRequest next = request.next;
		if (previous != null) {
			previous.next = next;
		}
		else {
			this.first = next;
		}
		if (next != null) {
			next.previous = previous;
		}
		else {
			this.last = previous;
		}
		request.list = null;
		request.previous = null;
		request.next = null;
	}

}
