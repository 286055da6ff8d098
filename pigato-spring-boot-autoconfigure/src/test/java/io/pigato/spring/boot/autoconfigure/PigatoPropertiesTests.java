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
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.pigato.broker.BrokerLimits;
import io.pigato.broker.PigatoBroker;
import io.pigato.broker.ReplyCacheOptions;
import io.pigato.client.PigatoClient;
import io.pigato.spring.PigatoWorkerRegistry;
import io.pigato.spring.WorkerEndpoint;
import io.pigato.worker.ServiceWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PigatoProperties}: their defaults, and what is said of bad values.
 */
class PigatoPropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class))
		.withPropertyValues("pigato.broker.enabled=true", "pigato.broker.endpoints=inproc://" + UUID.randomUUID());

	@Test
	void limitsAndCacheHaveTheDefaultsOfTheCore() {
		BrokerProperties broker = new PigatoProperties().getBroker();
		assertThat(BrokerConfiguration.limits(broker.getLimits())).isEqualTo(BrokerLimits.defaults());
		assertThat(BrokerConfiguration.cache(broker.getCache())).isEqualTo(ReplyCacheOptions.disabled());
	}

	@Test
	void brokerHasTheDefaultsOfTheCoreExceptItsGracePeriod() {
		this.runner.withPropertyValues("pigato.broker.name=B")
			.run((context) -> assertThat(context.getBean(PigatoBroker.class)).extracting("config.options")
				.usingRecursiveComparison()
				.ignoringFields("gracePeriod")
				.isEqualTo(options(PigatoBroker.builder().name("B").build(), "config.options")));
	}

	@Test
	void clientHasTheDefaultsOfTheCore() {
		this.runner.withPropertyValues("pigato.client.prefix=C", "pigato.endpoints=tcp://localhost:55555")
			.run((context) -> assertThat(context.getBean(PigatoClient.class)).extracting("lifecycle.options")
				.usingRecursiveComparison()
				.ignoringFields("codec", "endpoint")
				.isEqualTo(options(PigatoClient.builder().prefix("C").build(), "lifecycle.options")));
	}

	@Test
	void brokerIsWhereTheCoreLooksForIt() {
		ServiceWorker core = ServiceWorker.builder("echo", (request, reply) -> reply.end()).build();
		WorkerEndpoint endpoint = new WorkerEndpoint("id", "echo", (request, reply) -> reply.end(), null, false,
				"test");
		this.runner.withPropertyValues("pigato.broker.enabled=false").run((context) -> {
			assertThat(context.getBean(PigatoClient.class).endpoint())
				.isEqualTo(PigatoClient.builder().build().endpoint());
			assertThat(context.getBean(PigatoWorkerRegistry.class).register(endpoint).getWorker())
				.hasToString(core.toString());
		});
	}

	@Test
	void workerHasTheDefaultsOfTheCoreExceptItsGracePeriod() {
		WorkerEndpoint endpoint = new WorkerEndpoint("id", "echo", (request, reply) -> reply.end(), null, false,
				"test");
		ServiceWorker core = ServiceWorker.builder("echo", endpoint.handler()).prefix("W").build();
		this.runner.withPropertyValues("pigato.worker.prefix=W", "pigato.endpoints=tcp://localhost:55555")
			.run((context) -> assertThat(context.getBean(PigatoWorkerRegistry.class).register(endpoint).getWorker())
				.extracting("lifecycle.settings")
				.usingRecursiveComparison()
				.ignoringFields("codec", "gracePeriod", "endpoint", "handler")
				.isEqualTo(options(core, "lifecycle.settings")));
	}

	@Test
	void gracePeriodsAreShorterThanTheTimeoutOfAShutdownPhase() {
		PigatoProperties properties = new PigatoProperties();
		assertThat(properties.getWorker().getGracePeriod()).isLessThan(Duration.ofSeconds(30));
		assertThat(properties.getBroker().getGracePeriod()).isLessThan(Duration.ofSeconds(30));
	}

	@ParameterizedTest
	@CsvSource({ "pigato.endpoints, localhost:55555", "pigato.endpoints, tcp://localhost",
			"pigato.endpoints, 'tcp://a:1,tcp://b:2'", "pigato.endpoints, udp://localhost:55555",
			"pigato.transport, carrier-pigeon", "pigato.client.prefix, ' '", "pigato.client.heartbeat-interval, 0",
			"pigato.client.heartbeat-liveness, 0", "pigato.client.reconnect-delay, -1s", "pigato.client.timeout, 0s",
			"pigato.client.max-pending-requests, 0", "pigato.client.buffer-size, -1", "pigato.client.buffer-bytes, 0",
			"pigato.client.buffer-bytes, 3GB", "pigato.client.startup-timeout, 0",
			"pigato.clients.billing.endpoints, localhost:1", "pigato.clients.billing.endpoints, 'tcp://a:1,tcp://b:2'",
			"pigato.clients.billing.endpoints, ''", "pigato.clients.billing.transport, carrier-pigeon",
			"pigato.clients.billing.prefix, ' '", "pigato.clients.billing.heartbeat-interval, 0",
			"pigato.clients.billing.heartbeat-liveness, 0", "pigato.clients.billing.reconnect-delay, -1s",
			"pigato.clients.billing.timeout, 0s", "pigato.clients.billing.max-pending-requests, 0",
			"pigato.clients.billing.buffer-size, -1", "pigato.clients.billing.buffer-bytes, 0",
			"pigato.clients.billing.buffer-bytes, 3GB", "pigato.clients.billing.startup-timeout, -1s",
			"pigato.exchange.orders.timeout, 0s", "pigato.exchange.orders.deadline, -1s", "pigato.worker.prefix, ' '",
			"pigato.worker.heartbeat-interval, -2s", "pigato.worker.heartbeat-liveness, 0",
			"pigato.worker.reconnect-delay, 0", "pigato.worker.concurrency, -2", "pigato.worker.grace-period, -1s",
			"pigato.broker.health.interval, 0", "pigato.broker.health.timeout, -1s", "pigato.broker.name, ' '",
			"pigato.broker.endpoints, tcp://127.0.0.1:66666", "pigato.broker.endpoints, nonsense",
			"pigato.broker.endpoints, ''", "pigato.broker.heartbeat-interval, 0", "pigato.broker.heartbeat-liveness, 0",
			"pigato.broker.directory-endpoint, nonsense", "pigato.broker.max-attempts, 0",
			"pigato.broker.grace-period, -1s", "pigato.broker.cache.max-entries, 0",
			"pigato.broker.cache.max-bytes, -1", "pigato.broker.limits.max-frame-size, -1",
			"pigato.broker.limits.max-frame-size, 3GB", "pigato.broker.limits.max-message-size, 0",
			"pigato.broker.limits.max-frames, -1", "pigato.broker.limits.max-options-size, -1",
			"pigato.broker.limits.max-service-name-length, -1", "pigato.broker.limits.max-peers, 0",
			"pigato.broker.limits.max-clients, -1", "pigato.broker.limits.max-workers, -1",
			"pigato.broker.limits.max-services, -1", "pigato.broker.limits.max-unknown-services, -1",
			"pigato.broker.limits.max-requests-per-client, -1", "pigato.broker.limits.max-queued-per-service, -1",
			"pigato.broker.limits.max-queued, -1", "pigato.broker.limits.max-pending-bytes, -1",
			"pigato.broker.limits.max-outbound-messages, -1", "pigato.broker.limits.max-outbound-bytes, -1",
			"pigato.broker.limits.max-reader-pause, 0" })
	void valueThatCantBeUsedIsRefusedByTheNameOfItsProperty(String property, String value) {
		this.runner
			.withPropertyValues("pigato.clients.billing.endpoints=inproc://billing",
					"pigato.clients.billing.required-at-startup=true", property + "=" + value)
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(propertyOf(context.getStartupFailure())).isEqualTo(property);
			});
	}

	private static Object options(Object owner, String path) {
		return assertThat(owner).extracting(path).actual();
	}

	private static String propertyOf(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof InvalidPigatoPropertyException invalid) {
				return invalid.property();
			}
		}
		throw new AssertionError("No property is named", failure);
	}

}
