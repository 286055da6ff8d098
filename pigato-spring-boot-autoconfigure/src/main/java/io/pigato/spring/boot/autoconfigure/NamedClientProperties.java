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
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Settings of a client of another broker. What is not set is as for
 * {@code pigato.client}.
 */
public class NamedClientProperties {

	/**
	 * Where the broker is: one endpoint, like tcp://billing:55555.
	 */
	private List<String> endpoints = new ArrayList<>();

	/**
	 * Name of the transport; by default the one that suits the endpoint.
	 */
	private @Nullable String transport;

	/**
	 * What the identities of the client start with.
	 */
	private @Nullable String prefix;

	/**
	 * How often the client says that it is alive and still wants its requests.
	 */
	private @Nullable Duration heartbeatInterval;

	/**
	 * Number of intervals of silence after which the broker counts as lost.
	 */
	private @Nullable Integer heartbeatLiveness;

	/**
	 * Time between two attempts to connect to a broker that was lost.
	 */
	private @Nullable Duration reconnectDelay;

	/**
	 * How long a request may be without a reply, or between two partial ones.
	 */
	private @Nullable Duration timeout;

	/**
	 * Whether requests may run again when a worker or the broker is lost.
	 */
	private @Nullable Boolean retry;

	/**
	 * Number of requests that may be pending.
	 */
	private @Nullable Integer maxPendingRequests;

	/**
	 * Number of partial replies of a request that may wait for their reader.
	 */
	private @Nullable Integer bufferSize;

	/**
	 * Size of the partial replies of a request that may wait for their reader.
	 */
	private @Nullable DataSize bufferBytes;

	/**
	 * Whether the application fails to start if the broker does not answer.
	 */
	private @Nullable Boolean requiredAtStartup;

	/**
	 * How long the start waits for the broker if it is required.
	 */
	private @Nullable Duration startupTimeout;

	public List<String> getEndpoints() {
		return this.endpoints;
	}

	public void setEndpoints(List<String> endpoints) {
		this.endpoints = endpoints;
	}

	public @Nullable String getTransport() {
		return this.transport;
	}

	public void setTransport(@Nullable String transport) {
		this.transport = transport;
	}

	public @Nullable String getPrefix() {
		return this.prefix;
	}

	public void setPrefix(@Nullable String prefix) {
		this.prefix = prefix;
	}

	public @Nullable Duration getHeartbeatInterval() {
		return this.heartbeatInterval;
	}

	public void setHeartbeatInterval(@Nullable Duration heartbeatInterval) {
		this.heartbeatInterval = heartbeatInterval;
	}

	public @Nullable Integer getHeartbeatLiveness() {
		return this.heartbeatLiveness;
	}

	public void setHeartbeatLiveness(@Nullable Integer heartbeatLiveness) {
		this.heartbeatLiveness = heartbeatLiveness;
	}

	public @Nullable Duration getReconnectDelay() {
		return this.reconnectDelay;
	}

	public void setReconnectDelay(@Nullable Duration reconnectDelay) {
		this.reconnectDelay = reconnectDelay;
	}

	public @Nullable Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(@Nullable Duration timeout) {
		this.timeout = timeout;
	}

	public @Nullable Boolean getRetry() {
		return this.retry;
	}

	public void setRetry(@Nullable Boolean retry) {
		this.retry = retry;
	}

	public @Nullable Integer getMaxPendingRequests() {
		return this.maxPendingRequests;
	}

	public void setMaxPendingRequests(@Nullable Integer maxPendingRequests) {
		this.maxPendingRequests = maxPendingRequests;
	}

	public @Nullable Integer getBufferSize() {
		return this.bufferSize;
	}

	public void setBufferSize(@Nullable Integer bufferSize) {
		this.bufferSize = bufferSize;
	}

	public @Nullable DataSize getBufferBytes() {
		return this.bufferBytes;
	}

	public void setBufferBytes(@Nullable DataSize bufferBytes) {
		this.bufferBytes = bufferBytes;
	}

	public @Nullable Boolean getRequiredAtStartup() {
		return this.requiredAtStartup;
	}

	public void setRequiredAtStartup(@Nullable Boolean requiredAtStartup) {
		this.requiredAtStartup = requiredAtStartup;
	}

	public @Nullable Duration getStartupTimeout() {
		return this.startupTimeout;
	}

	public void setStartupTimeout(@Nullable Duration startupTimeout) {
		this.startupTimeout = startupTimeout;
	}

}
