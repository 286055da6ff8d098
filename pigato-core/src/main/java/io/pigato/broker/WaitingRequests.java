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

import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for a worker: for any that offers their service, or for the one
 * that they name.
 */
final class WaitingRequests {

	private final ServiceTable services;

	private final WorkerRegistry workers;

	private int size;

	WaitingRequests(ServiceTable services, WorkerRegistry workers) {
		this.services = services;
		this.workers = workers;
	}

	/**
	 * Have a request wait in the order of its arrival.
	 * @return the service that it waits for
	 */
	WaitingService add(PendingRequest request) {
		WaitingService service = this.services.waiting(request.serviceName());
		if (service == null) {
			service = this.services.waitFor(request.serviceName());
		}
		String workerId = request.options().workerId();
		if (workerId != null) {
			this.workers.queueFor(workerId).add(request);
			service.addElsewhere();
		}
		else {
			service.add(request);
		}
		this.size++;
		return service;
	}

	void remove(PendingRequest request) {
		RequestQueue queue = request.queue;
		WaitingService service = this.services.waiting(request.serviceName());
		if (queue == null || service == null) {
			return;
		}
		String workerId = request.options().workerId();
		if (workerId != null) {
			queue.remove(request);
			service.removeElsewhere();
			this.workers.releaseQueue(workerId);
		}
		else {
			service.remove(request);
		}
		this.size--;
		this.services.releaseIfEmpty(service);
	}

	/**
	 * Return the request that a worker takes next: the older one of the first that is for
	 * it only and the first that is for any.
	 */
	@Nullable PendingRequest nextFor(WorkerSession worker) {
		PendingRequest targeted = worker.peekTargeted();
		PendingRequest any = worker.offer().nextFor(worker);
		if (targeted == null || any == null) {
			return (any != null) ? any : targeted;
		}
		return (targeted.sequence() < any.sequence()) ? targeted : any;
	}

	/**
	 * Whether a worker is there that may take the request, be it busy now.
	 */
	boolean isServable(PendingRequest request) {
		String workerId = request.options().workerId();
		if (workerId != null) {
			return this.workers.named(workerId) != null;
		}
		return !this.services.routes(request.serviceName()).isEmpty();
	}

	int size() {
		return this.size;
	}

}
