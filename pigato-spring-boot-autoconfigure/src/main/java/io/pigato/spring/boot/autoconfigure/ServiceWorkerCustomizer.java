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

package io.pigato.spring.boot.autoconfigure;

import io.pigato.spring.WorkerEndpoint;
import io.pigato.worker.ServiceWorker;

/**
 * Changes how workers are built, after everything that properties and annotations say.
 * Beans of this type are called in their order.
 */
@FunctionalInterface
public interface ServiceWorkerCustomizer {

	/**
	 * Customize a worker.
	 * @param builder the builder of the worker
	 */
	void customize(ServiceWorker.Builder builder);

	/**
	 * Customize a worker that is made of an annotated method or class; unless overridden,
	 * as any other.
	 * @param endpoint what the worker is made of
	 * @param builder the builder of the worker
	 */
	default void customize(WorkerEndpoint endpoint, ServiceWorker.Builder builder) {
		customize(builder);
	}

}
