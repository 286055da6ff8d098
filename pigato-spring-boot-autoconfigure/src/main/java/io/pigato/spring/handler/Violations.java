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

import org.jspecify.annotations.Nullable;
import org.springframework.validation.AbstractErrors;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

import io.pigato.spring.handler.PayloadValidationException.Violation;

/**
 * The errors that a validator finds: fields and messages, without the values, which
 * clients must not see and which need no accessor here.
 */
final class Violations extends AbstractErrors {

	private static final long serialVersionUID = 1L;

	private static final String OBJECT_NAME = "payload";

	private final transient List<ObjectError> globalErrors = new ArrayList<>();

	private final transient List<FieldError> fieldErrors = new ArrayList<>();

	private final transient List<Violation> list = new ArrayList<>();

	private String path = "";

	/**
	 * Set the path of the object that is validated next.
	 */
	void at(String path) {
		this.path = path;
	}

	List<Violation> list() {
		return this.list;
	}

	@Override
	public String getObjectName() {
		return OBJECT_NAME;
	}

	@Override
	public void reject(String errorCode, Object @Nullable [] errorArgs, @Nullable String defaultMessage) {
		this.globalErrors.add(new ObjectError(OBJECT_NAME, new String[] { errorCode }, errorArgs, defaultMessage));
		add("", errorCode, defaultMessage);
	}

	@Override
	public void rejectValue(@Nullable String field, String errorCode, Object @Nullable [] errorArgs,
			@Nullable String defaultMessage) {
		String fixed = fixedField(field);
		if (fixed.isEmpty()) {
			reject(errorCode, errorArgs, defaultMessage);
			return;
		}
		this.fieldErrors.add(
				new FieldError(OBJECT_NAME, fixed, null, false, new String[] { errorCode }, errorArgs, defaultMessage));
		add(fixed, errorCode, defaultMessage);
	}

	private void add(String field, String errorCode, @Nullable String message) {
		String dot = (this.path.isEmpty() || field.isEmpty()) ? "" : ".";
		this.list.add(new Violation(this.path + dot + field, (message != null) ? message : errorCode));
	}

	@Override
	public List<ObjectError> getGlobalErrors() {
		return this.globalErrors;
	}

	@Override
	public List<FieldError> getFieldErrors() {
		return this.fieldErrors;
	}

	@Override
	public @Nullable Object getFieldValue(String field) {
		return null;
	}

	@Override
	public @Nullable Class<?> getFieldType(String field) {
		return null;
	}

}
