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

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Settings of a group of @PigatoExchange interfaces. They count before those of the
 * annotations.
 */
public class ExchangeGroupProperties {

	/**
	 * Name of the client that sends the requests, as in pigato.clients, or of a bean.
	 */
	private @Nullable String client;

	/**
	 * How long a request may be without a reply, or between two partial ones.
	 */
	private @Nullable Duration timeout;

	/**
	 * How long a request may take in all.
	 */
	private @Nullable Duration deadline;

	/**
	 * Whether requests may run again when a worker or the broker is lost.
	 */
	private @Nullable Boolean retry;

	/**
	 * Whether the broker's cache is skipped.
	 */
	private @Nullable Boolean noCache;

	/**
	 * Whether requests fail at once if no worker offers the service.
	 */
	private @Nullable Boolean failFast;

	public @Nullable String getClient() {
		return this.client;
	}

	public void setClient(@Nullable String client) {
		this.client = client;
	}

	public @Nullable Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(@Nullable Duration timeout) {
		this.timeout = timeout;
	}

	public @Nullable Duration getDeadline() {
		return this.deadline;
	}

	public void setDeadline(@Nullable Duration deadline) {
		this.deadline = deadline;
	}

	public @Nullable Boolean getRetry() {
		return this.retry;
	}

	public void setRetry(@Nullable Boolean retry) {
		this.retry = retry;
	}

	public @Nullable Boolean getNoCache() {
		return this.noCache;
	}

	public void setNoCache(@Nullable Boolean noCache) {
		this.noCache = noCache;
	}

	public @Nullable Boolean getFailFast() {
		return this.failFast;
	}

	public void setFailFast(@Nullable Boolean failFast) {
		this.failFast = failFast;
	}

}
