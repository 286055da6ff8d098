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

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A task that runs at most once. An executor that throws may have kept a task all the
 * same: a pool that could start no thread has it in its queue. Who hands it over as this
 * may then have it run elsewhere. Safe for use from any thread.
 */
public final class OneShot extends AtomicBoolean implements Runnable {

	private static final long serialVersionUID = 1L;

	private final transient Runnable task;

	/**
	 * Create a task.
	 * @param task what it runs
	 */
	public OneShot(Runnable task) {
		this.task = task;
	}

	/**
	 * Run the task, unless it runs or has run.
	 */
	@Override
	public void run() {
		if (cancel()) {
			this.task.run();
		}
	}

	/**
	 * Have the task not run any more.
	 * @return {@code false} if it runs or has run, or was cancelled before
	 */
	public boolean cancel() {
		return compareAndSet(false, true);
	}

}
