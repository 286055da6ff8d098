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

package io.pigato.spring.boot.autoconfigure.actuate;

import org.jspecify.annotations.Nullable;

import io.pigato.worker.ServiceWorker;
import io.pigato.worker.WorkerStatistics;

/**
 * A worker of an application.
 *
 * @param service the service that it offers
 * @param endpoint where its broker is
 * @param workerId its identity at the broker, {@code null} if it has no connection
 * @param concurrency how many requests it takes at a time: -1 for any, 0 for none
 * @param running whether it runs
 * @param statistics its state and what it has counted
 */
public record LocalWorkerDescriptor(String service, String endpoint, @Nullable String workerId, int concurrency,
		boolean running, WorkerStatistics statistics) {

	static LocalWorkerDescriptor of(ServiceWorker worker) {
		return new LocalWorkerDescriptor(worker.service(), worker.endpoint().toString(), worker.workerId(),
				worker.concurrency(), worker.isRunning(), worker.statistics());
	}

}
