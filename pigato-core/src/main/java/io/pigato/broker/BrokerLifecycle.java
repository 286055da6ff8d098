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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.pigato.concurrent.SerialExecutor;
import io.pigato.transport.EventLoop;
import io.pigato.transport.Transports;

/**
 * The starts and stops of a broker, one after the other in the order they were asked for,
 * each start with a {@link BrokerRun} of its own. Safe for use from any thread.
 */
final class BrokerLifecycle {

	private final BrokerConfig config;

	private final List<BrokerListener> listeners;

	private final Object lock = new Object();

	private Counters counters = new Counters();

	private volatile @Nullable BrokerRun run;

	/** Completed when the last start or stop that was asked for is done. */
	private CompletableFuture<Void> settled = CompletableFuture.completedFuture(null);

	/** What was asked for last. */
	private boolean wanted;

	BrokerLifecycle(BrokerConfig config) {
		this.config = config;
		this.listeners = new CopyOnWriteArrayList<>(config.listeners());
	}

	/**
	 * Add a listener, which is told from the next start on.
	 */
	void addListener(BrokerListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Return what runs.
	 * @return the run, {@code null} before it is bound and after it has stopped
	 */
	@Nullable BrokerRun run() {
		return this.run;
	}

	/**
	 * Return what was counted since the last start.
	 */
	BrokerStatistics statistics() {
		synchronized (this.lock) {
			return this.counters.snapshot();
		}
	}

	CompletableFuture<Void> startAsync() {
		synchronized (this.lock) {
			if (!this.wanted) {
				this.wanted = true;
				this.settled = this.settled.handle((nothing, ex) -> this).thenCompose(BrokerLifecycle::startRun);
			}
			return this.settled.copy();
		}
	}

	private CompletableFuture<Void> startRun() {
		Counters newCounters = new Counters();
		EventLoop eventLoop = this.config.eventLoop();
		EventLoop loop = (eventLoop != null) ? eventLoop
				: Transports.named(this.config.transport()).newEventLoop("pigato-broker");
		Executor executor = this.config.executor();
		ExecutorService own = null;
		if (executor == null) {
			own = newExecutor();
			executor = own;
		}
		BrokerRun newRun = new BrokerRun(this.config, List.copyOf(this.listeners), newCounters, loop,
				new SerialExecutor(executor), own);
		return newRun.start().whenComplete((nothing, failure) -> {
			synchronized (this.lock) {
				if (failure != null) {
					this.wanted = false;
				}
				else {
					this.counters = newCounters;
					this.run = newRun;
				}
			}
		});
	}

	private static ExecutorService newExecutor() {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				(task) -> {
					Thread thread = new Thread(task, "pigato-broker-events");
					thread.setDaemon(true);
					return thread;
				});
		// the thread ends by itself when there is nothing to tell
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	/**
	 * Stop, or hasten a stop that is going on.
	 */
	CompletableFuture<Void> stopAsync(Duration gracePeriod) {
		synchronized (this.lock) {
			BrokerRun current = this.run;
			if (this.wanted) {
				this.wanted = false;
				this.settled = this.settled.handle((nothing, ex) -> this)
					.thenCompose((lifecycle) -> lifecycle.stopRun(gracePeriod));
			}
			else if (current != null) {
				current.hasten(gracePeriod);
			}
			// a start that failed has told that to who asked for it
			return this.settled.handle((nothing, ex) -> null);
		}
	}

	private CompletableFuture<Void> stopRun(Duration gracePeriod) {
		BrokerRun current = this.run;
		if (current == null) {
			return CompletableFuture.completedFuture(null);
		}
		return current.stop(gracePeriod).whenComplete((nothing, failure) -> this.run = null);
	}

	/**
	 * Wait for a start or stop.
	 * @throws IllegalStateException if called on the broker's own loop
	 */
	void await(CompletableFuture<Void> future) {
		EventLoop loop = this.config.eventLoop();
		BrokerRun current = this.run;
		if ((loop != null && loop.inEventLoop()) || (current != null && current.inEventLoop())) {
			throw new IllegalStateException(
					"The broker's loop must not wait for the broker. Use startAsync() or stopAsync().");
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

}
