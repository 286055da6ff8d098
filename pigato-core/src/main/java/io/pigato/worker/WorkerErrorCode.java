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
 * The codes of errors and rejects that a worker makes itself.
 */
public enum WorkerErrorCode {

	/** The handler failed. */
	W_ERROR,

	/** The worker stopped before the request was finished. */
	W_SHUTDOWN,

	/** A reject: more requests wait here than the worker takes, or its executor does. */
	W_BUSY,

	/** The request is larger than the worker's socket takes. */
	W_TOO_LARGE

}
