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

import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.WorkerState;

/**
 * Chooses the worker with the lowest share of its concurrency in use and, of several, the
 * one that was served the longest time ago.
 * <p>
 * Workers stand in lists by their share, in 62 steps between idle and full; a bit set
 * tells which lists are not empty. A lone worker needs no lists.
 */
final class LeastLoadedSelector implements WorkerSelector {

	private static final int IDLE = 0;

	private static final int STEPS = 62;

	private static final int FULL = STEPS + 1;

	private static final long NOT_FULL = ~(1L << FULL);

	private @Nullable WorkerSession only;

	/** The lists, each a ring that starts with the worker whose turn it is. */
	private @Nullable WorkerSession @Nullable [] heads;

	/** Which lists have workers, by their level. */
	private long occupied;

	private int size;

	@Override
	public void add(WorkerSession worker) {
		if (this.size++ == 0) {
			this.only = worker;
			return;
		}
		WorkerSession first = this.only;
		if (first != null) {
			this.only = null;
			link(first);
		}
		link(worker);
	}

	@Override
	public void remove(WorkerSession worker) {
		this.size--;
		if (this.only == worker) {
			this.only = null;
			return;
		}
		unlink(worker);
	}

	@Override
	public void update(WorkerSession worker) {
		if (this.only != worker) {
			unlink(worker);
			link(worker);
		}
	}

	private static int level(WorkerSession worker) {
		if (!worker.isFree()) {
			return FULL;
		}
		long inFlight = worker.inFlight();
		if (inFlight == 0) {
			return IDLE;
		}
		// a worker without a limit is never full, but the busier the more it has
		long concurrency = (worker.concurrency() > 0) ? worker.concurrency()
				: inFlight + WorkerState.DEFAULT_CONCURRENCY;
		return 1 + (int) (inFlight * (STEPS - 1) / concurrency);
	}

	private void link(WorkerSession worker) {
		@Nullable WorkerSession[] lists = lists();
		int level = level(worker);
		WorkerSession head = lists[level];
		worker.level = level;
		if (head == null) {
			worker.previous = worker;
			worker.next = worker;
			lists[level] = worker;
			this.occupied |= 1L << level;
			return;
		}
		WorkerSession tail = previous(head);
		worker.previous = tail;
		worker.next = head;
		tail.next = worker;
		head.previous = worker;
	}

	private void unlink(WorkerSession worker) {
		@Nullable WorkerSession[] lists = lists();
		int level = worker.level;
		WorkerSession next = next(worker);
		if (next == worker) {
			lists[level] = null;
			this.occupied &= ~(1L << level);
		}
		else {
			WorkerSession previous = previous(worker);
			previous.next = next;
			next.previous = previous;
			if (lists[level] == worker) {
				lists[level] = next;
			}
		}
		worker.level = -1;
		worker.previous = null;
		worker.next = null;
	}

	private @Nullable WorkerSession[] lists() {
		@Nullable WorkerSession[] lists = this.heads;
		if (lists == null) {
			lists = new @Nullable WorkerSession[FULL + 1];
			this.heads = lists;
		}
		return lists;
	}

	@Override
	public @Nullable WorkerSession select(Set<WorkerSession> excluded) {
		WorkerSession lone = this.only;
		if (lone != null) {
			return (lone.isFree() && !excluded.contains(lone)) ? lone : null;
		}
		for (long levels = this.occupied & NOT_FULL; levels != 0; levels &= levels - 1) {
			WorkerSession head = head(Long.numberOfTrailingZeros(levels));
			WorkerSession worker = head;
			do {
				if (excluded.isEmpty() || !excluded.contains(worker)) {
					return worker;
				}
				worker = next(worker);
			}
			while (worker != head);
		}
		return null;
	}

	@SuppressWarnings("NullAway") // only asked of lists that are occupied
	private WorkerSession head(int level) {
		return lists()[level];
	}

	@SuppressWarnings("NullAway") // in a ring everybody has neighbours
	private static WorkerSession next(WorkerSession worker) {
		return worker.next;
	}

	@SuppressWarnings("NullAway") // in a ring everybody has neighbours
	private static WorkerSession previous(WorkerSession worker) {
		return worker.previous;
	}

}
