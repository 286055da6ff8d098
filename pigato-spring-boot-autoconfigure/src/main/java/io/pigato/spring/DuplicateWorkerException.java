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

/**
 * The id of a worker is taken. The message names both.
 */
public class DuplicateWorkerException extends InvalidWorkerException {

	private static final long serialVersionUID = 1L;

	private final String id;

	/**
	 * Create an exception.
	 * @param source the method or class whose worker can't have the id
	 * @param id the id
	 * @param owner who has it
	 */
	public DuplicateWorkerException(String source, String id, String owner) {
		super(source, "the id '" + id + "' is that of " + owner + ". Give each worker an id of its own.");
		this.id = id;
	}

	/**
	 * Return the id that is taken.
	 * @return the id
	 */
	public String id() {
		return this.id;
	}

}
