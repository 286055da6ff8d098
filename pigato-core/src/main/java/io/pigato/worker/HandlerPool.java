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

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for handlers, at most as many as the worker's concurrency; without a limit, as
 * many as there are requests. Threads end when they are idle, and are never interrupted
 * while they run a handler. Resized and shut down on the loop only.
 */
final class HandlerPool implements Executor {

	private static final long KEEP_ALIVE_SECONDS = 30;

	private final ThreadFactory threads;

	private ThreadPoolExecutor executor;

	HandlerPool(String service, int concurrency) {
		AtomicInteger number = new AtomicInteger();
		this.threads = (task) -> {
			Thread thread = new Thread(task, "pigato-worker-" + service + "-" + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
		this.executor = newExecutor(concurrency);
	}

	private ThreadPoolExecutor newExecutor(int concurrency) {
		if (concurrency < 0) {
			return new ThreadPoolExecutor(0, Integer.MAX_VALUE, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS,
					new SynchronousQueue<>(), this.threads);
		}
		int size = Math.max(concurrency, 1);
		ThreadPoolExecutor bounded = new ThreadPoolExecutor(size, size, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), this.threads);
		bounded.allowCoreThreadTimeOut(true);
		return bounded;
	}

	@Override
	public void execute(Runnable task) {
		this.executor.execute(task);
	}

	void resize(int concurrency) {
		ThreadPoolExecutor before = this.executor;
		this.executor = newExecutor(concurrency);
		before.shutdown();
	}

	void shutdown() {
		this.executor.shutdown();
	}

}
