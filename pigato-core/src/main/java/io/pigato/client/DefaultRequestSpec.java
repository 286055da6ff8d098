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
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A request in the making.
 */
final class DefaultRequestSpec implements RequestSpec {

	DefaultRequestSpec(ClientLifecycle lifecycle, String service) {
	}

	@Override
	public RequestSpec data(@Nullable Object data) {
		return this;
	}

	@Override
	public RequestSpec timeout(@Nullable Duration timeout) {
		return this;
	}

	@Override
	public RequestSpec noTimeout() {
		return this;
	}

	@Override
	public RequestSpec deadline(@Nullable Duration deadline) {
		return this;
	}

	@Override
	public RequestSpec retry(boolean retry) {
		return this;
	}

	@Override
	public RequestSpec workerId(String workerId) {
		return this;
	}

	@Override
	public RequestSpec noCache() {
		return this;
	}

	@Override
	public RequestSpec failFast() {
		return this;
	}

	@Override
	public RequestSpec option(String key, @Nullable Object value) {
		return this;
	}

	@Override
	public RequestSpec bufferSize(int bufferSize) {
		return this;
	}

	@Override
	public <T> @Nullable T call(Type type) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <T> CompletableFuture<@Nullable T> callAsync(Type type) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <T> Stream<@Nullable T> stream(Type type) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <T> Flow.Publisher<T> publisher(Type type) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Call send(CallListener<? super RawReply> listener) {
		throw new UnsupportedOperationException();
	}

}
