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

/**
 * The outcomes that the engine reports, on the loop's thread.
 */
interface WorkerEvents {

	/**
	 * A broker accepted the worker.
	 */
	void connected();

	/**
	 * The broker that accepted the worker is lost.
	 */
	void disconnected(String reason);

	/**
	 * The broker is about to stop.
	 */
	void brokerDrains();

	/**
	 * The socket failed or could not be opened.
	 */
	void failed(Throwable failure);

	/**
	 * Have the request handled.
	 * @return {@code false} if the executor refused
	 */
	boolean dispatch(InFlightRequest request);

	/**
	 * The worker stops before requests are finished, and answers them with an error.
	 * @param requests the requests, at least one
	 */
	void unfinished(List<InFlightRequest> requests);

	/**
	 * A reply was sent or dropped.
	 */
	void settled(OutboundReply reply);

}
