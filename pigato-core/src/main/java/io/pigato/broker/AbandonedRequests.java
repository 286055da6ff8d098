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

import java.util.LinkedHashMap;
import java.util.Map;

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

	/**
	 * How often each was abandoned: a client may use the id of an ended request again.
	 */
	private final Map<Key, Integer> keys = new LinkedHashMap<>(0);

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
			this.keys.remove(this.keys.keySet().iterator().next());
			this.total.count--;
		}
		Key key = new Key(request.client().workerFacingId(), request.requestId());
		if (this.keys.merge(key, 1, Integer::sum) == 1) {
			this.total.count++;
		}
	}

	/**
	 * Whether a reply may be to one of these requests.
	 */
	boolean contains(Bytes clientId, Bytes requestId) {
		return this.overflowed || this.keys.containsKey(new Key(clientId, requestId));
	}

	/**
	 * The last reply to a request came: there is nothing late to expect any more.
	 */
	void remove(Bytes clientId, Bytes requestId) {
		Key key = new Key(clientId, requestId);
		Integer count = this.keys.get(key);
		if (count != null && count > 1) {
			this.keys.put(key, count - 1);
		}
		else if (count != null) {
			this.keys.remove(key);
			this.total.count--;
		}
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
