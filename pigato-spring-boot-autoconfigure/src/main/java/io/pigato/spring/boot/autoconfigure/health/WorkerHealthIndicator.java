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

package io.pigato.spring.boot.autoconfigure.health;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.pigato.spring.PigatoWorkerContainer;
import io.pigato.worker.ServiceWorker;
import io.pigato.worker.WorkerStatistics;

/**
 * Whether a broker has accepted a worker and gives it requests.
 */
final class WorkerHealthIndicator extends AbstractHealthIndicator {

	private final PigatoWorkerContainer container;

	WorkerHealthIndicator(PigatoWorkerContainer container) {
		super("The health of a PIGATO worker is unknown");
		this.container = container;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ServiceWorker worker = this.container.getWorker();
		WorkerStatistics statistics = worker.statistics();
		builder.status(status(worker, statistics))
			.withDetail("service", worker.service())
			.withDetail("endpoint", worker.endpoint().toString())
			.withDetail("running", worker.isRunning())
			.withDetail("connected", statistics.connected())
			.withDetail("draining", statistics.draining())
			.withDetail("inFlight", statistics.inFlight())
			.withDetail("queued", statistics.queued());
		HealthDetails.heartbeatAge(builder, statistics.lastHeard());
	}

	private Status status(ServiceWorker worker, WorkerStatistics statistics) {
		if (statistics.draining()) {
			return Status.OUT_OF_SERVICE;
		}
		if (!worker.isRunning()) {
			// one that nobody has started yet need not hold up the application
			return this.container.isAutoStartup() ? Status.OUT_OF_SERVICE : Status.UNKNOWN;
		}
		return statistics.connected() ? Status.UP : Status.DOWN;
	}

}
