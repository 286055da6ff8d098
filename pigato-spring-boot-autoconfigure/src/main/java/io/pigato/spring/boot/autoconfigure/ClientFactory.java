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
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.PropertyMapper;

import io.pigato.client.PigatoClient;
import io.pigato.client.RequestInterceptor;
import io.pigato.json.PayloadCodec;
import io.pigato.transport.Endpoint;

/**
 * Makes clients of properties: the one of {@code pigato.client}, and those of
 * {@code pigato.clients}, for which the former has the defaults.
 */
final class ClientFactory {

	private static final String DEFAULTS = "pigato.client";

	private final PigatoProperties properties;

	private final BrokerAddress address;

	private final PayloadCodec codec;

	private final List<RequestInterceptor> interceptors;

	private final List<PigatoClientCustomizer> customizers;

	ClientFactory(PigatoProperties properties, BrokerAddress address, PayloadCodec codec,
			List<RequestInterceptor> interceptors, List<PigatoClientCustomizer> customizers) {
		this.properties = properties;
		this.address = address;
		this.codec = codec;
		this.interceptors = List.copyOf(interceptors);
		this.customizers = List.copyOf(customizers);
		// what is wrong in the defaults is no fault of a client that has them
		Checks.build(DEFAULTS, () -> newDefaultBuilder().build());
		startupTimeout();
	}

	/**
	 * Return a builder of clients of the application's broker.
	 */
	PigatoClient.Builder newBuilder() {
		PigatoClient.Builder builder = newDefaultBuilder().endpoint(this.address.endpoint());
		PropertyMapper.get().from(this.address::transport).to(builder::transport);
		this.customizers.forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	/**
	 * Create a client of another broker.
	 */
	PigatoClient createNamedClient(String name) {
		String prefix = NamedClients.property(name);
		NamedClientProperties client = properties(name);
		PigatoClient.Builder builder = newDefaultBuilder();
		String endpoints = prefix + ".endpoints";
		Endpoint endpoint = Checks.singleEndpoint(endpoints, client.getEndpoints());
		if (endpoint == null) {
			throw new InvalidPigatoPropertyException(endpoints, "it names no endpoint", null);
		}
		Checks.transport(client.getTransport(), prefix + ".transport", endpoints, List.of(endpoint));
		builder.endpoint(endpoint);
		PropertyMapper map = PropertyMapper.get();
		map.from(client::getTransport).to(builder::transport);
		map.from(client::getPrefix).to(builder::prefix);
		map.from(client::getHeartbeatInterval).to(builder::heartbeatInterval);
		map.from(client::getHeartbeatLiveness).to(builder::heartbeatLiveness);
		map.from(client::getReconnectDelay).to(builder::reconnectDelay);
		map.from(client::getTimeout).to(builder::timeout);
		map.from(client::getRetry).to(builder::retry);
		map.from(client::getMaxPendingRequests).to(builder::maxPendingRequests);
		map.from(client::getBufferSize).to(builder::bufferSize);
		map.from(client::getBufferBytes)
			.as((size) -> Checks.toInt(prefix + ".buffer-bytes", size))
			.to(builder::bufferBytes);
		// what customizers do wrong is no fault of the properties
		Checks.build(prefix, builder::build);
		this.customizers.forEach((customizer) -> customizer.customize(name, builder));
		return builder.build();
	}

	private PigatoClient.Builder newDefaultBuilder() {
		ClientProperties client = this.properties.getClient();
		PigatoClient.Builder builder = PigatoClient.builder()
			.heartbeatInterval(client.getHeartbeatInterval())
			.heartbeatLiveness(client.getHeartbeatLiveness())
			.reconnectDelay(client.getReconnectDelay())
			.timeout(client.getTimeout())
			.retry(client.isRetry())
			.maxPendingRequests(client.getMaxPendingRequests())
			.bufferSize(client.getBufferSize())
			.bufferBytes(Checks.toInt("pigato.client.buffer-bytes", client.getBufferBytes()))
			.codec(this.codec);
		PropertyMapper.get().from(client::getPrefix).to(builder::prefix);
		this.interceptors.forEach(builder::interceptor);
		return builder;
	}

	/**
	 * Return how long the start waits for the broker of a client.
	 * @param name the name of a client of {@code pigato.clients}, {@code null} for any
	 * other
	 * @return the time, {@code null} if the broker is not required
	 */
	@Nullable Duration startupTimeout(@Nullable String name) {
		ClientProperties defaults = this.properties.getClient();
		NamedClientProperties client = (name != null) ? properties(name) : new NamedClientProperties();
		Boolean required = client.getRequiredAtStartup();
		if (!((required != null) ? required : defaults.isRequiredAtStartup())) {
			return null;
		}
		Duration timeout = client.getStartupTimeout();
		return (timeout != null && name != null)
				? Checks.positive(NamedClients.property(name) + ".startup-timeout", timeout) : startupTimeout();
	}

	private Duration startupTimeout() {
		return Checks.positive(DEFAULTS + ".startup-timeout", this.properties.getClient().getStartupTimeout());
	}

	private NamedClientProperties properties(String name) {
		return this.properties.getClients().getOrDefault(name, new NamedClientProperties());
	}

}
