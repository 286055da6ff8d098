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
import org.springframework.boot.context.properties.NestedConfigurationProperty;

import io.pigato.broker.Dispatch;

/**
 * Settings of the broker that is embedded in the application.
 */
public class BrokerProperties {

	/**
	 * Whether to run a broker in this application.
	 */
	private boolean enabled;

	/**
	 * Name of the broker, which is also its identity; by default, B and a random UUID.
	 */
	private @Nullable String name;

	/**
	 * Endpoints to bind. Port 0 means a free one.
	 */
	private List<String> endpoints = new ArrayList<>(List.of("tcp://127.0.0.1:55555"));

	/**
	 * How often workers hear from the broker.
	 */
	private Duration heartbeatInterval = Duration.ofMillis(2500);

	/**
	 * Number of intervals of silence after which a worker counts as lost.
	 */
	private int heartbeatLiveness = 3;

	/**
	 * How to choose among the workers that can take a request.
	 */
	private Dispatch dispatch = Dispatch.LOAD;

	/**
	 * Endpoint to publish the directory at, for core services that are workers; by
	 * default not at all.
	 */
	private @Nullable String directoryEndpoint;

	/**
	 * How often a request that may run again is handed to a worker at most.
	 */
	private int maxAttempts = 3;

	/**
	 * How long a stopping broker waits for requests in flight. Should be shorter than
	 * spring.lifecycle.timeout-per-shutdown-phase.
	 */
	private Duration gracePeriod = Duration.ofSeconds(25);

	@NestedConfigurationProperty
	private final BrokerHealthProperties health = new BrokerHealthProperties();

	@NestedConfigurationProperty
	private final BrokerCacheProperties cache = new BrokerCacheProperties();

	@NestedConfigurationProperty
	private final BrokerLimitsProperties limits = new BrokerLimitsProperties();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getName() {
		return this.name;
	}

	public void setName(@Nullable String name) {
		this.name = name;
	}

	public List<String> getEndpoints() {
		return this.endpoints;
	}

	public void setEndpoints(List<String> endpoints) {
		this.endpoints = endpoints;
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

	public Dispatch getDispatch() {
		return this.dispatch;
	}

	public void setDispatch(Dispatch dispatch) {
		this.dispatch = dispatch;
	}

	public @Nullable String getDirectoryEndpoint() {
		return this.directoryEndpoint;
	}

	public void setDirectoryEndpoint(@Nullable String directoryEndpoint) {
		this.directoryEndpoint = directoryEndpoint;
	}

	public int getMaxAttempts() {
		return this.maxAttempts;
	}

	public void setMaxAttempts(int maxAttempts) {
		this.maxAttempts = maxAttempts;
	}

	public Duration getGracePeriod() {
		return this.gracePeriod;
	}

	public void setGracePeriod(Duration gracePeriod) {
		this.gracePeriod = gracePeriod;
	}

	public BrokerHealthProperties getHealth() {
		return this.health;
	}

	public BrokerCacheProperties getCache() {
		return this.cache;
	}

	public BrokerLimitsProperties getLimits() {
		return this.limits;
	}

}
