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

package io.pigato.spring.boot.test;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.test.json.JsonConverterDelegate;

import io.pigato.json.PayloadCodec;

/**
 * Has the application's codec read JSON for assertions.
 */
final class CodecConverter implements JsonConverterDelegate {

	private final PayloadCodec codec;

	CodecConverter(PayloadCodec codec) {
		this.codec = codec;
	}

	@Override
	public <T> T read(String content, ResolvableType targetType) {
		return decode(content.getBytes(StandardCharsets.UTF_8), targetType);
	}

	@Override
	public <T> T map(Object value, ResolvableType targetType) {
		return decode(this.codec.encode(value), targetType);
	}

	@SuppressWarnings("NullAway") // null is what JSON's null is read as
	private <T> T decode(byte[] json, ResolvableType targetType) {
		@Nullable T value = this.codec.decode(json, targetType.getType());
		return value;
	}

}
