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

package io.pigato.client;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Who runs listeners, subscribers and the completion of futures.
 */
final class ClientExecutors {

	/**
	 * Enough for callbacks that wait now and then; those that wait for futures and calls
	 * are made up for by the pool itself.
	 */
	private static final int MIN_PARALLELISM = 8;

	private ClientExecutors() {
	}

	/**
	 * Return an executor that does not reject: what the given one rejects, because it was
	 * shut down before the client or is overloaded, is run by the shared one.
	 * @param executor the executor, or {@code null} for the shared one
	 */
	static Executor reliable(@Nullable Executor executor) {
		if (executor == null) {
			return Shared.pool;
		}
		return (task) -> {
			try {
				executor.execute(task);
			}
			catch (RejectedExecutionException ex) {
				Shared.pool.execute(task);
			}
		};
	}

	/**
	 * The pool that all clients share, whose threads end when they have nothing to do.
	 */
	private static final class Shared {

		private static final AtomicInteger threads = new AtomicInteger();

		private static final ForkJoinPool pool = new ForkJoinPool(
				Math.max(MIN_PARALLELISM, Runtime.getRuntime().availableProcessors()), Shared::newThread, null, true);

		private static ForkJoinWorkerThread newThread(ForkJoinPool owner) {
			ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(owner);
			thread.setName("pigato-client-" + threads.incrementAndGet());
			thread.setContextClassLoader(PigatoClient.class.getClassLoader());
			return thread;
		}

	}

}
