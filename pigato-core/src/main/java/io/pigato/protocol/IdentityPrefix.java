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

package io.pigato.protocol;

/**
 * What the identities of clients and workers start with, before a UUID.
 */
public final class IdentityPrefix {

	/** ZeroMQ's identities have at most 255 bytes. */
	private static final int MAX_LENGTH = 200;

	private IdentityPrefix() {
	}

	/**
	 * Make sure that a prefix leaves room for a UUID.
	 * @param prefix the prefix
	 * @throws IllegalArgumentException if it is blank, or longer than 200 bytes in UTF-8
	 */
	public static void check(String prefix) {
		if (prefix.isBlank() || Bytes.of(prefix).length() > MAX_LENGTH) {
			throw new IllegalArgumentException(
					"prefix must have 1 to " + MAX_LENGTH + " bytes and not be blank but is '" + prefix + "'");
		}
	}

}
