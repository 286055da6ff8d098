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
import org.springframework.util.unit.DataSize;

/**
 * Settings of clients.
 */
public class ClientProperties {

	/**
	 * Whether to create a client.
	 */
	private boolean enabled = true;

	/**
	 * What the identities of the client start with; by default, C and a random UUID.
	 */
	private @Nullable String prefix;

	/**
	 * How often the client says that it is alive and still wants its requests.
	 */
	private Duration heartbeatInterval = Duration.ofMillis(2500);

	/**
	 * Number of intervals of silence after which the broker counts as lost.
	 */
	private int heartbeatLiveness = 3;

	/**
	 * Time between two attempts to connect to a broker that was lost.
	 */
	private Duration reconnectDelay = Duration.ofSeconds(1);

	/**
	 * How long a request may be without a reply, or between two partial ones.
	 */
	private Duration timeout = Duration.ofSeconds(60);

	/**
	 * Whether requests may run again when a worker or the broker is lost.
	 */
	private boolean retry;

	/**
	 * Number of requests that may be pending.
	 */
	private int maxPendingRequests = 100_000;

	/**
	 * Number of partial replies of a request that may wait for their reader.
	 */
	private int bufferSize = 1024;

	/**
	 * Size of the partial replies of a request that may wait for their reader.
	 */
	private DataSize bufferBytes = DataSize.ofMegabytes(1);

	/**
	 * Whether the application fails to start if the broker does not answer.
	 */
	private boolean requiredAtStartup;

	/**
	 * How long the start waits for the broker if it is required.
	 */
	private Duration startupTimeout = Duration.ofSeconds(10);

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

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	public boolean isRetry() {
		return this.retry;
	}

	public void setRetry(boolean retry) {
		this.retry = retry;
	}

	public int getMaxPendingRequests() {
		return this.maxPendingRequests;
	}

	public void setMaxPendingRequests(int maxPendingRequests) {
		this.maxPendingRequests = maxPendingRequests;
	}

	public int getBufferSize() {
		return this.bufferSize;
	}

	public void setBufferSize(int bufferSize) {
		this.bufferSize = bufferSize;
	}

	public DataSize getBufferBytes() {
		return this.bufferBytes;
	}

	public void setBufferBytes(DataSize bufferBytes) {
		this.bufferBytes = bufferBytes;
	}

	public boolean isRequiredAtStartup() {
		return this.requiredAtStartup;
	}

	public void setRequiredAtStartup(boolean requiredAtStartup) {
		this.requiredAtStartup = requiredAtStartup;
	}

	public Duration getStartupTimeout() {
		return this.startupTimeout;
	}

	public void setStartupTimeout(Duration startupTimeout) {
		this.startupTimeout = startupTimeout;
	}

}
