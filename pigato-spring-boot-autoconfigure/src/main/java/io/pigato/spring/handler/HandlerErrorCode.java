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

package io.pigato.spring.handler;

/**
 * The codes of errors that are made here of what handlers can't do, beside those of
 * {@link io.pigato.worker.WorkerErrorCode}.
 */
public enum HandlerErrorCode {

	/** The data or an option of the request can't be read as what the handler takes. */
	W_BAD_REQUEST,

	/** The data of the request was read, but is not valid. */
	W_INVALID,

	/** No handler of the worker has the name that was asked for. */
	W_NO_HANDLER,

	/** The handler rejects the request, but has sent a partial reply already. */
	W_REJECTED

}
