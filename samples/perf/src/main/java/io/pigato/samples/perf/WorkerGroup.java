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

package io.pigato.samples.perf;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.pigato.transport.Endpoint;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceWorker;
import io.pigato.worker.WorkerListener;

/**
 * Workers that are started and stopped together.
 */
final class WorkerGroup implements AutoCloseable {

	private final List<ServiceWorker> workers = new ArrayList<>();

	private final List<CompletableFuture<Void>> registered = new ArrayList<>();

	/**
	 * Start workers of one broker.
	 * @param count how many
	 */
	void start(int count, Endpoint endpoint, String transport, String service, boolean onLoop, int concurrency,
			RequestHandler handler) {
		for (int i = 0; i < count; i++) {
			CompletableFuture<Void> accepted = new CompletableFuture<>();
			ServiceWorker worker = ServiceWorker.builder(service, handler)
				.endpoint(endpoint)
				.transport(transport)
				.concurrency(concurrency)
				.handleOnLoop(onLoop)
				.listener(new WorkerListener() {

					@Override
					public void onConnect() {
						accepted.complete(null);
					}

				})
				.build();
			this.workers.add(worker);
			this.registered.add(accepted);
			worker.start();
		}
	}

	/**
	 * Return a future that is completed when a broker has accepted all workers.
	 */
	CompletableFuture<Void> registered() {
		return CompletableFuture.allOf(this.registered.toArray(CompletableFuture[]::new));
	}

	@Override
	public void close() {
		CompletableFuture.allOf(this.workers.stream().map(ServiceWorker::stopAsync).toArray(CompletableFuture[]::new))
			.join();
	}

}
