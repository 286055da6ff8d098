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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Starts and stops a worker, each after what is still going on.
 */
final class WorkerLifecycle {

	private final WorkerSettings settings;

	private final WorkerCounters counters = new WorkerCounters();

	private final ReentrantLock lock = new ReentrantLock();

	/** The last start or stop. */
	private CompletableFuture<Void> transition = CompletableFuture.completedFuture(null);

	/** Whether the last transition is a start. */
	private volatile boolean wanted;

	private volatile @Nullable WorkerSession session;

	private volatile int concurrency;

	private volatile Duration stopGracePeriod;

	WorkerLifecycle(WorkerSettings settings) {
		this.settings = settings;
		this.concurrency = settings.concurrency();
		this.stopGracePeriod = settings.gracePeriod();
	}

	WorkerSettings settings() {
		return this.settings;
	}

	void start() {
		await(startAsync());
	}

	CompletableFuture<Void> startAsync() {
		CompletableFuture<Void> started = new CompletableFuture<>();
		CompletableFuture<Void> before;
		this.lock.lock();
		try {
			if (this.wanted) {
				return this.transition.copy();
			}
			this.wanted = true;
			before = this.transition;
			this.transition = started;
		}
		finally {
			this.lock.unlock();
		}
		before.whenComplete((nothing, failure) -> open(started));
		return started.copy();
	}

	private void open(CompletableFuture<Void> started) {
		WorkerSession opened;
		this.lock.lock();
		try {
			opened = new WorkerSession(this, this.settings, this.concurrency, this.counters);
			this.session = opened;
		}
		catch (RuntimeException ex) {
			onStarted(started, ex);
			return;
		}
		finally {
			this.lock.unlock();
		}
		opened.start().whenComplete((nothing, failure) -> onStarted(started, failure));
	}

	private void onStarted(CompletableFuture<Void> started, @Nullable Throwable failure) {
		if (failure == null) {
			started.complete(null);
			return;
		}
		this.lock.lock();
		try {
			this.session = null;
			if (this.transition == started) {
				this.wanted = false;
			}
		}
		finally {
			this.lock.unlock();
		}
		started.completeExceptionally(failure);
	}

	void stop() {
		await(stopAsync());
	}

	CompletableFuture<Void> stopAsync() {
		return stopAsync(this.settings.gracePeriod());
	}

	CompletableFuture<Void> stopAsync(Duration gracePeriod) {
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		CompletableFuture<Void> before;
		this.lock.lock();
		try {
			if (!this.wanted) {
				hasten(gracePeriod);
				return this.transition.handle((nothing, failure) -> null);
			}
			this.wanted = false;
			this.stopGracePeriod = gracePeriod;
			before = this.transition;
			this.transition = stopped;
		}
		finally {
			this.lock.unlock();
		}
		before.whenComplete((nothing, failure) -> close(stopped));
		return stopped.copy();
	}

	private void hasten(Duration gracePeriod) {
		if (gracePeriod.compareTo(this.stopGracePeriod) < 0) {
			this.stopGracePeriod = gracePeriod;
		}
		WorkerSession closing = this.session;
		if (closing != null) {
			closing.hasten(gracePeriod);
		}
	}

	private void close(CompletableFuture<Void> stopped) {
		WorkerSession closing = this.session;
		if (closing == null) {
			stopped.complete(null);
			return;
		}
		closing.stop(this.stopGracePeriod).whenComplete((nothing, failure) -> {
			this.session = null;
			stopped.complete(null);
		});
	}

	/**
	 * Wait, except where that would be waiting for oneself.
	 */
	private void await(CompletableFuture<Void> future) {
		if (!future.isDone() && mustNotWait()) {
			return;
		}
		try {
			future.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw ex;
		}
	}

	private boolean mustNotWait() {
		WorkerSession current = this.session;
		return CallScope.isIn(this) || (current != null && current.inEventLoop());
	}

	CompletableFuture<Void> drain() {
		WorkerSession current = this.session;
		return (current != null) ? current.drain() : CompletableFuture.completedFuture(null);
	}

	boolean isRunning() {
		return this.wanted && this.session != null;
	}

	@Nullable String workerId() {
		WorkerSession current = this.session;
		return (current != null) ? current.workerId() : null;
	}

	int concurrency() {
		return this.concurrency;
	}

	void concurrency(int concurrency) {
		this.lock.lock();
		try {
			this.concurrency = concurrency;
			WorkerSession current = this.session;
			if (current != null) {
				current.concurrency(concurrency);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	WorkerStatistics statistics() {
		return this.counters.snapshot();
	}

}
