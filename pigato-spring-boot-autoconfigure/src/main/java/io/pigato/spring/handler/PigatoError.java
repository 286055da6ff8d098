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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An error that a client sees: <code>{"code":…,"message":…,"data":…}</code>.
 *
 * @param code what programs tell the error by
 * @param message what people read
 * @param data any more, written as JSON; {@code null} for none
 */
public record PigatoError(String code, String message, @Nullable Object data) {

	/**
	 * Create an error without data.
	 * @param code what programs tell the error by
	 * @param message what people read
	 */
	public PigatoError(String code, String message) {
		this(code, message, null);
	}

	/**
	 * Return what is written as JSON: a map, so that an application's naming of
	 * properties does not change it.
	 */
	Map<String, Object> fields() {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("code", this.code);
		fields.put("message", this.message);
		if (this.data != null) {
			fields.put("data", this.data);
		}
		return fields;
	}

}
