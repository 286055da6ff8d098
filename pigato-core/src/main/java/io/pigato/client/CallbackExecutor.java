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
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pigato.concurrent.OneShot;

/**
 * Runs listeners, subscribers and the completion of futures, and rejects nothing: on the
 * executor that the application gave or on the threads of the client's session. What
 * those reject or can't take, as after a shutdown or from another thread than the loop's,
 * runs on a pool that all clients share.
 */
final class CallbackExecutor implements Executor {

	/**
	 * Enough for callbacks that wait now and then; those that wait for futures and calls
	 * are made up for by the pool itself.
	 */
	private static final int MIN_PARALLELISM = 8;

	private static final Logger logger = LoggerFactory.getLogger(CallbackExecutor.class);

	private static final AtomicInteger threads = new AtomicInteger();

	private final @Nullable Executor given;

	private final Supplier<@Nullable ClientSession> session;

	/**
	 * Create an executor.
	 * @param given what the application gave, if anything
	 * @param session finds the session that was last started, if there is one
	 */
	CallbackExecutor(@Nullable Executor given, Supplier<@Nullable ClientSession> session) {
		this.given = given;
		this.session = session;
	}

	@Override
	public void execute(Runnable task) {
		if (this.given == null) {
			ClientSession current = this.session.get();
			if (current == null || !current.callBack(task)) {
				Shared.execute(task);
			}
			return;
		}
		OneShot once = new OneShot(task);
		try {
			this.given.execute(once);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// shut down, or there can be no more threads
			Shared.execute(once);
		}
	}

	/**
	 * Return what makes the threads of a session.
	 */
	static ThreadFactory threadFactory() {
		return (task) -> {
			Thread thread = new Thread(task, nextName());
			thread.setDaemon(true);
			thread.setContextClassLoader(PigatoClient.class.getClassLoader());
			return thread;
		};
	}

	private static String nextName() {
		return "pigato-client-" + threads.incrementAndGet();
	}

	/**
	 * The pool that all clients share, whose threads end when they have nothing to do.
	 */
	private static final class Shared {

		private static final ForkJoinPool pool = new ForkJoinPool(
				Math.max(MIN_PARALLELISM, Runtime.getRuntime().availableProcessors()), Shared::newThread, null, true);

		/**
		 * Have a task run, at the latest when there can be a thread for it: whoever ends
		 * many requests must not stop at the first.
		 */
		static void execute(Runnable task) {
			try {
				pool.execute(task);
			}
			catch (OutOfMemoryError ex) {
				logger.warn("A callback waits until a thread can be started", ex);
			}
		}

		private static ForkJoinWorkerThread newThread(ForkJoinPool owner) {
			ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(owner);
			thread.setName(nextName());
			thread.setContextClassLoader(PigatoClient.class.getClassLoader());
			return thread;
		}

	}

}
