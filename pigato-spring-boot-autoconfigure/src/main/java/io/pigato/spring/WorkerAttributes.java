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
import org.springframework.beans.BeansException;
import org.springframework.util.StringValueResolver;

/**
 * Reads the attributes of annotations, in which placeholders and expressions are
 * resolved.
 *
 * @param values resolves them, {@code null} to leave them as they are
 */
record WorkerAttributes(@Nullable StringValueResolver values) {

	/**
	 * Return a text.
	 * @param name the name of the attribute, for messages
	 * @param source what is annotated, for messages
	 * @throws InvalidWorkerException if it can't be resolved
	 */
	String text(String text, String name, String source) {
		if (this.values == null || text.isEmpty()) {
			return text;
		}
		try {
			String resolved = this.values.resolveStringValue(text);
			return (resolved != null) ? resolved.strip() : "";
		}
		catch (IllegalArgumentException | BeansException ex) {
			throw new InvalidWorkerException(source, "its " + name + " can't be resolved: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Return a number.
	 * @return the number, {@code null} if there is none
	 */
	@Nullable Integer number(String text, String name, String source) {
		String number = text(text, name, source);
		if (number.isBlank()) {
			return null;
		}
		try {
			return Integer.valueOf(number);
		}
		catch (NumberFormatException ex) {
			throw new InvalidWorkerException(source, "the " + name + " '" + number + "' is not a number.", ex);
		}
	}

	/**
	 * Return a flag.
	 * @param otherwise what it is if there is none
	 */
	boolean flag(String text, boolean otherwise, String name, String source) {
		String flag = text(text, name, source);
		if (flag.isBlank()) {
			return otherwise;
		}
		if (flag.equalsIgnoreCase("true") || flag.equalsIgnoreCase("false")) {
			return Boolean.parseBoolean(flag);
		}
		throw new InvalidWorkerException(source, "the " + name + " '" + flag + "' is neither true nor false.");
	}

}
