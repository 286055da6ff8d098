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

import java.util.List;
import java.util.StringJoiner;

/**
 * What a broker's log says of requests that it does not finish.
 */
final class UnfinishedRequests {

	/** How many are named: there may be very many. */
	static final int MAX_NAMED = 20;

	private UnfinishedRequests() {
	}

	static String describe(List<PendingRequest> requests) {
		StringJoiner text = new StringJoiner("; ");
		requests.stream().limit(MAX_NAMED).forEach((request) -> text.add(describe(request)));
		if (requests.size() > MAX_NAMED) {
			text.add("and " + (requests.size() - MAX_NAMED) + " more");
		}
		return text.toString();
	}

	private static String describe(PendingRequest request) {
		WorkerSession worker = request.worker();
		String where = (worker != null) ? "at worker " + worker.identity()
				: request.isAtCoreService() ? "at the broker itself" : "waiting for a worker";
		return "request " + request.requestId() + " to '" + request.serviceName() + "' of client "
				+ request.client().identity() + ", " + where;
	}

}
