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

package io.pigato.worker;

import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/**
 * What a worker's log says of requests that it does not finish.
 */
final class UnfinishedRequests {

	/** How many are named: a worker without a limit may have any number. */
	static final int MAX_NAMED = 20;

	private UnfinishedRequests() {
	}

	static String describe(List<InFlightRequest> requests, long now) {
		StringJoiner text = new StringJoiner("; ");
		requests.stream().limit(MAX_NAMED).forEach((request) -> text.add(describe(request, now)));
		if (requests.size() > MAX_NAMED) {
			text.add("and " + (requests.size() - MAX_NAMED) + " more");
		}
		return text.toString();
	}

	private static String describe(InFlightRequest request, long now) {
		return "request " + request.key.requestId() + " to '" + request.message.service() + "' of client "
				+ request.key.clientId() + (request.started ? ", handled" : ", waiting") + " for "
				+ TimeUnit.NANOSECONDS.toMillis(now - request.receivedNanos) + " ms";
	}

}
