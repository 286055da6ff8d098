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

import java.lang.reflect.Array;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.validation.SmartValidator;
import org.springframework.validation.Validator;

/**
 * Validates the data of requests: what a container has one by one, all else as it is.
 */
final class PayloadValidator {

	private final Validator validator;

	private final Object[] hints;

	/**
	 * Create a validator.
	 * @param hints the groups, or whatever else the given validator knows
	 */
	PayloadValidator(Validator validator, Object[] hints) {
		this.validator = validator;
		this.hints = hints;
	}

	/**
	 * Validate a value.
	 * @throws PayloadValidationException if it is not valid
	 */
	void validate(Object value) {
		Violations violations = new Violations();
		validate(value, "", violations);
		if (violations.hasErrors()) {
			throw new PayloadValidationException(violations.list());
		}
	}

	private void validate(Object value, String path, Violations violations) {
		if (value instanceof Optional<?> optional) {
			optional.ifPresent((present) -> validate(present, path, violations));
		}
		else if (value instanceof Iterable<?> elements) {
			int i = 0;
			for (Object element : elements) {
				validateElement(element, path + "[" + i + "]", violations);
				i++;
			}
		}
		else if (value instanceof Map<?, ?> map) {
			map.forEach((key, element) -> validateElement(element, path + "[" + key + "]", violations));
		}
		else if (value instanceof Object[]) {
			for (int i = 0; i < Array.getLength(value); i++) {
				validateElement(Array.get(value, i), path + "[" + i + "]", violations);
			}
		}
		else {
			validateObject(value, path, violations);
		}
	}

	private void validateElement(@Nullable Object element, String path, Violations violations) {
		if (element != null) {
			validate(element, path, violations);
		}
	}

	private void validateObject(Object value, String path, Violations violations) {
		if (this.validator.supports(value.getClass())) {
			violations.at(path);
			if (this.validator instanceof SmartValidator smart) {
				smart.validate(value, violations, this.hints);
			}
			else {
				this.validator.validate(value, violations);
			}
		}
	}

}
