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

import java.util.Locale;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import io.pigato.broker.BrokerStatistics;
import io.pigato.broker.DepartureReason;
import io.pigato.broker.PigatoBroker;
import io.pigato.protocol.ErrorCode;
import io.pigato.protocol.Fault;

/**
 * What a broker has and counts. Counters start anew with the broker.
 */
final class BrokerMetrics implements MeterBinder {

	private final PigatoBroker broker;

	BrokerMetrics(PigatoBroker broker) {
		this.broker = broker;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		StatisticsMeters<PigatoBroker, BrokerStatistics> meters = new StatisticsMeters<>(registry, this.broker,
				PigatoBroker::statistics, Tags.empty());
		bindPeers(meters);
		bindRequests(meters);
		bindErrors(meters);
		bindDropped(meters);
		meters
			.byteCounter("pigato.broker.traffic", "Bytes of messages", BrokerStatistics::bytesReceived, "direction",
					"received")
			.byteCounter("pigato.broker.traffic", "Bytes of messages", BrokerStatistics::bytesSent, "direction",
					"sent");
	}

	private void bindPeers(StatisticsMeters<PigatoBroker, BrokerStatistics> meters) {
		meters.gauge("pigato.broker.clients", "Clients that are known", BrokerStatistics::clients)
			.gauge("pigato.broker.workers", "Workers that are ready", BrokerStatistics::workers)
			.gauge("pigato.broker.services", "Different services that workers offer", BrokerStatistics::services)
			.counter("pigato.broker.workers.joined", "Workers that became ready", BrokerStatistics::workersJoined)
			.counter("pigato.broker.refused", "Messages of new peers turned away because of a limit",
					BrokerStatistics::workersRefused, "peer", "worker")
			.counter("pigato.broker.refused", "Messages of new peers turned away because of a limit",
					BrokerStatistics::clientsRefused, "peer", "client")
			.counter("pigato.broker.clients.slow", "Clients dropped because they did not read their replies",
					BrokerStatistics::slowClients);
		for (DepartureReason reason : DepartureReason.values()) {
			meters.counter("pigato.broker.workers.left", "Workers that left, by the reason",
					(statistics) -> statistics.workersLeft().getOrDefault(reason, 0L), "reason", tag(reason));
		}
	}

	private void bindRequests(StatisticsMeters<PigatoBroker, BrokerStatistics> meters) {
		meters.gauge("pigato.broker.queued", "Requests that wait for a worker", BrokerStatistics::queued)
			.gauge("pigato.broker.in.flight", "Requests that are worked on", BrokerStatistics::inFlight)
			.bytes("pigato.broker.pending.size", "Size of the requests that wait or are in flight",
					BrokerStatistics::pendingBytes)
			.counter("pigato.broker.received", "Requests received, without duplicates", BrokerStatistics::requests)
			.counter("pigato.broker.dispatched", "Requests handed to a worker, each time counted",
					BrokerStatistics::dispatched)
			.counter("pigato.broker.requeued", "Requests put back because their worker was lost",
					BrokerStatistics::requeued)
			.counter("pigato.broker.rejected", "Requests that a worker rejected, each time counted",
					BrokerStatistics::rejected)
			.counter("pigato.broker.expired", "Requests that expired", BrokerStatistics::expired)
			.counter("pigato.broker.cancelled", "Requests given up by their clients, or with them",
					BrokerStatistics::cancelled)
			.counter("pigato.broker.cached", "Requests answered from the cache", BrokerStatistics::cacheHits)
			.counter("pigato.broker.replies", "Replies delivered", BrokerStatistics::replies, "type", "final")
			.counter("pigato.broker.replies", "Replies delivered", BrokerStatistics::partials, "type", "partial");
	}

	private void bindErrors(StatisticsMeters<PigatoBroker, BrokerStatistics> meters) {
		for (ErrorCode code : ErrorCode.values()) {
			meters.counter("pigato.broker.errors", "Errors that the broker made itself, by their code",
					(statistics) -> statistics.errors().getOrDefault(code, 0L), "code", code.name());
		}
	}

	private void bindDropped(StatisticsMeters<PigatoBroker, BrokerStatistics> meters) {
		bindDropped(meters, "late", null, BrokerStatistics::lateReplies);
		bindDropped(meters, "forged", null, BrokerStatistics::forgedReplies);
		bindDropped(meters, "undeliverable", null, BrokerStatistics::undeliverable);
		bindDropped(meters, "duplicate", null, BrokerStatistics::duplicateRequests);
		bindDropped(meters, "unknown_worker", null, BrokerStatistics::unknownWorkers);
		bindDropped(meters, "namesake", null, BrokerStatistics::namesakes);
		bindDropped(meters, "oversized", null, BrokerStatistics::oversized);
		for (Fault fault : Fault.values()) {
			bindDropped(meters, "malformed", fault, (statistics) -> statistics.malformed().getOrDefault(fault, 0L));
		}
	}

	private void bindDropped(StatisticsMeters<PigatoBroker, BrokerStatistics> meters, String reason,
			@Nullable Fault fault, ToLongFunction<BrokerStatistics> value) {
		meters.counter("pigato.broker.dropped", "Messages dropped, by the reason and, of malformed ones, the fault",
				value, "reason", reason, "fault", (fault != null) ? tag(fault) : "none");
	}

	private static String tag(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}
