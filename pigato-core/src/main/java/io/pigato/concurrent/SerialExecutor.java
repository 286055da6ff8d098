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

package io.pigato.concurrent;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time and in their order, on the threads of another executor. A task
 * that throws is logged and does not keep the others from running. Safe for use from any
 * thread.
 * <p>
 * No task is lost: when the other executor refuses to work, because it was shut down
 * before those that use it, or can't start a thread, tasks run on the thread that hands
 * them over.
 */
public final class SerialExecutor implements Executor {

	private static final Logger logger = LoggerFactory.getLogger(SerialExecutor.class);

	private final Executor executor;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicInteger size = new AtomicInteger();

	/**
	 * Create an executor without tasks.
	 * @param executor the executor whose threads run them
	 */
	public SerialExecutor(Executor executor) {
		this.executor = executor;
	}

	@Override
	public void execute(Runnable task) {
		this.tasks.add(task);
		if (this.size.getAndIncrement() > 0) {
			return;
		}
		OneShot turn = new OneShot(this::runAll);
		try {
			this.executor.execute(turn);
		}
		catch (Throwable ex) {
			logger.warn("An executor does not run callbacks: it should outlive what was given it,"
					+ " and be able to start threads", ex);
			turn.run();
		}
	}

	/**
	 * Return how many tasks wait or run.
	 * @return the number of tasks
	 */
	public int size() {
		return this.size.get();
	}

	private void runAll() {
		do {
			Runnable task = this.tasks.poll();
			if (task != null) {
				try {
					task.run();
				}
				catch (Throwable ex) {
					logger.error("A callback failed", ex);
				}
			}
		}
		while (this.size.decrementAndGet() > 0);
	}

}
