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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

import io.pigato.broker.PigatoBroker;
import io.pigato.spring.PigatoBrokerStartedEvent;
import io.pigato.transport.Endpoint;

/**
 * Tells the environment where the broker is bound, as Boot does for web servers:
 * {@code local.pigato.broker.endpoint}, {@code local.pigato.broker.port} and
 * {@code local.pigato.broker.directory-endpoint}.
 */
final class BrokerPortPublisher implements ApplicationListener<PigatoBrokerStartedEvent> {

	private static final String PREFIX = "local.pigato.broker.";

	/** The one that Boot has for the ports of web servers. */
	private static final String SOURCE = "server.ports";

	private final ConfigurableEnvironment environment;

	BrokerPortPublisher(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	@Override
	public void onApplicationEvent(PigatoBrokerStartedEvent event) {
		PigatoBroker broker = event.getBroker();
		Map<String, Object> values = values();
		Endpoint endpoint = broker.endpoints().get(0).connectable();
		values.put(PREFIX + "endpoint", endpoint.toString());
		if (endpoint.port() >= 0) {
			values.put(PREFIX + "port", endpoint.port());
		}
		Endpoint directory = broker.directoryEndpoint();
		if (directory != null) {
			values.put(PREFIX + "directory-endpoint", directory.connectable().toString());
		}
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> values() {
		MutablePropertySources sources = this.environment.getPropertySources();
		@Nullable PropertySource<?> source = sources.get(SOURCE);
		if (source == null) {
			source = new MapPropertySource(SOURCE, new LinkedHashMap<>());
			sources.addFirst(source);
		}
		return (Map<String, Object>) source.getSource();
	}

}
