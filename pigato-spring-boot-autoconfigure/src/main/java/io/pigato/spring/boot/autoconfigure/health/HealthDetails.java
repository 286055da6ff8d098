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

package io.pigato.spring.boot.autoconfigure.health;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;

/**
 * Details that several health indicators have.
 */
final class HealthDetails {

	private HealthDetails() {
	}

	/**
	 * Say how long ago the broker was last heard of, if it ever was.
	 */
	static void heartbeatAge(Health.Builder builder, @Nullable Duration lastHeard) {
		if (lastHeard != null) {
			builder.withDetail("heartbeatAge", millis(lastHeard));
		}
	}

	static Duration millis(Duration duration) {
		return duration.truncatedTo(ChronoUnit.MILLIS);
	}

}
