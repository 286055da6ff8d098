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

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a handler that can't handle a request now, so that another worker gets it.
 * After a partial reply, which no other worker can go on from, the reply ends with the
 * error {@link HandlerErrorCode#W_REJECTED}.
 */
public class PigatoRejectException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param reason why, sent to the broker and logged by this worker at debug level
	 */
	public PigatoRejectException(String reason) {
		this(reason, null);
	}

	/**
	 * Create an exception.
	 * @param reason why, sent to the broker and logged by this worker at debug level
	 * @param cause what happened, which is not sent
	 */
	public PigatoRejectException(String reason, @Nullable Throwable cause) {
		super(reason, cause);
	}

}
