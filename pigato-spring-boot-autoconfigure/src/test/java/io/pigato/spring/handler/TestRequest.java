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

package io.pigato.spring.handler;

import java.lang.reflect.Type;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.pigato.json.RawJson;
import io.pigato.protocol.Bytes;
import io.pigato.protocol.RequestOptions;
import io.pigato.worker.PigatoRequest;

/**
 * A request without data.
 */
record TestRequest(String service) implements PigatoRequest {

	@Override
	public Bytes clientId() {
		return Bytes.of("client");
	}

	@Override
	public Bytes requestId() {
		return Bytes.of("1");
	}

	@Override
	public <T> @Nullable T data(Type type) {
		return null;
	}

	@Override
	public RawJson json() {
		return RawJson.of("");
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
