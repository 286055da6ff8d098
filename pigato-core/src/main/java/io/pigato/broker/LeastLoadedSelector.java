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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.WorkerState;

/**
 * Chooses the worker with the lowest share of its concurrency in use and, of several, the
 * one that was served the longest time ago.
 * <p>
 * Workers stand in lists by their share, in 62 steps between idle and full; a bit set
 * tells which lists are not empty. A worker that has always been alone needs no lists.
 */
final class LeastLoadedSelector implements WorkerSelector {

	private static final int IDLE = 0;

	private static final int STEPS = 62;

	private static final int FULL = STEPS + 1;

	private static final long NOT_FULL = ~(1L << FULL);

	private @Nullable WorkerSession only;

	/** All workers by their index, once there was more than one. */
	private final List<WorkerSession> workers = new ArrayList<>(0);

	/** The lists of indexes, each a ring by its level. */
	private @Nullable Rings lists;

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
			enlist(first);
		}
		enlist(worker);
	}

	private void enlist(WorkerSession worker) {
		worker.index = this.workers.size();
		this.workers.add(worker);
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
		WorkerSession last = this.workers.remove(this.workers.size() - 1);
		if (last != worker) {
			lists().replace(last.level, last.index, worker.index);
			last.index = worker.index;
			this.workers.set(last.index, last);
		}
		worker.index = -1;
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
		int level = level(worker);
		worker.level = level;
		lists().add(level, worker.index);
		this.occupied |= 1L << level;
	}

	private void unlink(WorkerSession worker) {
		Rings rings = lists();
		int level = worker.level;
		rings.remove(level, worker.index);
		if (rings.head(level) == Rings.NONE) {
			this.occupied &= ~(1L << level);
		}
	}

	private Rings lists() {
		Rings rings = this.lists;
		if (rings == null) {
			rings = new Rings(FULL + 1);
			this.lists = rings;
		}
		return rings;
	}

	@Override
	public @Nullable WorkerSession select(Set<WorkerSession> excluded) {
		WorkerSession lone = this.only;
		if (lone != null) {
			return (lone.isFree() && !excluded.contains(lone)) ? lone : null;
		}
		for (long levels = this.occupied & NOT_FULL; levels != 0; levels &= levels - 1) {
			WorkerSession worker = select(lists(), Long.numberOfTrailingZeros(levels), excluded);
			if (worker != null) {
				return worker;
			}
		}
		return null;
	}

	private @Nullable WorkerSession select(Rings rings, int level, Set<WorkerSession> excluded) {
		int head = rings.head(level);
		int index = head;
		do {
			WorkerSession worker = this.workers.get(index);
			if (excluded.isEmpty() || !excluded.contains(worker)) {
				return worker;
			}
			index = rings.next(index);
		}
		while (index != head);
		return null;
	}

}
