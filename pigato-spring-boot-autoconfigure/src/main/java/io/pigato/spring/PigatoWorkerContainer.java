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

package io.pigato.spring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

import io.pigato.worker.ServiceWorker;

/**
 * The life of a worker in an application context: a bean under the worker's id, that
 * starts and stops it with the context.
 */
public final class PigatoWorkerContainer implements SmartLifecycle, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(PigatoWorkerContainer.class);

	private final WorkerEndpoint endpoint;

	private final ServiceWorker worker;

	private final KeepAlive keepAlive;

	private final AtomicBoolean keepsAlive = new AtomicBoolean();

	private volatile CompletableFuture<Void> stopping = CompletableFuture.completedFuture(null);

	PigatoWorkerContainer(WorkerEndpoint endpoint, ServiceWorker worker, KeepAlive keepAlive) {
		this.endpoint = endpoint;
		this.worker = worker;
		this.keepAlive = keepAlive;
	}

	/**
	 * Return the id of the worker.
	 * @return the name of this bean
	 */
	public String getId() {
		return this.endpoint.id();
	}

	/**
	 * Return the worker.
	 * @return the worker
	 */
	public ServiceWorker getWorker() {
		return this.worker;
	}

	@Override
	public void start() {
		this.worker.start();
		if (this.keepsAlive.compareAndSet(false, true)) {
			this.keepAlive.acquire();
		}
	}

	@Override
	public void stop() {
		try {
			this.worker.stop();
		}
		finally {
			letGo();
		}
	}

	/**
	 * Stop the worker: it finishes what is in flight within its grace period.
	 * @param callback called when it has stopped
	 */
	@Override
	public void stop(Runnable callback) {
		AsyncStop.stop(this, this::stopAsync, callback);
	}

	private CompletableFuture<Void> stopAsync() {
		CompletableFuture<Void> stopped = this.worker.stopAsync().whenComplete((nothing, failure) -> letGo());
		this.stopping = stopped;
		return stopped;
	}

	/**
	 * Stop to wait for requests in flight, should the worker be stopping still.
	 * @return completed when it has stopped
	 */
	CompletableFuture<Void> endDrain() {
		if (this.stopping.isDone()) {
			return this.stopping;
		}
		logger.warn("{} has not finished its requests when its shutdown phase timed out", this);
		// whatever becomes of it, nobody waits for it any more
		letGo();
		return this.worker.stopAsync(Duration.ZERO);
	}

	private void letGo() {
		if (this.keepsAlive.compareAndSet(true, false)) {
			this.keepAlive.release();
		}
	}

	@Override
	public boolean isRunning() {
		return this.worker.isRunning();
	}

	@Override
	public boolean isAutoStartup() {
		return this.endpoint.autoStartup();
	}

	@Override
	public int getPhase() {
		return PigatoLifecyclePhases.WORKER;
	}

	/**
	 * Stop the worker, should the context have failed to start.
	 */
	@Override
	public void destroy() {
		if (this.worker.isRunning()) {
			stop();
		}
		letGo();
	}

	@Override
	public String toString() {
		return this.worker + " of " + this.endpoint.source();
	}

}
