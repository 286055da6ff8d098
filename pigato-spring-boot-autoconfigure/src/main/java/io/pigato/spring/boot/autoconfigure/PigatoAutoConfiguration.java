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
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.json.JacksonPayloadCodec;
import io.pigato.json.PayloadCodec;

/**
 * Auto-configuration for PIGATO: a client, workers made of what is annotated with
 * {@link io.pigato.spring.PigatoWorker}, and, if asked for, a broker.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnClass(PigatoClient.class)
@ConditionalOnBooleanProperty(name = "pigato.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PigatoProperties.class)
@Import({ BrokerConfiguration.class, ClientConfiguration.class, ReactiveClientConfiguration.class,
		WorkerConfiguration.class })
public final class PigatoAutoConfiguration {

	PigatoAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	PayloadCodec pigatoPayloadCodec(ObjectProvider<JsonMapper> mapper) {
		JsonMapper unique = mapper.getIfUnique();
		return (unique != null) ? new JacksonPayloadCodec(unique) : new JacksonPayloadCodec();
	}

	@Bean
	@ConditionalOnMissingBean
	PigatoConnectionDetails pigatoConnectionDetails(PigatoProperties properties, ObjectProvider<PigatoBroker> broker) {
		return new PropertiesConnectionDetails(properties, broker.getIfUnique());
	}

	@Bean
	BrokerAddress pigatoBrokerAddress(PigatoConnectionDetails details) {
		return BrokerAddress.of(details);
	}

}
