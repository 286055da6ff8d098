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

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import io.pigato.protocol.ErrorCode;
import io.pigato.protocol.Fault;

/**
 * What a broker has now and has counted since it was started; zero while it was never
 * started. The numbers are read one by one while the broker works, so they need not add
 * up to the last one.
 *
 * @param clients how many clients are known
 * @param workers how many workers are ready
 * @param services how many different services they offer
 * @param queued how many requests wait for a worker
 * @param inFlight how many requests are worked on
 * @param pendingBytes how many bytes the requests take that wait or are in flight
 * @param requests how many requests were received, without duplicates
 * @param duplicateRequests how many requests were sent again while they were pending, and
 * ignored
 * @param dispatched how many times a request was handed to a worker
 * @param requeued how many times a request was put back because its worker was lost
 * @param rejected how many times a worker rejected a request
 * @param expired how many requests expired
 * @param cancelled how many requests were given up by their clients, or with them
 * @param replies how many final replies of workers were delivered
 * @param partials how many partial replies were delivered
 * @param lateReplies how many replies came after their request had ended, and were
 * dropped
 * @param forgedReplies how many replies were to requests that the worker had not been
 * given
 * @param cacheHits how many requests were answered from the cache
 * @param slowClients how many clients were dropped because they did not read their
 * replies
 * @param undeliverable how many replies were dropped because their client was gone
 * @param unknownWorkers how many messages came from workers that were not known (any
 * more), and were dropped
 * @param oversized how many messages were over the limits, and were dropped
 * @param namesakes how many messages came from peers with the identity of a peer at
 * another endpoint, and were dropped
 * @param workersJoined how many workers became ready
 * @param workersRefused how many workers were turned away because of a limit
 * @param clientsRefused how many messages of new clients were turned away because of a
 * limit
 * @param bytesReceived how many bytes the frames of all received messages had
 * @param bytesSent how many bytes the frames of all sent messages had
 * @param workersLeft how many workers left, by the reason
 * @param errors how many errors the broker sent itself, by their code
 * @param malformed how many messages were malformed, by their fault
 */
public record BrokerStatistics(long clients, long workers, long services, long queued, long inFlight, long pendingBytes,
		long requests, long duplicateRequests, long dispatched, long requeued, long rejected, long expired,
		long cancelled, long replies, long partials, long lateReplies, long forgedReplies, long cacheHits,
		long slowClients, long undeliverable, long unknownWorkers, long oversized, long namesakes, long workersJoined,
		long workersRefused, long clientsRefused, long bytesReceived, long bytesSent,
		Map<DepartureReason, Long> workersLeft, Map<ErrorCode, Long> errors, Map<Fault, Long> malformed) {

	/**
	 * Make the maps unmodifiable, in the order of their keys.
	 */
	public BrokerStatistics {
		workersLeft = copy(workersLeft);
		errors = copy(errors);
		malformed = copy(malformed);
	}

	private static <E extends Enum<E>> Map<E, Long> copy(Map<E, Long> counts) {
		return Collections.unmodifiableMap(new TreeMap<>(counts));
	}

}
