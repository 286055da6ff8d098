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

import io.pigato.transport.Endpoint;

/**
 * Told of what happens at a broker: one call at a time and in order, never on the
 * broker's loop. What it throws is logged.
 */
public interface BrokerListener {

	/**
	 * The broker is bound and serves.
	 * @param endpoints where, with the real ports
	 */
	default void onStart(List<Endpoint> endpoints) {
	}

	/**
	 * The broker has stopped.
	 */
	default void onStop() {
	}

	/**
	 * A worker became ready.
	 * @param service the service that it offers
	 * @param workerId its identity
	 */
	default void onWorkerJoined(String service, String workerId) {
	}

	/**
	 * A worker left.
	 * @param service the service that it offered
	 * @param workerId its identity
	 * @param reason why it is not there any more
	 */
	default void onWorkerLeft(String service, String workerId, DepartureReason reason) {
	}

	/**
	 * A client was heard of that was not known.
	 * @param clientId its identity
	 */
	default void onClientJoined(String clientId) {
	}

	/**
	 * A client is gone, or was silent for so long that it was forgotten.
	 * @param clientId its identity
	 */
	default void onClientLeft(String clientId) {
	}

	/**
	 * Something failed that no peer is told: an endpoint went down, or a core service
	 * threw.
	 * @param failure what happened
	 */
	default void onError(Throwable failure) {
	}

}
