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

import io.pigato.worker.ServiceWorker;

/**
 * Makes workers with the settings that all workers of an application have in common.
 */
@FunctionalInterface
public interface ServiceWorkerFactory {

	/**
	 * Make a worker, which is not started.
	 * @param endpoint what it is made of; what it does not say is left to this factory
	 * @return the worker
	 * @throws IllegalArgumentException if a value is not valid; the message names it
	 */
	ServiceWorker createWorker(WorkerEndpoint endpoint);

	/**
	 * Whether clients see the messages of exceptions that handlers fail with.
	 * @return {@code false} unless overridden
	 */
	default boolean exposesErrors() {
		return false;
	}

	/**
	 * Return what writes the replies of futures, publishers and coroutines that become
	 * ready on threads that may not wait until there is room. Not for workers that have
	 * an executor of their own.
	 * @return the executor, {@code null}, unless overridden, for one that the
	 * {@link PigatoWorkerRegistry} has
	 */
	default @Nullable Executor replyExecutor() {
		return null;
	}

}
