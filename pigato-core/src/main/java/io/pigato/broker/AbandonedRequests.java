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

import java.util.LinkedHashSet;
import java.util.Set;

import io.pigato.protocol.Bytes;

/**
 * The requests that a worker was given and that ended without it: they expired, were
 * cancelled, or their client is gone. Replies to them are late, not false (fault 9 of the
 * original).
 * <p>
 * Bounded, by worker and in {@link Total all}: once a request had to be forgotten, nobody
 * can tell any more whether a reply is late, and the worker gets the benefit of the
 * doubt.
 */
final class AbandonedRequests {

	private static final int CAPACITY = 1_000;

	private final Set<Key> keys = new LinkedHashSet<>(0);

	private final Total total;

	private boolean overflowed;

	AbandonedRequests(Total total) {
		this.total = total;
	}

	void add(PendingRequest request) {
		if (this.keys.size() >= CAPACITY || this.total.count >= Total.CAPACITY) {
			this.overflowed = true;
			if (this.keys.isEmpty()) {
				return;
			}
			forget(this.keys.iterator().next());
		}
		if (this.keys.add(new Key(request.client().workerFacingId(), request.requestId()))) {
			this.total.count++;
		}
	}

	private void forget(Key key) {
		if (this.keys.remove(key)) {
			this.total.count--;
		}
	}

	/**
	 * Whether a reply may be to one of these requests.
	 */
	boolean contains(Bytes clientId, Bytes requestId) {
		return this.overflowed || this.keys.contains(new Key(clientId, requestId));
	}

	/**
	 * The last reply to a request came: there is nothing late to expect any more.
	 */
	void remove(Bytes clientId, Bytes requestId) {
		forget(new Key(clientId, requestId));
	}

	/**
	 * The worker is gone.
	 */
	void clear() {
		this.total.count -= this.keys.size();
		this.keys.clear();
	}

	int size() {
		return this.keys.size();
	}

	/** How many are remembered for all workers together. */
	static final class Total {

		private static final int CAPACITY = 50_000;

		private int count;

	}

	private record Key(Bytes clientId, Bytes requestId) {

	}

}
