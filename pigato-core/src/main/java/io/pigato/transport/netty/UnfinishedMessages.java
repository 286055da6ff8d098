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

package io.pigato.transport.netty;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * What the messages take that have begun to arrive, on all connections of a loop. When
 * that is too much, who has been at it for long without coming to an end is cut off, and
 * who comes with more waits. Used on the loop's thread only.
 */
final class UnfinishedMessages {

	/** How long a message may take when others have no room for theirs. */
	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final long max;

	/** In the order in which their messages began. */
	private final Map<Arrival, Unfinished> byArrival = new LinkedHashMap<>();

	private final ArrayDeque<Arrival> waiting = new ArrayDeque<>();

	private long total;

	UnfinishedMessages(long max) {
		this.max = max;
	}

	/**
	 * Return a limit that fits into the heap besides all else.
	 */
	static UnfinishedMessages ofHeap() {
		return new UnfinishedMessages(Runtime.getRuntime().maxMemory() / 8);
	}

	/**
	 * Set how much the message of a connection takes. One alone may take any room.
	 * @param now the time
	 * @return {@code false} if there is no room: the connection is resumed when there is
	 */
	boolean resize(Arrival arrival, long bytes, long now) {
		Unfinished old = this.byArrival.get(arrival);
		long others = this.total - ((old != null) ? old.bytes() : 0);
		while (others > 0 && others + bytes > this.max) {
			Arrival oldest = oldest(arrival, now);
			if (oldest == null) {
				if (!this.waiting.contains(arrival)) {
					this.waiting.add(arrival);
				}
				return false;
			}
			others -= remove(oldest);
			oldest.abort("its message has been arriving for too long, and others have no room for theirs");
		}
		this.byArrival.put(arrival, new Unfinished(bytes, (old != null) ? old.since() : now));
		this.total = others + bytes;
		return true;
	}

	private @Nullable Arrival oldest(Arrival except, long now) {
		for (Map.Entry<Arrival, Unfinished> entry : this.byArrival.entrySet()) {
			if (entry.getKey() != except) {
				return (now - entry.getValue().since() > PATIENCE_NANOS) ? entry.getKey() : null;
			}
		}
		return null;
	}

	/**
	 * The message of a connection is complete, or given up.
	 */
	void release(Arrival arrival) {
		this.waiting.remove(arrival);
		remove(arrival);
		resumeWaiting();
	}

	private long remove(Arrival arrival) {
		Unfinished removed = this.byArrival.remove(arrival);
		if (removed == null) {
			return 0;
		}
		this.total -= removed.bytes();
		return removed.bytes();
	}

	/**
	 * Let those who wait try again.
	 */
	private void resumeWaiting() {
		for (Arrival next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
			next.resumeLater();
		}
	}

	/** Whose message arrives. */
	interface Arrival {

		/** There may be room again. */
		void resumeLater();

		/**
		 * The connection has to end, in favour of others.
		 * @param reason why
		 */
		void abort(String reason);

	}

	private record Unfinished(long bytes, long since) {

	}

}
