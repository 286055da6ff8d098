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

import java.time.Duration;

/**
 * How a broker behaves, whatever its endpoints. Immutable.
 *
 * @param name the broker's own identity
 * @param heartbeatInterval how often workers hear from the broker
 * @param heartbeatLiveness after how many intervals of silence a worker is lost
 * @param dispatch how workers are chosen
 * @param maxAttempts how often a request with {@code retry} is handed to a worker at most
 * @param gracePeriod how long a stopping broker waits for requests in flight
 * @param limits what the broker takes on
 * @param cache what it keeps of replies
 */
record BrokerOptions(String name, Duration heartbeatInterval, int heartbeatLiveness, Dispatch dispatch, int maxAttempts,
		Duration gracePeriod, BrokerLimits limits, ReplyCacheOptions cache) {

	/** Longer durations than this, some 24 days, do not fit into milliseconds as int. */
	private static final Duration MAX_DURATION = Duration.ofMillis(Integer.MAX_VALUE);

	/** What RFC 23/ZMTP allows. */
	private static final int MAX_IDENTITY_LENGTH = 255;

	BrokerOptions {
		if (name.isBlank() || name.length() > MAX_IDENTITY_LENGTH) {
			throw new IllegalArgumentException("name must have 1 to 255 characters but is '" + name + "'");
		}
		between("heartbeatInterval", heartbeatInterval, Duration.ofMillis(1));
		if (heartbeatLiveness < 1) {
			throw new IllegalArgumentException("heartbeatLiveness must be at least 1 but is " + heartbeatLiveness);
		}
		if (maxAttempts < 1) {
			throw new IllegalArgumentException("maxAttempts must be at least 1 but is " + maxAttempts);
		}
		between("gracePeriod", gracePeriod, Duration.ZERO);
	}

	private static void between(String name, Duration value, Duration least) {
		if (value.compareTo(least) < 0 || value.compareTo(MAX_DURATION) > 0) {
			throw new IllegalArgumentException(
					name + " must be between " + least.toMillis() + " ms and 24 days but is " + value);
		}
	}

}
