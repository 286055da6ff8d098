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

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.pigato.worker.WorkerException;

/**
 * The data of a request is not valid. Ends the reply with the error
 * {@link HandlerErrorCode#W_INVALID}, whose data is the list of violations.
 */
public class PayloadValidationException extends WorkerException {

	private static final long serialVersionUID = 1L;

	private final transient List<Violation> violations;

	/**
	 * Create an exception.
	 * @param violations what is not valid
	 */
	public PayloadValidationException(List<Violation> violations) {
		this(violations, null);
	}

	/**
	 * Create an exception.
	 * @param violations what is not valid
	 * @param cause what found it, which is not sent
	 */
	public PayloadValidationException(List<Violation> violations, @Nullable Throwable cause) {
		super(HandlerErrorCode.W_INVALID.name(), "The data of the request is not valid", cause);
		this.violations = List.copyOf(violations);
	}

	/**
	 * Return what is not valid.
	 * @return the violations, {@code null} if this exception was serialized in between
	 */
	@SuppressWarnings("NullAway") // null only after serialization
	public List<Violation> violations() {
		return this.violations;
	}

	/**
	 * Something that is not valid. Has not the value, which may be a secret.
	 *
	 * @param field the path of the field, such as {@code items[0].price}, empty for the
	 * whole
	 * @param message what is wrong with it
	 */
	public record Violation(String field, String message) {

	}

}
