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

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Durations as the protocol has them: whole milliseconds.
 */
final class Millis {

	/** Longer than anybody waits, 146 years, and still to be counted in nanoseconds. */
	private static final long MAX = TimeUnit.NANOSECONDS.toMillis(Long.MAX_VALUE / 2);

	private Millis() {
	}

	/**
	 * Return a positive duration in milliseconds, rounded up.
	 */
	static long of(String name, Duration duration) {
		if (duration.isNegative() || duration.isZero()) {
			throw new IllegalArgumentException(name + " must be positive but is " + duration);
		}
		if (duration.getSeconds() >= MAX / 1000) {
			return MAX;
		}
		return duration.plusNanos(TimeUnit.MILLISECONDS.toNanos(1) - 1).toMillis();
	}

	static long ofNanos(long nanos) {
		return TimeUnit.NANOSECONDS.toMillis(nanos);
	}

	static long toNanos(long millis) {
		return TimeUnit.MILLISECONDS.toNanos(millis);
	}

}
