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

import java.util.concurrent.TimeUnit;

/**
 * How many requests there were a second, over the last ten seconds: what the present
 * window of ten seconds counted, and of the one before as much as still belongs to the
 * last ten. Counting costs a comparison.
 */
final class RequestRate {

	private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private long windowStart;

	private long count;

	private long previousCount;

	private final long since;

	RequestRate(long now) {
		this.windowStart = now;
		this.since = now;
	}

	void count(long now) {
		if (now - this.windowStart >= WINDOW) {
			turn(now);
		}
		this.count++;
	}

	private void turn(long now) {
		long windows = (now - this.windowStart) / WINDOW;
		this.previousCount = (windows == 1) ? this.count : 0;
		this.count = 0;
		this.windowStart += windows * WINDOW;
	}

	double perSecond(long now) {
		if (now - this.windowStart >= WINDOW) {
			turn(now);
		}
		long elapsed = now - this.windowStart;
		double requests = this.count + this.previousCount * (double) (WINDOW - elapsed) / WINDOW;
		// what has just begun has no ten seconds yet
		long counted = Math.min(Math.max(now - this.since, SECOND), WINDOW);
		return requests * SECOND / counted;
	}

}
