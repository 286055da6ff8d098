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

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;

/**
 * The name of a service as workers offer it, which may be a wildcard or have a version,
 * and those workers. There is no offer without a worker.
 */
final class Offer extends PagedTable.Entry {

	private final String name;

	private final WorkerSelector selector;

	private final Map<Bytes, WorkerSession> workers = new LinkedHashMap<>(2);

	/** The services whose waiting requests go to these workers, the next one first. */
	private final Set<WaitingService> waiting = new LinkedHashSet<>(2);

	/** This offer as the only route, so that the usual case makes no list. */
	private final List<Offer> alone = List.of(this);

	private final RequestRate rate;

	private int queued;

	private int inFlight;

	private long dispatched;

	private long completed;

	Offer(String name, WorkerSelector selector, long now) {
		this.name = name;
		this.selector = selector;
		this.rate = new RequestRate(now);
	}

	String name() {
		return this.name;
	}

	List<Offer> alone() {
		return this.alone;
	}

	Collection<WorkerSession> workers() {
		return this.workers.values();
	}

	void add(WorkerSession worker) {
		this.workers.put(worker.identity(), worker);
		this.selector.add(worker);
	}

	void remove(WorkerSession worker) {
		this.workers.remove(worker.identity());
		this.selector.remove(worker);
	}

	/**
	 * A worker was served, became free or changed its concurrency.
	 */
	void update(WorkerSession worker) {
		this.selector.update(worker);
	}

	boolean isEmpty() {
		return this.workers.isEmpty();
	}

	@Nullable WorkerSession select(Set<WorkerSession> excluded) {
		return this.selector.select(excluded);
	}

	void addWaiting(WaitingService service) {
		this.waiting.add(service);
	}

	void removeWaiting(WaitingService service) {
		this.waiting.remove(service);
	}

	/**
	 * More requests wait that its workers may take, or less.
	 */
	void addQueued(int count) {
		this.queued += count;
	}

	/**
	 * One of its workers was given a request.
	 */
	void dispatched(long now) {
		this.inFlight++;
		this.dispatched++;
		this.rate.count(now);
	}

	/**
	 * A request is not at one of its workers any more.
	 */
	void takenBack() {
		this.inFlight--;
	}

	/**
	 * One of its workers finished a request.
	 */
	void completed() {
		this.completed++;
	}

	ServiceInfo info(long now) {
		return new ServiceInfo(this.name, this.workers.size(), this.queued, this.inFlight, this.dispatched,
				this.completed, this.rate.perSecond(now));
	}

	/**
	 * Return the next request for a worker of this offer. Where several services wait, as
	 * behind a wildcard, each has its turn.
	 */
	@Nullable PendingRequest nextFor(WorkerSession worker) {
		if (this.waiting.isEmpty()) {
			return null;
		}
		for (WaitingService service : this.waiting) {
			PendingRequest request = service.peekFor(worker);
			if (request != null) {
				if (this.waiting.size() > 1) {
					this.waiting.remove(service);
					this.waiting.add(service);
				}
				return request;
			}
		}
		return null;
	}

}
