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

package io.pigato.transport.support;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits for one peer, counted against what may wait for all peers of a socket: each
 * peer's own limit is for a peer that is slow by itself, and thousands of those would
 * fill any heap.
 * <p>
 * A peer may hold as much as it leaves free. So one alone gets half; if several are slow
 * all get the same, those that hold most are refused first, and there is always as much
 * room for a peer for which nothing waits yet.
 * <p>
 * The loop's thread reserves; any thread may release.
 */
public final class OutboundShare {

	/** Makes what waits negative for ever. */
	private static final long CLOSED = Long.MIN_VALUE / 2;

	private final Total total;

	private final AtomicLong held = new AtomicLong();

	/**
	 * Create a share of a peer.
	 * @param total what may wait for all peers together
	 */
	public OutboundShare(Total total) {
		this.total = total;
	}

	/**
	 * Reserve room for a message.
	 * @param cost what the message takes
	 * @return whether there was room
	 */
	public boolean reserve(long cost) {
		long own = this.held.get();
		long free = this.total.max - this.total.held.get() - cost;
		if (free < 0 || (own > 0 && own + cost > free)) {
			return false;
		}
		this.held.addAndGet(cost);
		this.total.held.addAndGet(cost);
		return true;
	}

	/**
	 * Count what has to be sent, room or not.
	 * @param cost what it takes
	 */
	public void add(long cost) {
		this.held.addAndGet(cost);
		this.total.held.addAndGet(cost);
	}

	/**
	 * Return the room of what was sent, or not taken over after all.
	 * @param cost what it took
	 */
	public void release(long cost) {
		if (this.held.addAndGet(-cost) >= 0) {
			this.total.held.addAndGet(-cost);
		}
	}

	/**
	 * The peer is gone, and what waited for it.
	 */
	public void close() {
		long left = this.held.getAndSet(CLOSED);
		if (left > 0) {
			this.total.held.addAndGet(-left);
		}
	}

	/** What may wait for all peers together. */
	public static final class Total {

		private final long max;

		private final AtomicLong held = new AtomicLong();

		/**
		 * Create a total.
		 * @param max how many bytes may wait
		 */
		public Total(long max) {
			this.max = max;
		}

		/**
		 * Return a total that fits into the heap besides all else.
		 * @return an eighth of the heap
		 */
		public static Total ofHeap() {
			return new Total(Runtime.getRuntime().maxMemory() / 8);
		}

		/**
		 * Return how many bytes wait.
		 * @return the number of bytes
		 */
		public long held() {
			return this.held.get();
		}

	}

}
