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

package io.pigato.spring.exchange;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.pigato.client.RequestSpec;
import io.pigato.client.ScatterSpec;

/**
 * A request that is ready to be sent, to one worker or to all.
 */
interface Exchange {

	/**
	 * Send it and wait for what comes of it.
	 * @param type the type of a reply
	 */
	@Nullable Object call(Type type);

	CompletableFuture<?> callAsync(Type type);

	Stream<?> stream(Type type);

	Flow.Publisher<?> publisher(Type type);

	/**
	 * A request to one worker.
	 *
	 * @param request the request
	 */
	record ToOne(RequestSpec request) implements Exchange {

		@Override
		public @Nullable Object call(Type type) {
			return this.request.call(type);
		}

		@Override
		public CompletableFuture<?> callAsync(Type type) {
			return this.request.callAsync(type);
		}

		@Override
		public Stream<?> stream(Type type) {
			return this.request.stream(type);
		}

		@Override
		public Flow.Publisher<?> publisher(Type type) {
			return this.request.publisher(type);
		}

	}

	/**
	 * A request to all workers.
	 *
	 * @param request the request
	 */
	record ToAll(ScatterSpec request) implements Exchange {

		@Override
		public Object call(Type type) {
			return this.request.gather(type);
		}

		@Override
		public CompletableFuture<?> callAsync(Type type) {
			return this.request.gatherAsync(type);
		}

		@Override
		public Stream<?> stream(Type type) {
			return this.request.stream(type);
		}

		@Override
		public Flow.Publisher<?> publisher(Type type) {
			return this.request.publisher(type);
		}

	}

}
