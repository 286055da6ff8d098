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

package io.pigato.spring.boot.test.autoconfigure;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Where the broker of a test is. Sets the properties that say so, before all others.
 */
enum TestBroker implements ContextCustomizer {

	/** In the JVM, by a name that no other context has. */
	MEMORY {

		@Override
		void addTo(Map<String, Object> properties) {
			String endpoint = "inproc://pigato-test-" + UUID.randomUUID();
			properties.put("pigato.transport", "memory");
			properties.put(ENDPOINTS, endpoint);
			properties.put(DIRECTORY_ENDPOINT, endpoint + "-directory");
		}

	},

	/** On a free port. */
	TCP {

		@Override
		void addTo(Map<String, Object> properties) {
			properties.put("pigato.transport", "netty");
			properties.put(ENDPOINTS, "tcp://127.0.0.1:0");
			properties.put(DIRECTORY_ENDPOINT, "tcp://127.0.0.1:0");
		}

	};

	static final String ENDPOINTS = "pigato.broker.endpoints";

	private static final String SOURCE = "pigatoTestBroker";

	private static final String DIRECTORY_ENDPOINT = "pigato.broker.directory-endpoint";

	abstract void addTo(Map<String, Object> properties);

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		ConfigurableEnvironment environment = context.getEnvironment();
		Map<String, Object> properties = new HashMap<>();
		addTo(properties);
		properties.put("pigato.broker.enabled", "true");
		// nowhere else than at the broker of the application
		properties.put("pigato.endpoints", "");
		if (!environment.containsProperty(DIRECTORY_ENDPOINT)) {
			properties.remove(DIRECTORY_ENDPOINT);
		}
		environment.getPropertySources().addFirst(new MapPropertySource(SOURCE, properties));
	}

}
