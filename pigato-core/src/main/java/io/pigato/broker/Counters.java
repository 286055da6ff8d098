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

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import io.pigato.protocol.ErrorCode;
import io.pigato.protocol.Fault;

/**
 * What the engine counts. Written on the loop, read by any thread.
 */
final class Counters {

	final Counter clients = new Counter();

	final Counter workers = new Counter();

	final Counter services = new Counter();

	final Counter queued = new Counter();

	final Counter inFlight = new Counter();

	final Counter pendingBytes = new Counter();

	final Counter requests = new Counter();

	final Counter duplicateRequests = new Counter();

	final Counter dispatched = new Counter();

	final Counter requeued = new Counter();

	final Counter rejected = new Counter();

	final Counter expired = new Counter();

	final Counter cancelled = new Counter();

	final Counter replies = new Counter();

	final Counter partials = new Counter();

	final Counter lateReplies = new Counter();

	final Counter forgedReplies = new Counter();

	final Counter cacheHits = new Counter();

	final Counter slowClients = new Counter();

	final Counter undeliverable = new Counter();

	/** Messages from workers that are not known (any more). */
	final Counter unknownWorkers = new Counter();

	final Counter oversized = new Counter();

	/** Messages of peers whose identity another peer has. */
	final Counter namesakes = new Counter();

	final Counter workersJoined = new Counter();

	final Counter workersRefused = new Counter();

	final Counter clientsRefused = new Counter();

	final Counter bytesReceived = new Counter();

	final Counter bytesSent = new Counter();

	final Map<DepartureReason, Counter> workersLeft = all(DepartureReason.class);

	final Map<ErrorCode, Counter> errors = all(ErrorCode.class);

	final Map<Fault, Counter> malformed = all(Fault.class);

	private static <E extends Enum<E>> Map<E, Counter> all(Class<E> type) {
		Map<E, Counter> counters = new EnumMap<>(type);
		for (E constant : type.getEnumConstants()) {
			counters.put(constant, new Counter());
		}
		return counters;
	}

	private static <E extends Enum<E>> Map<E, Long> values(Map<E, Counter> counters) {
		Function<Counter, Long> get = Counter::get;
		Map<E, Long> values = new LinkedHashMap<>();
		counters.forEach((key, counter) -> values.put(key, get.apply(counter)));
		return values;
	}

	BrokerStatistics snapshot() {
		return new BrokerStatistics(this.clients.get(), this.workers.get(), this.services.get(), this.queued.get(),
				this.inFlight.get(), this.pendingBytes.get(), this.requests.get(), this.duplicateRequests.get(),
				this.dispatched.get(), this.requeued.get(), this.rejected.get(), this.expired.get(),
				this.cancelled.get(), this.replies.get(), this.partials.get(), this.lateReplies.get(),
				this.forgedReplies.get(), this.cacheHits.get(), this.slowClients.get(), this.undeliverable.get(),
				this.unknownWorkers.get(), this.oversized.get(), this.namesakes.get(), this.workersJoined.get(),
				this.workersRefused.get(), this.clientsRefused.get(), this.bytesReceived.get(), this.bytesSent.get(),
				values(this.workersLeft), values(this.errors), values(this.malformed));
	}

}
