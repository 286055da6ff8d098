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

package io.pigato.broker;

/**
 * Which part of a long list is asked for.
 *
 * @param offset how many entries to leave out at the beginning
 * @param limit how many entries to return at most, from 1 to {@value #MAX_LIMIT}
 */
public record Page(int offset, int limit) {

	/** The largest limit: the broker serves nobody while it looks at its entries. */
	public static final int MAX_LIMIT = 1000;

	/**
	 * Create a page.
	 * @throws IllegalArgumentException if a value is out of its range
	 */
	public Page {
		if (offset < 0) {
			throw new IllegalArgumentException("offset must not be negative but is " + offset);
		}
		if (limit < 1 || limit > MAX_LIMIT) {
			throw new IllegalArgumentException("limit must be from 1 to " + MAX_LIMIT + " but is " + limit);
		}
	}

	/**
	 * Return the beginning of a list.
	 * @param limit how many entries to return at most, from 1 to {@value #MAX_LIMIT}
	 * @return the page
	 */
	public static Page first(int limit) {
		return new Page(0, limit);
	}

	/**
	 * Return the page after this one.
	 * @return a page as long as this
	 */
	public Page next() {
		return new Page(Math.addExact(this.offset, this.limit), this.limit);
	}

}
