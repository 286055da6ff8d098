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

package io.pigato.transport;

/**
 * A clock and the timers that follow it, owned by one thread.
 * <p>
 * Time is in nanoseconds from an arbitrary origin, as {@link System#nanoTime()} is:
 * compare by difference.
 */
public interface Timers {

	/**
	 * Return the time now. Within one turn of a loop it may stand still.
	 * @return the time in nanoseconds
	 */
	long nanoTime();

	/**
	 * Run a task after a delay, once. Timers that are due at the same time run in the
	 * order they were set.
	 * @param delayNanos the delay in nanoseconds; zero or less means the next turn
	 * @param task the task
	 * @return the timer
	 */
	Timer schedule(long delayNanos, Runnable task);

	/**
	 * Return how much later than asked for tasks may run because the loop can't wait for
	 * less.
	 * @return the time in nanoseconds, 0 if the loop waits exactly
	 */
	default long resolutionNanos() {
		return 0;
	}

	/**
	 * A task that waits for its time.
	 */
	interface Timer {

		/**
		 * Make sure that the task does not run any more; does nothing if it has run.
		 */
		void cancel();

	}

}
