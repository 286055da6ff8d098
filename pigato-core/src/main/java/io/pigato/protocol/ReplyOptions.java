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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The options of a reply: a JSON object in the frame behind the data (protocol part 1).
 * Immutable, and safe for use from any thread. Reading is total, and unknown keys are
 * kept, as with {@link RequestOptions}.
 */
public final class ReplyOptions {

	private static final String CACHE = "cache";

	private static final ReplyOptions NONE = new ReplyOptions(JsonObject.write(Map.of()));

	private final byte[] json;

	private long cache;

	private volatile @Nullable Map<String, @Nullable Object> all;

	private ReplyOptions(byte[] json) {
		this.json = json;
		JsonObject.read(json, this::readField);
	}

	/**
	 * Return no options.
	 * @return the options
	 */
	public static ReplyOptions none() {
		return NONE;
	}

	/**
	 * Read options.
	 * @param json the JSON of the options, which must not be changed afterwards
	 * @return the options
	 */
	public static ReplyOptions decode(byte[] json) {
		return new ReplyOptions(json);
	}

	private void readField(String name, JsonToken token, JsonParser parser) {
		if (name.equals(CACHE)) {
			this.cache = Math.max(JsonObject.number(token, parser, 0), 0);
		}
	}

	/**
	 * Return how long the broker may answer the same request with this reply.
	 * @return the time in milliseconds, 0 for not at all
	 */
	public long cache() {
		return this.cache;
	}

	/**
	 * Return any option by its key.
	 * @param key the key
	 * @return the value as Jackson reads it without a type, {@code null} if it is absent
	 * or JSON's null
	 */
	public @Nullable Object get(String key) {
		return asMap().get(key);
	}

	/**
	 * Return all options.
	 * @return the values by their keys, not modifiable
	 */
	public Map<String, @Nullable Object> asMap() {
		Map<String, @Nullable Object> map = this.all;
		if (map == null) {
			map = JsonObject.readAll(this.json);
			this.all = map;
		}
		return map;
	}

	/**
	 * Return the JSON of the options: of read ones the bytes that were read, not a copy.
	 * @return the JSON
	 */
	public byte[] encode() {
		return this.json;
	}

	/**
	 * Return these options with one more, or with another value of it.
	 * @param key the key
	 * @param value the value, of any type that Jackson writes
	 * @return the options
	 * @throws tools.jackson.core.JacksonException if the value can't be written
	 */
	public ReplyOptions with(String key, @Nullable Object value) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>(asMap());
		fields.put(key, value);
		return decode(JsonObject.write(fields));
	}

	/**
	 * Return these options with a time for which the broker may cache the reply.
	 * @param millis the time in milliseconds, 0 for not at all
	 * @return the options
	 * @throws IllegalArgumentException if the time is negative
	 */
	public ReplyOptions withCache(long millis) {
		if (millis < 0) {
			throw new IllegalArgumentException("cache must not be negative but is " + millis + " ms");
		}
		return with(CACHE, millis);
	}

	@Override
	public String toString() {
		return asMap().toString();
	}

}
