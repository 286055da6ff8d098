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

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.pigato.transport.Timers;
import io.pigato.transport.Timers.Timer;

/**
 * What the messages take that have begun to arrive, on all connections of a loop. When
 * that is too much, who has been at it for long without coming to an end is cut off, and
 * who comes with more waits its turn: however many wait, only the first of them is told
 * that it may try again. Used on the loop's thread only.
 */
final class UnfinishedMessages {

	/** How long a message may take when others have no room for theirs. */
	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

	/** How often the first of those who wait tries again although nobody made room. */
	private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final long max;

	private final Timers timers;

	/** In the order in which their messages began. */
	private final Map<Arrival, Unfinished> byArrival = new LinkedHashMap<>();

	private final Set<Arrival> waiting = new LinkedHashSet<>();

	/** Who was told to try again and has not yet. */
	private @Nullable Arrival resumed;

	private @Nullable Timer retry;

	private long total;

	UnfinishedMessages(long max, Timers timers) {
		this.max = max;
		this.timers = timers;
	}

	/**
	 * Return a limit that fits into the heap besides all else.
	 */
	static UnfinishedMessages ofHeap(Timers timers) {
		return new UnfinishedMessages(Runtime.getRuntime().maxMemory() / 8, timers);
	}

	/**
	 * Set how much the message of a connection takes. One alone may take any room. One
	 * that there is no room for waits with what it has, but is cut off if those that wait
	 * hold as much again as there is room for.
	 * @param held how much of it is allocated already
	 * @return {@code false} if there is no room: the connection is resumed when there may
	 * be, unless it has ended
	 */
	boolean resize(Arrival arrival, long bytes, long held) {
		if (this.resumed == arrival) {
			this.resumed = null;
		}
		Unfinished old = this.byArrival.get(arrival);
		while (bytes >= size(old) && !fits(bytes, old)) {
			Arrival oldest = oldest(arrival);
			if (oldest == null) {
				postpone(arrival, held);
				return false;
			}
			remove(oldest);
			oldest.abort("its message has been arriving for too long, and others have no room for theirs");
		}
		this.waiting.remove(arrival);
		count(arrival, bytes);
		if (this.resumed == arrival) {
			// again, by the end of one that was cut off
			this.resumed = null;
		}
		resumeNext();
		return true;
	}

	private void postpone(Arrival arrival, long held) {
		this.waiting.add(arrival);
		retryLater();
		if (held > size(this.byArrival.get(arrival))) {
			count(arrival, held);
			if (this.total > 2 * this.max) {
				release(arrival);
				arrival.abort("there is no room for its message");
			}
		}
	}

	private void count(Arrival arrival, long bytes) {
		Unfinished old = this.byArrival.get(arrival);
		this.total += bytes - size(old);
		this.byArrival.put(arrival, new Unfinished(bytes, (old != null) ? old.since() : this.timers.nanoTime()));
	}

	private boolean fits(long bytes, @Nullable Unfinished old) {
		long others = this.total - size(old);
		return others == 0 || others + bytes <= this.max;
	}

	private static long size(@Nullable Unfinished unfinished) {
		return (unfinished != null) ? unfinished.bytes() : 0;
	}

	private @Nullable Arrival oldest(Arrival except) {
		for (Map.Entry<Arrival, Unfinished> entry : this.byArrival.entrySet()) {
			if (entry.getKey() != except) {
				long age = this.timers.nanoTime() - entry.getValue().since();
				return (age > PATIENCE_NANOS) ? entry.getKey() : null;
			}
		}
		return null;
	}

	/**
	 * The message of a connection is complete, or given up.
	 */
	void release(Arrival arrival) {
		if (this.resumed == arrival) {
			this.resumed = null;
		}
		this.waiting.remove(arrival);
		remove(arrival);
		resumeNext();
	}

	private void remove(Arrival arrival) {
		this.total -= size(this.byArrival.remove(arrival));
	}

	private void resumeNext() {
		if (this.resumed == null && !this.waiting.isEmpty() && this.total < this.max) {
			Arrival first = this.waiting.iterator().next();
			this.resumed = first;
			first.resumeLater();
		}
	}

	/**
	 * Nobody may make room, and yet somebody may have taken too long by then.
	 */
	private void retryLater() {
		if (this.retry == null) {
			this.retry = this.timers.schedule(RETRY_NANOS, () -> {
				this.retry = null;
				if (!this.waiting.isEmpty()) {
					retryLater();
					this.waiting.iterator().next().resumeLater();
				}
			});
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
