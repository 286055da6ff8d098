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

import java.lang.annotation.Annotation;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.ValidationAnnotationUtils;

/**
 * Finds out which parameters are to be validated: those with {@code @Valid},
 * {@code @Validated} or another annotation whose name begins with {@code Valid}.
 */
final class PayloadValidation {

	private final @Nullable Validator validator;

	PayloadValidation(@Nullable Validator validator) {
		this.validator = validator;
	}

	/**
	 * Return what validates the arguments of a parameter.
	 * @return the validator, {@code null} if they are not to be validated
	 * @throws InvalidHandlerException if they are, but there is no validator
	 */
	@Nullable PayloadValidator validator(MethodParameter parameter) {
		for (Annotation annotation : parameter.getParameterAnnotations()) {
			Object[] hints = ValidationAnnotationUtils.determineValidationHints(annotation);
			if (hints != null) {
				if (this.validator == null) {
					throw new InvalidHandlerException("its parameter is annotated with @"
							+ annotation.annotationType().getSimpleName()
							+ ", but there is no Validator bean, or no one that is primary. Add spring-boot-starter-validation.");
				}
				return new PayloadValidator(this.validator, hints);
			}
		}
		return null;
	}

}
