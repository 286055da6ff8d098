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

import java.util.List;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.core.task.VirtualThreadTaskExecutor;

import io.pigato.json.PayloadCodec;
import io.pigato.spring.ServiceWorkerFactory;
import io.pigato.spring.WorkerEndpoint;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceWorker;

/**
 * Makes workers with the settings of {@code pigato.worker}.
 */
final class PropertiesServiceWorkerFactory implements ServiceWorkerFactory {

	private final WorkerProperties properties;

	private final BrokerAddress address;

	private final PayloadCodec codec;

	private final boolean virtualThreads;

	private final @Nullable Executor replyExecutor;

	private final List<ServiceWorkerCustomizer> customizers;

	/**
	 * Create a factory.
	 * @param virtualThreads whether handlers run on virtual threads
	 */
	PropertiesServiceWorkerFactory(WorkerProperties properties, BrokerAddress address, PayloadCodec codec,
			boolean virtualThreads, List<ServiceWorkerCustomizer> customizers) {
		this.properties = properties;
		this.address = address;
		this.codec = codec;
		this.virtualThreads = virtualThreads;
		this.replyExecutor = virtualThreads ? new VirtualThreadTaskExecutor("pigato-reply-") : null;
		this.customizers = List.copyOf(customizers);
		// what is wrong in the properties is no fault of the first worker
		Checks.build("pigato.worker", () -> builder("check", (request, reply) -> reply.end()).build());
	}

	@Override
	public ServiceWorker createWorker(WorkerEndpoint endpoint) {
		ServiceWorker.Builder builder = builder(endpoint.service(), endpoint.handler());
		if (endpoint.concurrency() != null) {
			builder.concurrency(endpoint.concurrency());
		}
		builder.handleOnLoop(endpoint.handleOnLoop());
		if (endpoint.executor() != null) {
			builder.executor(endpoint.executor());
		}
		else if (this.virtualThreads) {
			builder.executor(new VirtualThreadTaskExecutor("pigato-worker-" + endpoint.service() + "-"));
		}
		this.customizers.forEach((customizer) -> customizer.customize(endpoint, builder));
		return builder.build();
	}

	private ServiceWorker.Builder builder(String service, RequestHandler handler) {
		ServiceWorker.Builder builder = ServiceWorker.builder(service, handler)
			.endpoint(this.address.endpoint())
			.heartbeatInterval(this.properties.getHeartbeatInterval())
			.heartbeatLiveness(this.properties.getHeartbeatLiveness())
			.reconnectDelay(this.properties.getReconnectDelay())
			.concurrency(this.properties.getConcurrency())
			.gracePeriod(this.properties.getGracePeriod())
			.exposeErrors(this.properties.isExposeErrors())
			.codec(this.codec);
		PropertyMapper map = PropertyMapper.get();
		map.from(this.address::transport).to(builder::transport);
		map.from(this.properties::getPrefix).to(builder::prefix);
		return builder;
	}

	@Override
	public boolean exposesErrors() {
		return this.properties.isExposeErrors();
	}

	@Override
	public @Nullable Executor replyExecutor() {
		return this.replyExecutor;
	}

}
