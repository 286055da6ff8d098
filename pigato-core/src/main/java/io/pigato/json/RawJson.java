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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * JSON that is passed on as it is, neither parsed nor checked.
 */
public final class RawJson {

	private final byte[] bytes;

	private RawJson(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Return JSON of the given text.
	 * @param json the text
	 * @return the JSON
	 */
	public static RawJson of(String json) {
		return new RawJson(json.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Return JSON that takes over the given bytes, which must not be changed afterwards.
	 * @param json the bytes, in UTF-8
	 * @return the JSON
	 */
	public static RawJson wrap(byte[] json) {
		return new RawJson(json);
	}

	/**
	 * Return the bytes themselves, not a copy: they must not be changed.
	 * @return the bytes, in UTF-8
	 */
	public byte[] bytes() {
		return this.bytes;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof RawJson that && Arrays.equals(this.bytes, that.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	@Override
	public String toString() {
		return new String(this.bytes, StandardCharsets.UTF_8);
	}

}
