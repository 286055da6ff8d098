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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.pigato.client.PigatoClient;
import io.pigato.json.PayloadCodec;
import io.pigato.spring.PigatoClientLifecycle;

/**
 * The client, and the life of all clients.
 */
@Configuration(proxyBeanMethods = false)
class ClientConfiguration {

	@Bean
	@ConditionalOnBooleanProperty(name = "pigato.client.enabled", matchIfMissing = true)
	@ConditionalOnMissingBean
	PigatoClient pigatoClient(PigatoProperties properties, BrokerAddress address, PayloadCodec codec) {
		PigatoProperties.Client client = properties.getClient();
		PigatoClient.Builder builder = PigatoClient.builder()
			.endpoint(address.endpoint())
			.transport(address.transport())
			.heartbeatInterval(client.getHeartbeatInterval())
			.heartbeatLiveness(client.getHeartbeatLiveness())
			.reconnectDelay(client.getReconnectDelay())
			.timeout(client.getTimeout())
			.retry(client.isRetry())
			.maxPendingRequests(client.getMaxPendingRequests())
			.bufferSize(client.getBufferSize())
			.codec(codec);
		if (client.getPrefix() != null) {
			builder.prefix(client.getPrefix());
		}
		return Checks.build("pigato.client", builder::build);
	}

	@Bean
	@ConditionalOnBean(PigatoClient.class)
	@ConditionalOnMissingBean
	PigatoClientLifecycle pigatoClientLifecycle(ObjectProvider<PigatoClient> clients) {
		return new PigatoClientLifecycle(clients.orderedStream().toList());
	}

}
