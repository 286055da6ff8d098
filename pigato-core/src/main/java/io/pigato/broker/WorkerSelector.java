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

package io.pigato.broker;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Chooses among the workers of one offer. What a choice costs does not depend on how many
 * workers there are.
 */
interface WorkerSelector {

	void add(WorkerSession worker);

	void remove(WorkerSession worker);

	/**
	 * A worker was served, became free or changed its concurrency.
	 */
	void update(WorkerSession worker);

	/**
	 * Choose a free worker.
	 * @param excluded workers that are not wanted, mostly none
	 * @return the worker, {@code null} if none is free
	 */
	@Nullable WorkerSession select(Set<WorkerSession> excluded);

}
