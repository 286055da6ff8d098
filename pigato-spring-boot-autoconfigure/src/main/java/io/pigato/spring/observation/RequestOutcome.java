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

package io.pigato.spring.observation;

/**
 * How an observed request ended: the values of the key {@code outcome}.
 */
public enum RequestOutcome {

	/** With a result. */
	SUCCESS,

	/** With an error, of the worker, the broker or the client. */
	ERROR,

	/** Its idle time or its deadline passed. Known to clients only. */
	TIMEOUT,

	/**
	 * Rejected: by this worker, so that another gets it, or for a client by every worker
	 * until it expired.
	 */
	REJECTED,

	/**
	 * Nobody waits for it any more. For a client, the caller gave it up; for a worker,
	 * also its time may have passed or the broker been lost.
	 */
	CANCELLED,

	/** It has not ended yet. */
	UNKNOWN

}
