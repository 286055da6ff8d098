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

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a handler to end the reply with an error that the client may see:
 * <code>{"code":…,"message":…}</code>.
 */
public class WorkerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String code;

	/**
	 * Create an exception.
	 * @param code what programs tell the error by
	 * @param message what people read
	 */
	public WorkerException(String code, String message) {
		this(code, message, null);
	}

	/**
	 * Create an exception.
	 * @param code what programs tell the error by
	 * @param message what people read
	 * @param cause what happened, which is not sent
	 */
	public WorkerException(String code, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.code = code;
	}

	/**
	 * Return what programs tell the error by.
	 * @return the code
	 */
	public String code() {
		return this.code;
	}

}
