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

package io.pigato.client;

import java.util.concurrent.Executor;

import io.pigato.json.PayloadCodec;

/**
 * What requests in all their forms need of their client. Safe for use from any thread.
 */
interface Calls {

	/**
	 * Hand a request over to the engine. If that can't be, its sink is told at once.
	 */
	void submit(PendingRequest request, ReplySink sink);

	/**
	 * Give a request up, if it has no outcome.
	 */
	void cancel(PendingRequest request, String reason);

	/**
	 * Say now that a request is still wanted.
	 */
	void heartbeat(PendingRequest request);

	/**
	 * Let the worker of a request send as much again as its reader has taken.
	 */
	void grant(PendingRequest request, ReaderCredit.Amount taken);

	/**
	 * Make sure that the current thread is not the event loop's.
	 * @throws IllegalStateException if it is
	 */
	void checkMayBlock();

	/**
	 * Tell that a listener or subscriber threw something.
	 */
	void listenerFailed(Throwable failure);

	PayloadCodec codec();

	/**
	 * Return who runs listeners, which never rejects anything.
	 */
	Executor executor();

}
