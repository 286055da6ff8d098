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
 * A method or function can't handle requests. The message says why and what to do, but
 * not of which method.
 */
public class InvalidHandlerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param reason why it can't handle requests, and what to do about it
	 */
	public InvalidHandlerException(String reason) {
		this(reason, null);
	}

	/**
	 * Create an exception.
	 * @param reason why it can't handle requests, and what to do about it
	 * @param cause what led to it
	 */
	public InvalidHandlerException(String reason, @Nullable Throwable cause) {
		super(reason, cause);
	}

}
