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

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

import io.pigato.protocol.ToWorker;

/**
 * Grants of credit that a worker's connection had no room for: of each request all in
 * one, so that they are never more than the worker has requests.
 */
final class LateGrants {

	private final Map<PendingRequest, ToWorker.CreditGrant> grants = new LinkedHashMap<>();

	void add(PendingRequest request, ToWorker.CreditGrant grant) {
		this.grants.merge(request, grant, LateGrants::sum);
	}

	private static ToWorker.CreditGrant sum(ToWorker.CreditGrant one, ToWorker.CreditGrant other) {
		return new ToWorker.CreditGrant(one.clientId(), one.requestId(), sum(one.partials(), other.partials()),
				sum(one.bytes(), other.bytes()));
	}

	private static int sum(int one, int other) {
		return (int) Math.min((long) one + other, Integer.MAX_VALUE);
	}

	/**
	 * The worker has a request no more.
	 */
	void remove(PendingRequest request) {
		this.grants.remove(request);
	}

	/**
	 * Send them one after the other, and keep them from the first that is not taken.
	 */
	void send(Predicate<ToWorker.CreditGrant> takes) {
		Iterator<ToWorker.CreditGrant> all = this.grants.values().iterator();
		while (all.hasNext() && takes.test(all.next())) {
			all.remove();
		}
	}

}
