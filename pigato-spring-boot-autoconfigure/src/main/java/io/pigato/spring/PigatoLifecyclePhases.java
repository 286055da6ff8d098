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

import org.springframework.context.SmartLifecycle;

/**
 * In which order things start; they stop in the opposite one.
 * <p>
 * First the broker, then clients, then workers, then Boot's web server
 * ({@code Integer.MAX_VALUE - 2048}), whose graceful shutdown therefore still finds
 * workers to answer requests in flight. All are above the phase of Spring's executors,
 * which serve until all of these have stopped.
 */
public final class PigatoLifecyclePhases {

	/** The embedded broker. */
	public static final int BROKER = SmartLifecycle.DEFAULT_PHASE - 4096;

	/** Clients, which handlers of workers may use. */
	public static final int CLIENT = SmartLifecycle.DEFAULT_PHASE - 3072;

	/** Workers. */
	public static final int WORKER = SmartLifecycle.DEFAULT_PHASE - 2560;

	private PigatoLifecyclePhases() {
	}

}
