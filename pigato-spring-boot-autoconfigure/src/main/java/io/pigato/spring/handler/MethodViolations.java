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

import java.util.ArrayList;
import java.util.List;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.util.ClassUtils;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.MethodValidationException;
import org.springframework.validation.method.ParameterValidationResult;

import io.pigato.spring.handler.PayloadValidationException.Violation;

/**
 * Tells the client of the violations that are found where arguments of the handler's own
 * method are validated, as those of {@code @Validated} classes are by a proxy. Those of
 * other methods that a handler calls are not the client's.
 */
final class MethodViolations {

	private static final boolean jakartaPresent = ClassUtils.isPresent("jakarta.validation.Validator",
			MethodViolations.class.getClassLoader());

	private MethodViolations() {
	}

	/**
	 * Return what to throw in place of an exception: that itself, unless it has
	 * violations of arguments of the given class's methods.
	 */
	static Throwable translate(Throwable thrown, Class<?> targetClass) {
		if (thrown instanceof MethodValidationException exception) {
			boolean own = !exception.isForReturnValue() && targetClass.isInstance(exception.getTarget());
			return own ? new PayloadValidationException(of(exception), thrown) : thrown;
		}
		return jakartaPresent ? Jakarta.translate(thrown, targetClass) : thrown;
	}

	private static List<Violation> of(MethodValidationException exception) {
		List<Violation> violations = new ArrayList<>();
		for (ParameterValidationResult result : exception.getParameterValidationResults()) {
			for (MessageSourceResolvable error : result.getResolvableErrors()) {
				String field = (error instanceof FieldError fieldError) ? fieldError.getField() : "";
				violations.add(new Violation(element(result, field), String.valueOf(error.getDefaultMessage())));
			}
		}
		return violations;
	}

	private static String element(ParameterValidationResult result, String field) {
		Object index = (result.getContainerIndex() != null) ? result.getContainerIndex() : result.getContainerKey();
		return (index != null) ? "[" + index + "]" + (field.isEmpty() ? "" : "." + field) : field;
	}

	/**
	 * Loaded where Bean Validation is.
	 */
	private static final class Jakarta {

		static Throwable translate(Throwable thrown, Class<?> targetClass) {
			if (!(thrown instanceof ConstraintViolationException exception)
					|| exception.getConstraintViolations() == null) {
				return thrown;
			}
			List<Violation> violations = new ArrayList<>();
			for (ConstraintViolation<?> violation : exception.getConstraintViolations()) {
				if (violation.getExecutableParameters() == null
						|| !targetClass.isAssignableFrom(violation.getRootBeanClass())) {
					return thrown;
				}
				violations.add(new Violation(field(violation.getPropertyPath()), violation.getMessage()));
			}
			return new PayloadValidationException(violations, thrown);
		}

		/**
		 * Return a path such as {@code create.item.name} without the method and its
		 * parameter.
		 */
		private static String field(Path path) {
			String text = path.toString();
			String parameter = text.substring(text.indexOf('.') + 1);
			for (int i = 0; i < parameter.length(); i++) {
				if (parameter.charAt(i) == '.') {
					return parameter.substring(i + 1);
				}
				if (parameter.charAt(i) == '[') {
					return parameter.substring(i);
				}
			}
			return "";
		}

	}

}
