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

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.pigato.json.PayloadCodec;
import io.pigato.json.RawJson;

/**
 * JSON that is compared by what it says, not by how it is written.
 */
final class Json {

	private final RawJson raw;

	private final @Nullable JsonNode tree;

	private Json(RawJson raw) {
		this.raw = raw;
		this.tree = tree(raw);
	}

	/**
	 * Return the JSON of a value, as it would be sent.
	 */
	static Json of(@Nullable Object value, PayloadCodec codec) {
		return new Json(RawJson.wrap(codec.encode(value)));
	}

	private static @Nullable JsonNode tree(RawJson json) {
		try {
			JsonNode node = JsonMapper.shared().readTree(json.bytes());
			return node.isMissingNode() ? null : node;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * Whether other JSON says the same; what is not JSON has to be the same bytes.
	 */
	boolean matches(RawJson other) {
		return (this.tree != null) ? this.tree.equals(tree(other)) : this.raw.equals(other);
	}

	@Override
	public String toString() {
		return this.raw.toString();
	}

}
