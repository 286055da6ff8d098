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

package io.pigato.json;

/**
 * A value can't be written as JSON, or JSON can't be read as the type that was asked for.
 */
public class PayloadException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what does not fit what
	 */
	public PayloadException(String message) {
		super(message);
	}

	/**
	 * Create an exception.
	 * @param message what does not fit what
	 * @param cause the JSON library's own complaint
	 */
	public PayloadException(String message, Throwable cause) {
		super(message, cause);
	}

}
