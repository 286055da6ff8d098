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

package io.pigato.transport.support;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The delays between attempts to connect: each twice as long as the one before, up to ten
 * times the first, and a random part of up to half shorter so that peers do not come back
 * all at once.
 */
public final class Backoff {

	private final long first;

	private long next;

	/**
	 * Create the delays.
	 * @param first the first delay
	 */
	public Backoff(Duration first) {
		this.first = first.toNanos();
		this.next = this.first;
	}

	/**
	 * Return the next delay.
	 * @return the delay in nanoseconds
	 */
	public long nextNanos() {
		long delay = this.next;
		this.next = Math.min(delay * 2, this.first * 10);
		return delay - ThreadLocalRandom.current().nextLong(delay / 2 + 1);
	}

	/**
	 * Start over with the first delay.
	 */
	public void reset() {
		this.next = this.first;
	}

}
