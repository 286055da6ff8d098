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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Properties of PIGATO.
 */
@ConfigurationProperties("pigato")
public class PigatoProperties {

	/**
	 * Whether to enable the auto-configuration of PIGATO.
	 */
	private boolean enabled = true;

	/**
	 * Where the broker is: one endpoint, like tcp://localhost:55555. By default that of
	 * the broker in this application, if there is one.
	 */
	private List<String> endpoints = new ArrayList<>();

	/**
	 * Name of the transport; by default the one that suits the endpoints.
	 */
	private @Nullable String transport;

	@NestedConfigurationProperty
	private final ClientProperties client = new ClientProperties();

	/**
	 * Clients of other brokers by their names, each with endpoints and whatever is other
	 * than for pigato.client. Client 'billing' is injected with @Qualifier("billing").
	 */
	private final Map<String, NamedClientProperties> clients = new LinkedHashMap<>();

	/**
	 * Settings of groups of @PigatoExchange interfaces by the names of the groups:
	 * client, timeout, deadline, retry, no-cache and fail-fast. They count before those
	 * of the annotations.
	 */
	private final Map<String, ExchangeGroupProperties> exchange = new LinkedHashMap<>();

	@NestedConfigurationProperty
	private final WorkerProperties worker = new WorkerProperties();

	@NestedConfigurationProperty
	private final BrokerProperties broker = new BrokerProperties();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

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

	public ClientProperties getClient() {
		return this.client;
	}

	public Map<String, NamedClientProperties> getClients() {
		return this.clients;
	}

	public Map<String, ExchangeGroupProperties> getExchange() {
		return this.exchange;
	}

	public WorkerProperties getWorker() {
		return this.worker;
	}

	public BrokerProperties getBroker() {
		return this.broker;
	}

}
