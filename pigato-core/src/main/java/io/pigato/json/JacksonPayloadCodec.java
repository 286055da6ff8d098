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
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * A {@link PayloadCodec} on Jackson 3.
 */
public final class JacksonPayloadCodec implements PayloadCodec {

	private final JsonMapper mapper;

	/**
	 * Create a codec with Jackson's defaults.
	 */
	public JacksonPayloadCodec() {
		this(JsonMapper.shared());
	}

	/**
	 * Create a codec.
	 * @param mapper the mapper that reads and writes
	 */
	public JacksonPayloadCodec(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public byte[] encode(@Nullable Object value) {
		if (value instanceof byte[] json) {
			return json;
		}
		if (value instanceof RawJson json) {
			return json.bytes();
		}
		try {
			return this.mapper.writeValueAsBytes(value);
		}
		catch (JacksonException ex) {
			throw new PayloadException("Can't write a value of " + typeOf(value) + " as JSON", ex);
		}
	}

	private static String typeOf(@Nullable Object value) {
		return (value != null) ? value.getClass().getName() : "null";
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> @Nullable T decode(byte[] json, Type type) {
		if (type == byte[].class) {
			return (T) json;
		}
		if (type == RawJson.class) {
			return (T) RawJson.wrap(json);
		}
		if (json.length == 0) {
			return null;
		}
		JavaType javaType = this.mapper.constructType(type);
		try {
			return this.mapper.readValue(json, javaType);
		}
		catch (JacksonException ex) {
			if (!isJson(json)) {
				return null;
			}
			throw new PayloadException("Can't read JSON as " + type.getTypeName(), ex);
		}
	}

	/**
	 * Whether bytes that can't be read as a type are JSON all the same. The exception
	 * does not tell: Jackson has one for numbers that are too large for the type among
	 * those of its parser, and others for missing and surplus JSON among those of its
	 * binding.
	 */
	private boolean isJson(byte[] json) {
		try (JsonParser parser = this.mapper.createParser(json)) {
			if (parser.nextToken() == null) {
				return false;
			}
			parser.skipChildren();
			return parser.nextToken() == null;
		}
		catch (StreamConstraintsException ex) {
			return true;
		}
		catch (JacksonException ex) {
			return false;
		}
	}

}
