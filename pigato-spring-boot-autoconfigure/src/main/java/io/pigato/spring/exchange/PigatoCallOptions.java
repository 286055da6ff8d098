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

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import io.pigato.client.RequestSpec;
import io.pigato.client.ScatterSpec;

/**
 * Options of requests, of which any may be left to somebody else: as a parameter of a
 * {@link PigatoExchange} method, those of one call. Immutable.
 *
 * @param timeout how long a request may be idle, {@link #NO_TIMEOUT} for ever
 * @param deadline how long a request may take in all
 * @param retry whether a request may run again when its worker or the broker is lost
 * @param workerId the one worker that has to handle the request
 * @param noCache whether the reply must not be from the broker's cache
 * @param failFast whether a request fails at once if no worker offers the service
 */
public record PigatoCallOptions(@Nullable Duration timeout, @Nullable Duration deadline, @Nullable Boolean retry,
		@Nullable String workerId, @Nullable Boolean noCache, @Nullable Boolean failFast) {

	/** Stands for a time that does not end. */
	public static final Duration NO_TIMEOUT = ChronoUnit.FOREVER.getDuration();

	private static final PigatoCallOptions NONE = new PigatoCallOptions(null, null, null, null, null, null);

	/**
	 * Create options, {@code null} for what is left to somebody else.
	 * @param timeout how long a request may be idle
	 * @param deadline how long a request may take in all
	 * @param retry whether a request may run again
	 * @param workerId the one worker that has to handle the request
	 * @param noCache whether the reply must not be from the broker's cache
	 * @param failFast whether a request fails at once if no worker offers the service
	 * @throws IllegalArgumentException if a time is zero or negative
	 */
	public PigatoCallOptions {
		checkPositive("timeout", timeout);
		checkPositive("deadline", deadline);
	}

	private static void checkPositive(String name, @Nullable Duration duration) {
		if (duration != null && (duration.isZero() || duration.isNegative())) {
			throw new IllegalArgumentException("'" + name + "' must be positive but is " + duration);
		}
	}

	/**
	 * Return options that leave everything to somebody else.
	 * @return the options
	 */
	public static PigatoCallOptions none() {
		return NONE;
	}

	/**
	 * Return options with another timeout.
	 * @param timeout the time, {@link #NO_TIMEOUT} for ever
	 * @return the options
	 */
	public PigatoCallOptions withTimeout(@Nullable Duration timeout) {
		return new PigatoCallOptions(timeout, this.deadline, this.retry, this.workerId, this.noCache, this.failFast);
	}

	/**
	 * Return options with another deadline.
	 * @param deadline the time
	 * @return the options
	 */
	public PigatoCallOptions withDeadline(@Nullable Duration deadline) {
		return new PigatoCallOptions(this.timeout, deadline, this.retry, this.workerId, this.noCache, this.failFast);
	}

	/**
	 * Return options that say whether a request may run again.
	 * @param retry whether it may
	 * @return the options
	 */
	public PigatoCallOptions withRetry(@Nullable Boolean retry) {
		return new PigatoCallOptions(this.timeout, this.deadline, retry, this.workerId, this.noCache, this.failFast);
	}

	/**
	 * Return options that name the worker.
	 * @param workerId the worker's identity
	 * @return the options
	 */
	public PigatoCallOptions withWorkerId(@Nullable String workerId) {
		return new PigatoCallOptions(this.timeout, this.deadline, this.retry, workerId, this.noCache, this.failFast);
	}

	/**
	 * Return options that say whether the broker's cache is skipped.
	 * @param noCache whether it is
	 * @return the options
	 */
	public PigatoCallOptions withNoCache(@Nullable Boolean noCache) {
		return new PigatoCallOptions(this.timeout, this.deadline, this.retry, this.workerId, noCache, this.failFast);
	}

	/**
	 * Return options that say whether a request fails at once without a worker.
	 * @param failFast whether it does
	 * @return the options
	 */
	public PigatoCallOptions withFailFast(@Nullable Boolean failFast) {
		return new PigatoCallOptions(this.timeout, this.deadline, this.retry, this.workerId, this.noCache, failFast);
	}

	/**
	 * Return these options, and others for what these leave to somebody else.
	 * @param others the other options
	 * @return the options
	 */
	public PigatoCallOptions orElse(PigatoCallOptions others) {
		if (others.equals(NONE)) {
			return this;
		}
		return new PigatoCallOptions(or(this.timeout, others.timeout), or(this.deadline, others.deadline),
				or(this.retry, others.retry), or(this.workerId, others.workerId), or(this.noCache, others.noCache),
				or(this.failFast, others.failFast));
	}

	private static <T> @Nullable T or(@Nullable T value, @Nullable T other) {
		return (value != null) ? value : other;
	}

	/**
	 * Set these options of a request.
	 * @param request the request
	 */
	public void applyTo(RequestSpec request) {
		if (NO_TIMEOUT.equals(this.timeout)) {
			request.noTimeout();
		}
		else if (this.timeout != null) {
			request.timeout(this.timeout);
		}
		if (this.deadline != null) {
			request.deadline(this.deadline);
		}
		if (this.retry != null) {
			request.retry(this.retry);
		}
		if (this.workerId != null) {
			request.workerId(this.workerId);
		}
		if (Boolean.TRUE.equals(this.noCache)) {
			request.noCache();
		}
		if (Boolean.TRUE.equals(this.failFast)) {
			request.failFast();
		}
	}

	/**
	 * Set these options of a request to all workers. Neither {@code retry} nor
	 * {@code noCache} means anything there.
	 * @param request the request
	 * @throws IllegalArgumentException if one worker is named
	 */
	public void applyTo(ScatterSpec request) {
		if (this.workerId != null) {
			throw new IllegalArgumentException(
					"A request to all workers can't be for worker '" + this.workerId + "' only");
		}
		if (NO_TIMEOUT.equals(this.timeout)) {
			request.noTimeout();
		}
		else if (this.timeout != null) {
			request.timeout(this.timeout);
		}
		if (this.deadline != null) {
			request.deadline(this.deadline);
		}
		if (Boolean.TRUE.equals(this.failFast)) {
			request.failFast();
		}
	}

}
