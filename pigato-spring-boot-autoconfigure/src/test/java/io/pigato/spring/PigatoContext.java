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

package io.pigato.spring;

import java.util.UUID;
import java.util.function.Consumer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.env.Environment;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.worker.ServiceWorker;

/**
 * An application context without Boot, with a broker in memory and a client.
 */
final class PigatoContext implements AutoCloseable {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private PigatoContext() {
		this.context.register(PigatoConfiguration.class);
	}

	/**
	 * Start a context with beans of the given classes.
	 */
	static PigatoContext with(Class<?>... beans) {
		return with((context) -> context.register(beans));
	}

	/**
	 * Start a context.
	 */
	static PigatoContext with(Consumer<AnnotationConfigApplicationContext> setup) {
		PigatoContext started = new PigatoContext();
		setup.accept(started.context);
		started.context.refresh();
		return started;
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	PigatoClient client() {
		return this.context.getBean(PigatoClient.class);
	}

	PigatoBroker broker() {
		return this.context.getBean(PigatoBroker.class);
	}

	PigatoWorkerRegistry registry() {
		return this.context.getBean(PigatoWorkerRegistry.class);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	static class PigatoConfiguration {

		private final String endpoint = "inproc://" + UUID.randomUUID();

		@Bean
		PigatoBroker broker() {
			return PigatoBroker.builder().endpoint(this.endpoint).build();
		}

		@Bean
		PigatoBrokerLifecycle brokerLifecycle(PigatoBroker broker, ConfigurableApplicationContext context) {
			return new PigatoBrokerLifecycle(broker, context);
		}

		@Bean
		PigatoClient client() {
			return PigatoClient.builder().endpoint(this.endpoint).build();
		}

		@Bean
		PigatoClientLifecycle clientLifecycle(ObjectProvider<PigatoClient> clients) {
			return new PigatoClientLifecycle(clients.stream().toList());
		}

		@Bean
		PigatoWorkerRegistry registry(ConfigurableApplicationContext context, Environment environment) {
			return new PigatoWorkerRegistry(context, new TestWorkerFactory(this.endpoint,
					environment.getProperty("expose-errors", Boolean.class, false)));
		}

		@Bean
		static PropertySourcesPlaceholderConfigurer placeholders() {
			return new PropertySourcesPlaceholderConfigurer();
		}

		@Bean
		static PigatoWorkerAnnotationBeanPostProcessor postProcessor() {
			return new PigatoWorkerAnnotationBeanPostProcessor();
		}

	}

	private record TestWorkerFactory(String endpoint, boolean exposesErrors) implements ServiceWorkerFactory {

		@Override
		public ServiceWorker createWorker(WorkerEndpoint worker) {
			ServiceWorker.Builder builder = ServiceWorker.builder(worker.service(), worker.handler())
				.endpoint(this.endpoint)
				.exposeErrors(this.exposesErrors);
			builder.handleOnLoop(worker.handleOnLoop());
			if (worker.executor() != null) {
				builder.executor(worker.executor());
			}
			if (worker.concurrency() != null) {
				builder.concurrency(worker.concurrency());
			}
			return builder.build();
		}

	}

}
