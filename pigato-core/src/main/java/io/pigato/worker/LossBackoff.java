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

/**
 * How long to wait before coming back to a broker that was lost: not at all after a
 * connection that was good, else a delay that doubles up to ten times itself.
 * <p>
 * There is nothing random in it: the transport spreads the connects of many peers.
 */
final class LossBackoff {

	private final long firstNanos;

	private long nextNanos;

	/** Whether there was no delay before, and no good connection since. */
	private boolean returned;

	LossBackoff(long firstNanos) {
		this.firstNanos = firstNanos;
		this.nextNanos = firstNanos;
	}

	/**
	 * Return the delay after a loss.
	 * @param stable whether the connection lasted
	 * @param atOnce whether there may be no delay, unless that was of no use before
	 */
	long nextNanos(boolean stable, boolean atOnce) {
		if (stable) {
			this.returned = false;
			this.nextNanos = this.firstNanos;
		}
		if (atOnce && !this.returned) {
			this.returned = true;
			return 0;
		}
		long delay = this.nextNanos;
		this.nextNanos = Math.min(delay * 2, this.firstNanos * 10);
		return delay;
	}

}
