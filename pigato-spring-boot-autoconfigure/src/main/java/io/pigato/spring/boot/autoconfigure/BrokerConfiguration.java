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
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

import io.pigato.broker.BrokerLimits;
import io.pigato.broker.BrokerListener;
import io.pigato.broker.CoreService;
import io.pigato.broker.PigatoBroker;
import io.pigato.broker.ReplyCacheOptions;
import io.pigato.spring.PigatoBrokerLifecycle;
import io.pigato.transport.Endpoint;

/**
 * The broker in the application, and its life.
 */
@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {

	static final String ENDPOINTS = "pigato.broker.endpoints";

	static final String DIRECTORY_ENDPOINT = "pigato.broker.directory-endpoint";

	@Bean(destroyMethod = "")
	@ConditionalOnBooleanProperty("pigato.broker.enabled")
	@ConditionalOnMissingBean
	PigatoBroker pigatoBroker(PigatoProperties properties, ObjectProvider<CoreService> coreServices,
			ObjectProvider<BrokerListener> listeners, ObjectProvider<PigatoBrokerCustomizer> customizers) {
		BrokerProperties broker = properties.getBroker();
		broker.getHealth().check();
		PigatoBroker.Builder builder = PigatoBroker.builder();
		endpoints(properties).forEach(builder::endpoint);
		PropertyMapper map = PropertyMapper.get();
		map.from(properties::getTransport).to(builder::transport);
		map.from(broker::getName).to(builder::name);
		map.from(broker::getDirectoryEndpoint)
			.as((text) -> Checks.endpoint(DIRECTORY_ENDPOINT, text))
			.to(builder::directoryEndpoint);
		builder.heartbeatInterval(broker.getHeartbeatInterval())
			.heartbeatLiveness(broker.getHeartbeatLiveness())
			.dispatch(broker.getDispatch())
			.maxAttempts(broker.getMaxAttempts())
			.gracePeriod(broker.getGracePeriod())
			.limits(limits(broker.getLimits()))
			.cache(cache(broker.getCache()));
		coreServices.orderedStream().forEach(builder::coreService);
		listeners.orderedStream().forEach(builder::listener);
		// what customizers do wrong is no fault of the properties
		Checks.build("pigato.broker", builder::build);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	/**
	 * Return where to bind, at least one endpoint.
	 */
	static List<Endpoint> endpoints(PigatoProperties properties) {
		List<Endpoint> endpoints = new ArrayList<>();
		properties.getBroker().getEndpoints().forEach((text) -> endpoints.add(Checks.endpoint(ENDPOINTS, text)));
		if (endpoints.isEmpty()) {
			throw new InvalidPigatoPropertyException(ENDPOINTS, "it names no endpoint", null);
		}
		Checks.transport(properties.getTransport(), "pigato.transport", ENDPOINTS, endpoints);
		return endpoints;
	}

	static BrokerLimits limits(BrokerLimitsProperties limits) {
		return Checks.build("pigato.broker.limits", () -> {
			BrokerLimits.Builder builder = BrokerLimits.builder()
				.maxFrameSize(Checks.toInt("pigato.broker.limits.max-frame-size", limits.getMaxFrameSize()))
				.maxMessageSize(Checks.toInt("pigato.broker.limits.max-message-size", limits.getMaxMessageSize()))
				.maxFrames(limits.getMaxFrames())
				.maxOptionsSize(Checks.toInt("pigato.broker.limits.max-options-size", limits.getMaxOptionsSize()))
				.maxServiceNameLength(limits.getMaxServiceNameLength())
				.maxPeers(limits.getMaxPeers())
				.maxPeersPerAddress(limits.getMaxPeersPerAddress())
				.maxHandshakes(limits.getMaxHandshakes())
				.maxClients(limits.getMaxClients())
				.maxWorkers(limits.getMaxWorkers())
				.maxServices(limits.getMaxServices())
				.maxUnknownServices(limits.getMaxUnknownServices())
				.maxRequestsPerClient(limits.getMaxRequestsPerClient())
				.maxQueuedPerService(limits.getMaxQueuedPerService())
				.maxQueued(limits.getMaxQueued())
				.maxOutboundMessages(limits.getMaxOutboundMessages())
				.maxOutboundBytes(limits.getMaxOutboundBytes().toBytes())
				.maxReaderPause(limits.getMaxReaderPause());
			if (limits.getMaxPendingBytes() != null) {
				builder.maxPendingBytes(limits.getMaxPendingBytes().toBytes());
			}
			return builder.build();
		});
	}

	static ReplyCacheOptions cache(BrokerCacheProperties cache) {
		return Checks.build("pigato.broker.cache",
				() -> new ReplyCacheOptions(cache.isEnabled(), cache.getMaxEntries(), cache.getMaxBytes().toBytes()));
	}

	@Bean
	@ConditionalOnSingleCandidate(PigatoBroker.class)
	@ConditionalOnMissingBean
	PigatoBrokerLifecycle pigatoBrokerLifecycle(PigatoBroker broker, ApplicationEventPublisher events) {
		return new PigatoBrokerLifecycle(broker, events);
	}

	@Bean
	@ConditionalOnSingleCandidate(PigatoBroker.class)
	BrokerPortPublisher pigatoBrokerPortPublisher(ConfigurableEnvironment environment) {
		return new BrokerPortPublisher(environment);
	}

}
