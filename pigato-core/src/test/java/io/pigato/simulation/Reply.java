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

package io.pigato.simulation;

import org.jspecify.annotations.Nullable;

/**
 * What handlers send: the payload of the request and where in which attempt the reply
 * belongs.
 *
 * @param type the type
 * @param attempt the number of the handler's attempt, counting from 1
 * @param index of a partial reply its place, of an end the number of partial replies
 * before it
 * @param payload the payload of the request
 */
record Reply(Type type, int attempt, int index, String payload) {

	/**
	 * Read a reply.
	 * @return the reply, {@code null} if no handler of the simulation wrote this
	 */
	static @Nullable Reply parse(@Nullable String text) {
		String[] parts = (text != null) ? text.split("#", 4) : new String[0];
		if (parts.length != 4) {
			return null;
		}
		try {
			return new Reply(Type.valueOf(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), parts[3]);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	String text() {
		return this.type + "#" + this.attempt + "#" + this.index + "#" + this.payload;
	}

	/**
	 * What a reply is sent as.
	 */
	enum Type {

		/** A partial reply. */
		PARTIAL,

		/** The final reply. */
		FINAL,

		/** An error. */
		ERROR

	}

}
