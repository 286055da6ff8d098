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

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.pigato.broker.BrokerStatistics;
import io.pigato.broker.PigatoBroker;

/**
 * Whether a broker answered lately at each of its endpoints. Tells what is known and
 * never waits.
 */
final class BrokerHealthIndicator extends AbstractHealthIndicator {

	private final PigatoBroker broker;

	private final BrokerProbe probe;

	private final LongSupplier clock;

	BrokerHealthIndicator(PigatoBroker broker, BrokerProbe probe) {
		this(broker, probe, System::nanoTime);
	}

	BrokerHealthIndicator(PigatoBroker broker, BrokerProbe probe, LongSupplier clock) {
		super("The health of the PIGATO broker is unknown");
		this.broker = broker;
		this.probe = probe;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		long now = this.clock.getAsLong();
		List<EndpointProbe> probes = this.probe.probes();
		BrokerStatistics statistics = this.broker.statistics();
		builder.status(status(probes, now))
			.withDetail("name", this.broker.name())
			.withDetail("running", this.broker.isRunning())
			.withDetail("draining", this.broker.isDraining())
			.withDetail("endpoints", endpoints(probes, now))
			.withDetail("workers", statistics.workers())
			.withDetail("queued", statistics.queued())
			.withDetail("inFlight", statistics.inFlight());
	}

	private Status status(List<EndpointProbe> probes, long now) {
		if (!this.broker.isRunning() || this.broker.isDraining()) {
			return Status.OUT_OF_SERVICE;
		}
		if (!this.broker.isHealthy()) {
			return Status.DOWN;
		}
		boolean known = probes.size() == this.broker.endpoints().size();
		for (EndpointProbe each : probes) {
			EndpointProbe.Result last = each.last();
			if (last == null) {
				known = false;
			}
			else if (last.failure() != null || last.age(now).compareTo(this.probe.validity()) > 0) {
				return Status.DOWN;
			}
		}
		// before the first answer the broker is not in service yet
		return known ? Status.UP : Status.OUT_OF_SERVICE;
	}

	private List<Map<String, Object>> endpoints(List<EndpointProbe> probes, long now) {
		List<Map<String, Object>> endpoints = new ArrayList<>();
		for (EndpointProbe each : probes) {
			Map<String, Object> endpoint = new LinkedHashMap<>();
			endpoint.put("endpoint", each.endpoint().toString());
			EndpointProbe.Result last = each.last();
			if (last != null) {
				Throwable failure = last.failure();
				if (failure != null) {
					endpoint.put("error", failure.toString());
				}
				else {
					endpoint.put("roundTrip", last.roundTrip().truncatedTo(ChronoUnit.MICROS));
				}
				endpoint.put("age", HealthDetails.millis(last.age(now)));
			}
			endpoints.add(endpoint);
		}
		return endpoints;
	}

}
