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
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;

import io.pigato.client.PigatoClient;
import io.pigato.client.RequestInterceptor;
import io.pigato.json.PayloadCodec;
import io.pigato.spring.PigatoClientLifecycle;
import io.pigato.spring.exchange.PigatoExchangeGroupProvider;

/**
 * The clients, and the life of all of them.
 */
@Configuration(proxyBeanMethods = false)
@Import(NamedClients.class)
class ClientConfiguration {

	@Bean(NamedClients.FACTORY)
	ClientFactory pigatoClientFactory(PigatoProperties properties, BrokerAddress address, PayloadCodec codec,
			ObjectProvider<RequestInterceptor> interceptors, ObjectProvider<PigatoClientCustomizer> customizers) {
		return new ClientFactory(properties, address, codec, interceptors.orderedStream().toList(),
				customizers.orderedStream().toList());
	}

	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnMissingBean
	PigatoClient.Builder pigatoClientBuilder(ClientFactory factory) {
		return factory.newBuilder();
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "pigato.client.enabled", matchIfMissing = true)
	@ConditionalOnMissingBean
	PigatoClient pigatoClient(PigatoClient.Builder builder) {
		return builder.build();
	}

	@Bean
	@ConditionalOnMissingBean
	PigatoExchangeGroupProvider pigatoExchangeGroupProvider(PigatoProperties properties) {
		return new PropertiesExchangeGroupProvider(properties.getExchange());
	}

	@Bean
	@ConditionalOnMissingBean
	PigatoClientLifecycle pigatoClientLifecycle(ListableBeanFactory beans, ClientFactory factory,
			PigatoProperties properties) {
		// all of them, even those that are only injected by their names
		Map<String, PigatoClient> clients = beans.getBeansOfType(PigatoClient.class, false, true);
		Map<String, String> names = new LinkedHashMap<>();
		properties.getClients().keySet().forEach((name) -> names.put(NamedClients.beanName(name), name));
		Map<PigatoClient, Duration> required = new LinkedHashMap<>();
		clients.forEach((beanName, client) -> {
			@Nullable Duration timeout = factory.startupTimeout(names.get(beanName));
			if (timeout != null) {
				required.put(client, timeout);
			}
		});
		return new PigatoClientLifecycle(clients.values(), required);
	}

}
