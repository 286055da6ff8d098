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

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pigato.concurrent.OneShot;

/**
 * Runs the listener and other callbacks, in order and one at a time, never on the loop:
 * on the executor the worker was given, or else on a thread that is there only when it
 * has something to do.
 */
final class Callbacks {

	private static final Logger logger = LoggerFactory.getLogger(Callbacks.class);

	private final Object worker;

	private final @Nullable WorkerListener listener;

	private final Executor executor;

	private final @Nullable ThreadPoolExecutor ownExecutor;

	private final ReentrantLock lock = new ReentrantLock();

	private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

	private boolean scheduled;

	/**
	 * Create callbacks.
	 * @param worker whose callbacks these are
	 * @param name the name of the thread
	 * @param listener the listener, if there is one
	 * @param executor the executor, {@code null} for a thread of its own
	 */
	Callbacks(Object worker, String name, @Nullable WorkerListener listener, @Nullable Executor executor) {
		this.worker = worker;
		this.listener = listener;
		if (executor != null) {
			this.ownExecutor = null;
			this.executor = executor;
		}
		else {
			this.ownExecutor = newExecutor(name);
			this.executor = this.ownExecutor;
		}
	}

	private static ThreadPoolExecutor newExecutor(String name) {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				(task) -> {
					Thread thread = new Thread(task, name);
					thread.setDaemon(true);
					return thread;
				});
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	/**
	 * Tell the listener, if there is one.
	 */
	void tell(Consumer<WorkerListener> event) {
		WorkerListener told = this.listener;
		if (told != null) {
			run(() -> event.accept(told));
		}
	}

	/**
	 * Run a task after those before.
	 */
	void run(Runnable task) {
		this.lock.lock();
		try {
			this.tasks.add(task);
			if (this.scheduled) {
				return;
			}
			this.scheduled = true;
		}
		finally {
			this.lock.unlock();
		}
		OneShot turn = new OneShot(this::runTasks);
		try {
			this.executor.execute(turn);
		}
		catch (Throwable ex) {
			if (turn.cancel()) {
				refused(ex);
			}
		}
	}

	private void refused(Throwable failure) {
		int lost;
		this.lock.lock();
		try {
			this.scheduled = false;
			lost = this.tasks.size();
			this.tasks.clear();
		}
		finally {
			this.lock.unlock();
		}
		logger.warn("The worker's executor refused to run {} callbacks, which are lost", lost, failure);
	}

	private void runTasks() {
		Object scope = CallScope.enter(this.worker);
		try {
			for (Runnable task = next(); task != null; task = next()) {
				runTask(task);
			}
		}
		finally {
			CallScope.leave(scope);
		}
	}

	private @Nullable Runnable next() {
		this.lock.lock();
		try {
			Runnable task = this.tasks.poll();
			this.scheduled = task != null;
			return task;
		}
		finally {
			this.lock.unlock();
		}
	}

	private static void runTask(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			logger.error("A worker's listener or callback failed", ex);
		}
	}

	/**
	 * End the thread after what was handed over before.
	 */
	void close() {
		if (this.ownExecutor != null) {
			this.ownExecutor.shutdown();
		}
	}

}
