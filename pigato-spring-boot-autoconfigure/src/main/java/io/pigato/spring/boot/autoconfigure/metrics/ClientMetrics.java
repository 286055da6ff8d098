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

package io.pigato.spring.boot.autoconfigure.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.pigato.client.ClientStatistics;
import io.pigato.client.PigatoClient;

/**
 * What clients have and count, each by the name of its bean. How long requests take is
 * observed where they are made.
 */
final class ClientMetrics implements MeterBinder {

	private final Map<String, PigatoClient> clients;

	ClientMetrics(Map<String, PigatoClient> clients) {
		this.clients = new LinkedHashMap<>(clients);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.clients.forEach((name, client) -> bind(
				new StatisticsMeters<>(registry, client, PigatoClient::statistics, Tags.of("client", name))));
	}

	private void bind(StatisticsMeters<PigatoClient, ClientStatistics> meters) {
		meters
			.gauge("pigato.client.connected", "Whether the broker answers: 1 or 0",
					(statistics) -> statistics.connected() ? 1 : 0)
			.age("pigato.client.heartbeat.age", "Time since the broker was last heard of", ClientStatistics::lastHeard)
			.gauge("pigato.client.pending", "Requests without an outcome yet", ClientStatistics::pending)
			.counter("pigato.client.started", "Requests taken over, the refused ones not included",
					ClientStatistics::requests)
			.counter("pigato.client.refused", "Requests refused because too many were pending",
					ClientStatistics::refused)
			.counter("pigato.client.replies", "Replies received", ClientStatistics::replies, "type", "final")
			.counter("pigato.client.replies", "Replies received", ClientStatistics::partials, "type", "partial")
			.counter("pigato.client.errors", "Requests that ended with an error of worker or broker",
					ClientStatistics::errors)
			.counter("pigato.client.timeouts", "Requests that ended by the client's own timers",
					ClientStatistics::timeouts)
			.counter("pigato.client.cancelled", "Requests given up by their callers", ClientStatistics::cancelled)
			.counter("pigato.client.resent", "Requests sent again on a new connection", ClientStatistics::resent)
			.counter("pigato.client.dropped", "Messages dropped, by the reason", ClientStatistics::lateReplies,
					"reason", "late")
			.counter("pigato.client.dropped", "Messages dropped, by the reason", ClientStatistics::malformed, "reason",
					"malformed")
			.counter("pigato.client.reconnects", "Connections other than the first on which the broker " + "answered",
					ClientStatistics::reconnects);
	}

}
