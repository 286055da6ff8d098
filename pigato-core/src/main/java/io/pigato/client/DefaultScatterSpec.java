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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.pigato.json.RawJson;

/**
 * A request to all workers of a service in the making.
 */
final class DefaultScatterSpec implements ScatterSpec {

	private static final int DEFAULT_PARALLELISM = 100;

	private static final Set<String> RESERVED = Set.of("timeout", "deadline", "retry", "workerId", "failFast", "credit",
			"creditBytes");

	private final Calls calls;

	private final RequestDefaults defaults;

	private final String service;

	private @Nullable Object data;

	private Consumer<RequestSpec> timing = (request) -> {
	};

	private @Nullable Long deadline;

	private final List<Consumer<RequestSpec>> options = new ArrayList<>();

	private int parallelism = DEFAULT_PARALLELISM;

	private boolean failFast;

	DefaultScatterSpec(Calls calls, RequestDefaults defaults, String service) {
		this.calls = calls;
		this.defaults = defaults;
		this.service = Objects.requireNonNull(service, "service must not be null");
	}

	@Override
	public ScatterSpec data(@Nullable Object data) {
		this.data = data;
		return this;
	}

	@Override
	public ScatterSpec timeout(@Nullable Duration timeout) {
		if (timeout != null) {
			Millis.of("timeout", timeout);
		}
		this.timing = (request) -> request.timeout(timeout);
		return this;
	}

	@Override
	public ScatterSpec noTimeout() {
		this.timing = RequestSpec::noTimeout;
		return this;
	}

	@Override
	public ScatterSpec deadline(@Nullable Duration deadline) {
		this.deadline = (deadline != null) ? (Long) Millis.of("deadline", deadline) : null;
		return this;
	}

	@Override
	public ScatterSpec option(String key, @Nullable Object value) {
		if (RESERVED.contains(key)) {
			throw new IllegalArgumentException("Option '" + key + "' can't be set for all workers by this method");
		}
		this.options.add((request) -> request.option(key, value));
		return this;
	}

	@Override
	public ScatterSpec parallelism(int parallelism) {
		this.parallelism = ClientOptions.positive("parallelism", parallelism);
		return this;
	}

	@Override
	public ScatterSpec failFast() {
		this.failFast = true;
		return this;
	}

	@Override
	public <T> GatherResult<T> gather(Type type) {
		this.calls.checkMayBlock();
		CompletableFuture<GatherResult<T>> future = gatherAsync(type);
		return Waiting.await(future, () -> future.cancel(false));
	}

	@Override
	public <T> CompletableFuture<GatherResult<T>> gatherAsync(Type type) {
		GatherFuture<T> future = new GatherFuture<>(this.calls);
		this.<T>publisher(type).subscribe(future);
		return future;
	}

	@Override
	public <T> Stream<WorkerResult<T>> stream(Type type) {
		ScatterSpliterator<T> results = new ScatterSpliterator<>(this.calls);
		this.<T>publisher(type).subscribe(results);
		return results.stream();
	}

	@Override
	public <T> Flow.Publisher<WorkerResult<T>> publisher(Type type) {
		ScatterTemplate template = new ScatterTemplate(this.calls, this.defaults.capture(), this.service,
				RawJson.wrap(this.defaults.codec().encode(this.data)), this.timing, List.copyOf(this.options),
				this.deadline, this.parallelism, this.failFast);
		return (subscriber) -> {
			Objects.requireNonNull(subscriber, "subscriber must not be null");
			subscriber.onSubscribe(new ScatterSubscription<T>(template, type, subscriber));
		};
	}

}
