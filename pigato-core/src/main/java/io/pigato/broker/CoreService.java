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

/**
 * A service that runs inside the broker and knows who is there, such as the directory.
 * <p>
 * Implementations are found as {@linkplain java.util.ServiceLoader services} and through
 * {@link PigatoBroker.Builder#coreService}. A worker that offers a service of the same
 * name, as the original's core services do, is asked only by those who ask for that
 * worker. All methods are called one at a time and in the order of the events, never on
 * the broker's loop, so they may block; what is asked meanwhile waits.
 */
public interface CoreService {

	/**
	 * Return the name of the service, by convention with a {@code $} in front.
	 * @return the name
	 */
	String name();

	/**
	 * Return a new instance for another life of a broker.
	 * @param context what the broker offers to the service
	 * @return the instance, which knows of no worker
	 */
	Instance start(CoreServiceContext context);

	/**
	 * A service in one life of a broker, from its start to its stop.
	 */
	interface Instance {

		/**
		 * A worker became ready.
		 * @param service the service that it offers
		 * @param workerId its identity, as requests can name it
		 */
		default void workerJoined(String service, String workerId) {
		}

		/**
		 * A worker left.
		 * @param service the service that it offered
		 * @param workerId its identity
		 */
		default void workerLeft(String service, String workerId) {
		}

		/**
		 * Some worker that is a core service asks for an update of the directory.
		 */
		default void directoryUpdateRequested() {
		}

		/**
		 * Answer a request. What it throws is logged and answered with an error.
		 * @param request the request
		 * @return the answer, as JSON
		 * @throws Exception if there is none
		 */
		byte[] handle(CoreRequest request) throws Exception;

	}

}
