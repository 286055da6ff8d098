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

package io.pigato.spring;

import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import io.pigato.worker.RequestHandler;

/**
 * What a worker is made of, placeholders resolved.
 *
 * @param id the name of its container as a bean
 * @param service the service to offer
 * @param handler answers the requests
 * @param concurrency how many requests it takes at a time, {@code null} for what is
 * configured for all workers
 * @param autoStartup whether it starts with the application context
 * @param executor runs the handler, {@code null} for what is configured for all workers
 * @param handleOnLoop whether the handler runs on the event loop, without an executor
 * @param source the method or class it is made of, for messages
 */
public record WorkerEndpoint(String id, String service, RequestHandler handler, @Nullable Integer concurrency,
		boolean autoStartup, @Nullable Executor executor, boolean handleOnLoop, String source) {

	/**
	 * Create an endpoint whose handler runs where all do.
	 * @param id the name of its container as a bean
	 * @param service the service to offer
	 * @param handler answers the requests
	 * @param concurrency how many requests it takes at a time, {@code null} for what is
	 * configured for all workers
	 * @param autoStartup whether it starts with the application context
	 * @param source the method or class it is made of, for messages
	 */
	public WorkerEndpoint(String id, String service, RequestHandler handler, @Nullable Integer concurrency,
			boolean autoStartup, String source) {
		this(id, service, handler, concurrency, autoStartup, null, false, source);
	}

	/**
	 * Return a copy with another handler.
	 * @param handler the other handler
	 * @return the copy
	 */
	public WorkerEndpoint withHandler(RequestHandler handler) {
		return new WorkerEndpoint(this.id, this.service, handler, this.concurrency, this.autoStartup, this.executor,
				this.handleOnLoop, this.source);
	}

}
