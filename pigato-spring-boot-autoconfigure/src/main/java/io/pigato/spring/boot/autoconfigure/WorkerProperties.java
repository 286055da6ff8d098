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
 * Settings of workers.
 */
public class WorkerProperties {

	/**
	 * Whether to make workers of what is annotated with @PigatoWorker.
	 */
	private boolean enabled = true;

	/**
	 * What the identities of workers start with; by default, W and a random UUID.
	 */
	private @Nullable String prefix;

	/**
	 * How often a worker says that it is alive.
	 */
	private Duration heartbeatInterval = Duration.ofMillis(2500);

	/**
	 * Number of intervals of silence after which the broker counts as lost.
	 */
	private int heartbeatLiveness = 3;

	/**
	 * Time before a worker comes back to a broker that was lost.
	 */
	private Duration reconnectDelay = Duration.ofSeconds(1);

	/**
	 * Number of requests that a worker takes at a time: -1 for any, 0 for none.
	 */
	private int concurrency = 100;

	/**
	 * How long a stopping worker waits for requests in flight. Should be shorter than
	 * spring.lifecycle.timeout-per-shutdown-phase.
	 */
	private Duration gracePeriod = Duration.ofSeconds(25);

	/**
	 * Whether clients see the messages of exceptions that handlers fail with.
	 */
	private boolean exposeErrors;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getPrefix() {
		return this.prefix;
	}

	public void setPrefix(@Nullable String prefix) {
		this.prefix = prefix;
	}

	public Duration getHeartbeatInterval() {
		return this.heartbeatInterval;
	}

	public void setHeartbeatInterval(Duration heartbeatInterval) {
		this.heartbeatInterval = heartbeatInterval;
	}

	public int getHeartbeatLiveness() {
		return this.heartbeatLiveness;
	}

	public void setHeartbeatLiveness(int heartbeatLiveness) {
		this.heartbeatLiveness = heartbeatLiveness;
	}

	public Duration getReconnectDelay() {
		return this.reconnectDelay;
	}

	public void setReconnectDelay(Duration reconnectDelay) {
		this.reconnectDelay = reconnectDelay;
	}

	public int getConcurrency() {
		return this.concurrency;
	}

	public void setConcurrency(int concurrency) {
		this.concurrency = concurrency;
	}

	public Duration getGracePeriod() {
		return this.gracePeriod;
	}

	public void setGracePeriod(Duration gracePeriod) {
		this.gracePeriod = gracePeriod;
	}

	public boolean isExposeErrors() {
		return this.exposeErrors;
	}

	public void setExposeErrors(boolean exposeErrors) {
		this.exposeErrors = exposeErrors;
	}

}
