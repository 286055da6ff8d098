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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON objects in option frames. Reading is total: what is not a JSON object has no
 * fields (protocol part 1: never fail on it), and a value of an unexpected type counts as
 * absent.
 */
final class JsonObject {

	private static final byte[] EMPTY = { '{', '}' };

	private static final JsonMapper mapper = JsonMapper.shared();

	private JsonObject() {
	}

	/**
	 * Read the fields of an object one by one, without building a tree: the fields that
	 * matter are few, and brokers read them for every request.
	 */
	static void read(byte[] json, FieldReader reader) {
		if (isTrivial(json)) {
			return;
		}
		try (JsonParser parser = mapper.createParser(json)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return;
			}
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				JsonToken token = parser.nextToken();
				reader.field(name, token, parser);
				parser.skipChildren();
			}
		}
		catch (JacksonException ex) {
			// what was read before the fault counts
		}
	}

	static Map<String, @Nullable Object> readAll(byte[] json) {
		if (isTrivial(json)) {
			return Map.of();
		}
		try {
			return (mapper.readValue(json, Object.class) instanceof Map<?, ?> map) ? copy(map) : Map.of();
		}
		catch (JacksonException ex) {
			return Map.of();
		}
	}

	private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		map.forEach((key, value) -> copy.put(String.valueOf(key), unmodifiable(value)));
		return Collections.unmodifiableMap(copy);
	}

	/**
	 * Options may be those of many requests: what one handler does with them must not
	 * reach another.
	 */
	private static @Nullable Object unmodifiable(@Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			return copy(map);
		}
		if (value instanceof List<?> list) {
			List<@Nullable Object> copy = new ArrayList<>(list.size());
			list.forEach((item) -> copy.add(unmodifiable(item)));
			return Collections.unmodifiableList(copy);
		}
		return value;
	}

	private static boolean isTrivial(byte[] json) {
		return json.length <= 2 || (json[0] != '{' && json[0] > ' ');
	}

	static byte[] write(Map<String, ? extends @Nullable Object> fields) {
		return fields.isEmpty() ? EMPTY : mapper.writeValueAsBytes(fields);
	}

	/**
	 * Whether JavaScript takes the value for true, as the original does with its flags.
	 */
	static boolean isTruthy(JsonToken token, JsonParser parser) {
		return switch (token) {
			case VALUE_TRUE, START_OBJECT, START_ARRAY -> true;
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue() != 0;
			case VALUE_STRING -> !parser.getString().isEmpty();
			default -> false;
		};
	}

	/**
	 * Return a number of milliseconds or the like, saturated, or the given default for
	 * what is not a number.
	 */
	static long number(JsonToken token, JsonParser parser, long otherwise) {
		return token.isNumeric() ? (long) parser.getDoubleValue() : otherwise;
	}

	/**
	 * Told each field of an object; the parser stands at its value.
	 */
	@FunctionalInterface
	interface FieldReader {

		void field(String name, JsonToken token, JsonParser parser);

	}

}
