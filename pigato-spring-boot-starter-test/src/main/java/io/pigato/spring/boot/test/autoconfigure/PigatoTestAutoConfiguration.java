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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.pigato.broker.PigatoBroker;
import io.pigato.json.PayloadCodec;
import io.pigato.spring.PigatoWorkerRegistry;
import io.pigato.spring.boot.autoconfigure.PigatoAutoConfiguration;
import io.pigato.spring.boot.test.PigatoRecorder;
import io.pigato.spring.boot.test.PigatoStubs;
import io.pigato.transport.Endpoint;

/**
 * Auto-configuration for what tests look at and answer with.
 */
@AutoConfiguration(after = PigatoAutoConfiguration.class)
@ConditionalOnBean({ PayloadCodec.class, PigatoBroker.class })
final class PigatoTestAutoConfiguration {

	@Bean
	@Primary
	@Order(Ordered.LOWEST_PRECEDENCE)
	TestBrokerConnection pigatoTestBrokerConnection(PigatoBroker broker,
			@Value("${" + TestBroker.ENDPOINTS + "}") String endpoint) {
		return new TestBrokerConnection(broker, Endpoint.parse(endpoint));
	}

	@Bean
	static RecorderPostProcessor pigatoRecorderPostProcessor(ObjectProvider<PigatoRecorder> recorder) {
		return new RecorderPostProcessor(recorder);
	}

	@Bean
	@ConditionalOnMissingBean
	PigatoRecorder pigatoRecorder(PayloadCodec codec) {
		return new PigatoRecorder(codec);
	}

	@Bean
	@ConditionalOnMissingBean
	PigatoStubs pigatoStubs(PigatoBroker broker, PigatoRecorder recorder,
			ObjectProvider<PigatoWorkerRegistry> workers) {
		return new PigatoStubs(broker, recorder, workers.getIfAvailable());
	}

}
