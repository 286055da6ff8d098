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

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.pigato.client.ClientStatistics;
import io.pigato.client.PigatoClient;

/**
 * Whether a client has a broker that answers and takes requests.
 */
final class ClientHealthIndicator extends AbstractHealthIndicator {

	private final PigatoClient client;

	ClientHealthIndicator(PigatoClient client) {
		super("The health of a PIGATO client is unknown");
		this.client = client;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ClientStatistics statistics = this.client.statistics();
		boolean running = this.client.isRunning();
		if (!running || statistics.draining()) {
			builder.outOfService();
		}
		else {
			builder.status(statistics.connected() ? Status.UP : Status.DOWN);
		}
		builder.withDetail("endpoint", this.client.endpoint().toString())
			.withDetail("running", running)
			.withDetail("connected", statistics.connected())
			.withDetail("draining", statistics.draining())
			.withDetail("inFlight", statistics.pending());
		HealthDetails.heartbeatAge(builder, statistics.lastHeard());
	}

}
