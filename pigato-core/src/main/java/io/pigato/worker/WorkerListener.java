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

/**
 * Told of a worker's life, in order, one call after another: on the executor the worker
 * was given, or else on a thread of the worker's own, never on an event loop.
 */
public interface WorkerListener {

	/**
	 * The worker started; it is not connected yet.
	 */
	default void onStart() {
	}

	/**
	 * The worker stopped.
	 */
	default void onStop() {
	}

	/**
	 * A broker accepted the worker.
	 */
	default void onConnect() {
	}

	/**
	 * The broker that accepted the worker is lost, or the worker stops. Unless it stops,
	 * it tries to connect again under a new identity.
	 * @param reason what happened, for people to read
	 */
	default void onDisconnect(String reason) {
	}

	/**
	 * The broker takes no more requests and is about to stop.
	 */
	default void onBrokerDrain() {
	}

	/**
	 * A handler failed other than by a {@link WorkerException}, or the socket did.
	 * @param failure what was thrown
	 */
	default void onError(Throwable failure) {
	}

}
