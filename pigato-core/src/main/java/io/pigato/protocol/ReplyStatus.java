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
 * The status frame of a reply: {@code 0} means that the data is the result, {@code -1}
 * that it is the error.
 */
public final class ReplyStatus {

	private static final byte[] OK = { '0' };

	private static final byte[] ERROR = { '-', '1' };

	private ReplyStatus() {
	}

	/**
	 * Return the frame that marks a result.
	 * @return the frame, which must not be changed
	 */
	public static byte[] ok() {
		return OK;
	}

	/**
	 * Return the frame that marks an error.
	 * @return the frame, which must not be changed
	 */
	public static byte[] error() {
		return ERROR;
	}

	/**
	 * Whether a status frame marks an error. All but {@code -1} counts as a result, as it
	 * does for the original's client.
	 * @param status the frame
	 * @return {@code true} for an error
	 */
	public static boolean isError(byte[] status) {
		return status.length == 2 && status[0] == '-' && status[1] == '1';
	}

}
