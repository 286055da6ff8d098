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

package io.pigato.json;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the JSON of payloads. Used on the threads of callers and handlers,
 * never on an event loop; implementations are safe for use from any thread.
 */
public interface PayloadCodec {

	/**
	 * Write a value.
	 * @param value the value; {@code null} is JSON's null, a {@code byte[]} and a
	 * {@link RawJson} are written as they are
	 * @return the JSON, in UTF-8
	 * @throws PayloadException if the value cannot be written
	 */
	byte[] encode(@Nullable Object value);

	/**
	 * Read a value. What is not JSON is read as {@code null} (protocol part 1: the Node
	 * peer sends an undefined value as the nine bytes {@code undefined}).
	 * @param <T> the type of the value
	 * @param json the JSON, in UTF-8
	 * @param type the type to read; {@code byte[]} and {@link RawJson} are given the JSON
	 * as it is
	 * @return the value
	 * @throws PayloadException if the JSON does not fit the type
	 */
	<T> @Nullable T decode(byte[] json, Type type);

}
