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

package io.pigato.protocol;

/**
 * The errors that a broker makes itself (protocol part 3): sent as the data of a final
 * reply with status {@code -1}, as a JSON string of the constant's name.
 */
public enum ErrorCode {

	/** The request's idle time or deadline passed at the broker. */
	B_TIMEOUT,

	/** The worker died with the request in its hands, and it may not run again. */
	B_WORKER_LOST,

	/** Every worker there was rejected the request until it expired. */
	B_REJECTED,

	/** A limit of the broker was hit. */
	B_BUSY,

	/** The request asked to fail fast and no worker offers the service. */
	B_NO_WORKER,

	/** The message is larger than the broker takes. */
	B_TOO_LARGE,

	/** The broker is stopping. */
	B_SHUTDOWN,

	/** The peer may not do this. */
	B_DENIED

}
