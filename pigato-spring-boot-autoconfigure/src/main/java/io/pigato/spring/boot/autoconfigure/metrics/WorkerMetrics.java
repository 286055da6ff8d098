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

package io.pigato.spring.boot.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.pigato.spring.PigatoWorkerContainer;
import io.pigato.spring.PigatoWorkerRegistry;
import io.pigato.worker.ServiceWorker;
import io.pigato.worker.WorkerStatistics;

/**
 * What workers have and count, each by its id and the service that it offers, also those
 * that are registered later. How long requests take is observed where they are handled.
 */
final class WorkerMetrics implements MeterBinder {

	private final PigatoWorkerRegistry workers;

	WorkerMetrics(PigatoWorkerRegistry workers) {
		this.workers = workers;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.workers.forEachContainer((container) -> bind(registry, container));
	}

	private void bind(MeterRegistry registry, PigatoWorkerContainer container) {
		ServiceWorker worker = container.getWorker();
		bind(new StatisticsMeters<>(registry, worker, ServiceWorker::statistics,
				Tags.of("worker", container.getId(), "service", worker.service())));
	}

	private void bind(StatisticsMeters<ServiceWorker, WorkerStatistics> meters) {
		meters
			.gauge("pigato.worker.connected", "Whether a broker has accepted the worker: 1 or 0",
					(statistics) -> statistics.connected() ? 1 : 0)
			.age("pigato.worker.heartbeat.age", "Time since the broker was last heard of", WorkerStatistics::lastHeard)
			.gauge("pigato.worker.in.flight", "Requests at the handler", WorkerStatistics::inFlight)
			.gauge("pigato.worker.queued", "Requests that wait for the handler", WorkerStatistics::queued)
			.counter("pigato.worker.received", "Requests received, without duplicates", WorkerStatistics::requests)
			.counter("pigato.worker.replies", "Replies sent", WorkerStatistics::replies, "type", "final")
			.counter("pigato.worker.replies", "Replies sent", WorkerStatistics::partials, "type", "partial")
			.counter("pigato.worker.replies", "Replies sent", WorkerStatistics::errors, "type", "error")
			.counter("pigato.worker.replies", "Replies sent", WorkerStatistics::rejects, "type", "reject")
			.counter("pigato.worker.inactive", "Requests that nobody waited for before their reply ended",
					WorkerStatistics::inactive)
			.counter("pigato.worker.dropped", "Messages dropped, by the reason", WorkerStatistics::dropped, "reason",
					"late")
			.counter("pigato.worker.dropped", "Messages dropped, by the reason", WorkerStatistics::duplicates, "reason",
					"duplicate")
			.counter("pigato.worker.dropped", "Messages dropped, by the reason", WorkerStatistics::malformed, "reason",
					"malformed")
			.counter("pigato.worker.reconnects", "Sockets opened because the broker was lost",
					WorkerStatistics::reconnects);
	}

}
