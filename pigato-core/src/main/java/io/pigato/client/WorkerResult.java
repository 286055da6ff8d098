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

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What came of a scattered request at one worker: its answer, or why there is none.
 *
 * @param <T> the type of the answers
 * @param workerId the identity of the worker, as requests can name it
 * @param value the answer, {@code null} if the worker answered that or failed
 * @param failure why there is no answer, {@code null} if there is one
 */
public record WorkerResult<T>(String workerId, @Nullable T value, @Nullable PigatoException failure) {

	/**
	 * Create a result.
	 * @param workerId the identity of the worker
	 * @param value the answer
	 * @param failure why there is no answer
	 */
	public WorkerResult {
		Objects.requireNonNull(workerId, "workerId must not be null");
		if (value != null && failure != null) {
			throw new IllegalArgumentException("A worker either answers or fails");
		}
	}

	/**
	 * Return the result of a worker that answered.
	 * @param <T> the type of the answer
	 * @param workerId the identity of the worker
	 * @param value the answer
	 * @return the result
	 */
	public static <T> WorkerResult<T> answered(String workerId, @Nullable T value) {
		return new WorkerResult<>(workerId, value, null);
	}

	/**
	 * Return the result of a worker that did not answer, or with an error.
	 * @param <T> the type of the answers
	 * @param workerId the identity of the worker
	 * @param failure why there is no answer
	 * @return the result
	 */
	public static <T> WorkerResult<T> failed(String workerId, PigatoException failure) {
		Objects.requireNonNull(failure, "failure must not be null");
		return new WorkerResult<>(workerId, null, failure);
	}

	/**
	 * Whether the worker answered.
	 * @return {@code false} if there is a {@link #failure()} instead
	 */
	public boolean isAnswered() {
		return this.failure == null;
	}

	/**
	 * Return the answer.
	 * @return the answer, possibly {@code null}
	 * @throws PigatoException the {@link #failure()}, if there is no answer
	 */
	public @Nullable T get() {
		if (this.failure != null) {
			throw this.failure;
		}
		return this.value;
	}

}
