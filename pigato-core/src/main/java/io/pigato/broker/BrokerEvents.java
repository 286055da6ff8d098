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

import io.pigato.protocol.ToClient;

/**
 * What the engine tells of: none of it is told to peers, and all of it is called on the
 * loop.
 */
interface BrokerEvents {

	void workerJoined(String service, String workerId);

	void workerLeft(String service, String workerId, DepartureReason reason);

	void clientJoined(String clientId);

	void clientLeft(String clientId);

	/**
	 * A worker that is a core service asks for the directory to be published.
	 */
	void directoryUpdateRequested();

	/**
	 * Whether a service of that name runs inside the broker.
	 */
	boolean hasCoreService(String name);

	/**
	 * Have a core service work on a request; it ends with
	 * {@link BrokerEngine#completeCoreRequest(PendingRequest, ToClient.Reply)} on the
	 * loop.
	 */
	void callCoreService(PendingRequest request);

}
