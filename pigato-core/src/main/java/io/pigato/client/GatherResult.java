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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What came of a scattered request: every worker that was asked is either among the
 * {@code replies} or among the {@code failures}, in the order in which that was known.
 *
 * @param <T> the type of the answers
 * @param replies the results of the workers that answered
 * @param failures the results of the workers that failed
 */
public record GatherResult<T>(List<WorkerResult<T>> replies, List<WorkerResult<T>> failures) {

	/**
	 * Create a result.
	 * @param replies the results of the workers that answered
	 * @param failures the results of the workers that failed
	 */
	public GatherResult {
		replies = List.copyOf(replies);
		failures = List.copyOf(failures);
	}

	/**
	 * Return the result of workers that answered or failed.
	 * @param <T> the type of the answers
	 * @param results the results of the workers, in order
	 * @return the result
	 */
	public static <T> GatherResult<T> of(List<WorkerResult<T>> results) {
		List<WorkerResult<T>> replies = new ArrayList<>(results.size());
		List<WorkerResult<T>> failures = new ArrayList<>();
		for (WorkerResult<T> result : results) {
			(result.isAnswered() ? replies : failures).add(result);
		}
		return new GatherResult<>(replies, failures);
	}

	/**
	 * Return the answers of the workers that answered.
	 * @return the answers, which may be {@code null}, in the order of {@link #replies()}
	 */
	public List<@Nullable T> values() {
		List<@Nullable T> values = new ArrayList<>(this.replies.size());
		for (WorkerResult<T> reply : this.replies) {
			values.add(reply.value());
		}
		return values;
	}

	/**
	 * Return how many workers were asked.
	 * @return the number of workers, 0 if none offered the service
	 */
	public int size() {
		return this.replies.size() + this.failures.size();
	}

	/**
	 * Whether every worker that was asked answered. So it is if there was none.
	 * @return {@code true} if there are no failures
	 */
	public boolean isComplete() {
		return this.failures.isEmpty();
	}

}
