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

package io.pigato.benchmarks.compare;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Something that carries requests and replies: a server, workers and clients, each a
 * process.
 */
interface Contender {

	String name();

	/**
	 * What it is, in some words.
	 */
	String description();

	/**
	 * What it is to this project.
	 */
	Kind kind();

	/**
	 * Whether it can do what a workload asks for. Default is whatever has one reply for
	 * each request.
	 */
	default boolean can(Workload workload) {
		return workload.partials() == 0;
	}

	/**
	 * Prepare what it needs, once.
	 * @return why it can't be measured here, or {@code null} if it can
	 */
	@Nullable String prepare() throws IOException, InterruptedException;

	/**
	 * Return the processes of one measurement.
	 * @param workload what is asked
	 * @param time how long
	 */
	Processes processes(Workload workload, Time time) throws IOException;

}
