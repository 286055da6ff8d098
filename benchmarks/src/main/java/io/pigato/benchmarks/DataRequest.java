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

package io.pigato.benchmarks;

import java.lang.reflect.Type;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.pigato.json.PayloadCodec;
import io.pigato.json.RawJson;
import io.pigato.protocol.Bytes;
import io.pigato.protocol.RequestOptions;
import io.pigato.worker.PigatoRequest;

/**
 * A request that has data and comes from nowhere.
 */
final class DataRequest implements PigatoRequest {

	private static final Bytes ID = Bytes.of("id");

	private final PayloadCodec codec;

	private final String service;

	private final byte[] data;

	DataRequest(PayloadCodec codec, String service, byte[] data) {
		this.codec = codec;
		this.service = service;
		this.data = data;
	}

	@Override
	public String service() {
		return this.service;
	}

	@Override
	public Bytes clientId() {
		return ID;
	}

	@Override
	public Bytes requestId() {
		return ID;
	}

	@Override
	public <T> @Nullable T data(Type type) {
		return this.codec.decode(this.data, type);
	}

	@Override
	public RawJson json() {
		return RawJson.wrap(this.data);
	}

	@Override
	public RequestOptions options() {
		return RequestOptions.builder().build();
	}

	@Override
	public @Nullable Duration timeLeft() {
		return null;
	}

	@Override
	public boolean isActive() {
		return true;
	}

}
