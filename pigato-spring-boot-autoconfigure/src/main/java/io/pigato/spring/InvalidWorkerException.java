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

package io.pigato.spring;

import org.jspecify.annotations.Nullable;

/**
 * A method or class can't be a worker. The message names it and says what to do.
 */
public class InvalidWorkerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param source the method or class
	 * @param reason why it can't be a worker, and what to do about it
	 */
	public InvalidWorkerException(String source, String reason) {
		this(source, reason, null);
	}

	/**
	 * Create an exception.
	 * @param source the method or class
	 * @param reason why it can't be a worker, and what to do about it
	 * @param cause what led to it
	 */
	public InvalidWorkerException(String source, String reason, @Nullable Throwable cause) {
		super("@PigatoWorker " + source + ": " + reason, cause);
	}

}
