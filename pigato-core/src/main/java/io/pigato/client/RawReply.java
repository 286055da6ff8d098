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

package io.pigato.client;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

import io.pigato.json.PayloadCodec;
import io.pigato.json.RawJson;
import io.pigato.json.TypeRef;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ReplyOptions;

/**
 * A reply whose JSON is read only when somebody asks. Immutable.
 */
public final class RawReply {

	private final Payload payload;

	private final boolean last;

	private final PayloadCodec codec;

	RawReply(Payload payload, boolean last, PayloadCodec codec) {
		this.payload = payload;
		this.last = last;
		this.codec = codec;
	}

	/**
	 * Return the data as it was sent.
	 * @return the JSON, empty if the worker sent no data
	 */
	public RawJson json() {
		return RawJson.wrap(this.payload.data());
	}

	/**
	 * Read the data.
	 * @param <T> the type of the value
	 * @param type the type of the value
	 * @return the value, {@code null} for JSON's null and for what is not JSON
	 * @throws io.pigato.json.PayloadException if the data does not fit the type
	 */
	public <T> @Nullable T as(Class<T> type) {
		return as((Type) type);
	}

	/**
	 * Read the data.
	 * @param <T> the type of the value
	 * @param type the generic type of the value
	 * @return the value, {@code null} for JSON's null and for what is not JSON
	 * @throws io.pigato.json.PayloadException if the data does not fit the type
	 */
	public <T> @Nullable T as(TypeRef<T> type) {
		return as(type.type());
	}

	/**
	 * Read the data.
	 * @param <T> the type of the value
	 * @param type the type of the value
	 * @return the value, {@code null} for JSON's null and for what is not JSON
	 * @throws io.pigato.json.PayloadException if the data does not fit the type
	 */
	public <T> @Nullable T as(Type type) {
		return this.codec.decode(this.payload.data(), type);
	}

	/**
	 * Return the options that came with the reply.
	 * @return the options, none if the worker sent none
	 */
	public ReplyOptions options() {
		return (this.payload.size() > 1) ? ReplyOptions.decode(this.payload.options()) : ReplyOptions.none();
	}

	/**
	 * Whether this is the final reply.
	 * @return {@code false} for a partial one
	 */
	public boolean isFinal() {
		return this.last;
	}

	@Override
	public String toString() {
		return (this.last ? "final reply " : "partial reply ") + json();
	}

}
