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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A service that requests wait for, by the name that clients ask for.
 * <p>
 * Those that workers rejected wait apart, by who rejected them: who looks for the next
 * request to take does not have to pass by those it does not want (fault 4 of the
 * original).
 */
final class WaitingService extends PagedTable.Entry {

	private static final List<Set<WorkerSession>> NOBODY = List.of(Set.of());

	private final String name;

	private final RequestQueue queue = new RequestQueue();

	private final Map<Set<WorkerSession>, RequestQueue> rejected = new LinkedHashMap<>(0);

	/** The offers that are asked, kept up to date while requests wait. */
	private List<Offer> routes = List.of();

	private int size;

	WaitingService(String name) {
		this.name = name;
	}

	String name() {
		return this.name;
	}

	List<Offer> routes() {
		return this.routes;
	}

	void setRoutes(List<Offer> routes) {
		for (Offer offer : this.routes) {
			offer.removeWaiting(this);
			offer.addQueued(-this.size);
		}
		this.routes = routes;
		for (Offer offer : routes) {
			offer.addWaiting(this);
			offer.addQueued(this.size);
		}
	}

	/**
	 * Have a request wait for any worker that has not rejected it.
	 */
	void add(PendingRequest request) {
		Set<WorkerSession> rejecters = request.rejecters();
		if (rejecters.isEmpty()) {
			this.queue.add(request);
		}
		else {
			this.rejected.computeIfAbsent(copy(rejecters), (key) -> new RequestQueue()).add(request);
		}
		resize(1);
	}

	/**
	 * Count a request that waits elsewhere, for one worker only.
	 */
	void addElsewhere() {
		resize(1);
	}

	void removeElsewhere() {
		resize(-1);
	}

	private void resize(int count) {
		this.size += count;
		for (int i = 0; i < this.routes.size(); i++) {
			this.routes.get(i).addQueued(count);
		}
	}

	void remove(PendingRequest request) {
		RequestQueue from = request.queue;
		if (from == null) {
			return;
		}
		from.remove(request);
		resize(-1);
		if (from != this.queue && from.isEmpty()) {
			this.rejected.remove(request.rejecters());
		}
	}

	/**
	 * Return the oldest request that the worker has not rejected.
	 */
	@Nullable PendingRequest peekFor(WorkerSession worker) {
		PendingRequest oldest = this.queue.peek();
		if (!this.rejected.isEmpty()) {
			for (Map.Entry<Set<WorkerSession>, RequestQueue> entry : this.rejected.entrySet()) {
				PendingRequest candidate = entry.getValue().peek();
				if (candidate != null && !entry.getKey().contains(worker)
						&& (oldest == null || candidate.sequence() < oldest.sequence())) {
					oldest = candidate;
				}
			}
		}
		return oldest;
	}

	/**
	 * Return by whom the requests that wait were rejected, first by nobody.
	 */
	List<Set<WorkerSession>> rejecters() {
		if (this.rejected.isEmpty()) {
			return NOBODY;
		}
		List<Set<WorkerSession>> rejecters = new ArrayList<>(NOBODY);
		rejecters.addAll(this.rejected.keySet());
		return rejecters;
	}

	/**
	 * A worker is gone, and what it rejected does not depend on it any more.
	 */
	void forgetRejecter(WorkerSession worker) {
		if (this.rejected.isEmpty()) {
			return;
		}
		for (Set<WorkerSession> rejecters : List.copyOf(this.rejected.keySet())) {
			if (rejecters.contains(worker)) {
				regroup(rejecters, worker);
			}
		}
	}

	private void regroup(Set<WorkerSession> rejecters, WorkerSession without) {
		RequestQueue requests = this.rejected.remove(rejecters);
		if (requests == null) {
			return;
		}
		for (PendingRequest request = requests.peek(); request != null; request = request.next) {
			request.forgetRejecter(without);
		}
		Set<WorkerSession> others = copy(rejecters);
		others.remove(without);
		RequestQueue target = others.isEmpty() ? this.queue
				: this.rejected.computeIfAbsent(others, (key) -> new RequestQueue());
		target.addAll(requests);
	}

	private static Set<WorkerSession> copy(Set<WorkerSession> workers) {
		return new HashSet<>(workers);
	}

	/**
	 * How many requests wait for this service, wherever they wait.
	 */
	int size() {
		return this.size;
	}

	/**
	 * Describe it as a service that nobody offers.
	 */
	ServiceInfo info() {
		return new ServiceInfo(this.name, 0, this.size, 0, 0, 0, 0);
	}

}
