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

package io.pigato.worker;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Starts and stops a worker.
 */
final class WorkerLifecycle {

	private final WorkerSettings settings;

	WorkerLifecycle(WorkerSettings settings) {
		this.settings = settings;
	}

	WorkerSettings settings() {
		return this.settings;
	}

	void start() {
		throw new UnsupportedOperationException();
	}

	CompletableFuture<Void> startAsync() {
		throw new UnsupportedOperationException();
	}

	void stop() {
		throw new UnsupportedOperationException();
	}

	CompletableFuture<Void> stopAsync() {
		throw new UnsupportedOperationException();
	}

	CompletableFuture<Void> drain() {
		throw new UnsupportedOperationException();
	}

	boolean isRunning() {
		return false;
	}

	@Nullable String workerId() {
		return null;
	}

	int concurrency() {
		return this.settings.concurrency();
	}

	void concurrency(int concurrency) {
		throw new UnsupportedOperationException();
	}

	WorkerStatistics statistics() {
		throw new UnsupportedOperationException();
	}

}
