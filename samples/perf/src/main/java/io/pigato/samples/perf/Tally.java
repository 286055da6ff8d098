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

package io.pigato.samples.perf;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Counts what comes back, from any thread.
 */
final class Tally {

	private final LongAdder replies = new LongAdder();

	private final LongAdder partials = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder wrong = new LongAdder();

	private final AtomicReference<@Nullable String> firstProblem = new AtomicReference<>();

	private volatile Measurement measurement = Measurement.begin();

	private volatile long unanswered;

	/**
	 * A request has the right reply.
	 * @param nanos how long it took
	 */
	void reply(long nanos) {
		this.replies.increment();
		this.measurement.add(nanos);
	}

	void partial() {
		this.partials.increment();
	}

	void wrong(String problem) {
		this.wrong.increment();
		this.firstProblem.compareAndSet(null, problem);
	}

	void failed(String problem) {
		this.failed.increment();
		this.firstProblem.compareAndSet(null, problem);
	}

	/**
	 * Some requests have no outcome and nobody waits for them any longer.
	 */
	void unanswered(long count) {
		this.unanswered = count;
	}

	/**
	 * Begin to measure.
	 * @return what is measured from now on
	 */
	Measurement measure() {
		Measurement begun = Measurement.begin(this.partials);
		this.measurement = begun;
		return begun;
	}

	long replies() {
		return this.replies.sum();
	}

	/**
	 * How much has come back in all.
	 */
	long arrivals() {
		return this.replies.sum() + this.partials.sum() + this.failed.sum() + this.wrong.sum();
	}

	long failed() {
		return this.failed.sum();
	}

	long wrong() {
		return this.wrong.sum();
	}

	long unanswered() {
		return this.unanswered;
	}

	/**
	 * The number of requests without the right reply.
	 */
	long lost() {
		return failed() + wrong() + unanswered();
	}

	/**
	 * What was not right first.
	 */
	String firstProblem() {
		return Objects.requireNonNullElse(this.firstProblem.get(), "no answer in time");
	}

}
