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
import java.util.Map;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.pigato.client.PigatoClient;
import io.pigato.spring.PigatoWorker;
import io.pigato.spring.exchange.ImportPigatoClients;
import io.pigato.spring.exchange.PigatoCallOptions;
import io.pigato.spring.exchange.PigatoExchange;
import io.pigato.spring.exchange.PigatoExchangeGroup;
import io.pigato.spring.exchange.PigatoExchangeGroupProvider;
import io.pigato.worker.PigatoRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code @PigatoExchange} interfaces with Boot: their properties by group.
 */
class ExchangeConfigurationTests {

	private final String inproc = "inproc://" + UUID.randomUUID();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class))
		.withUserConfiguration(OrdersConfiguration.class)
		.withPropertyValues("pigato.broker.enabled=true", "pigato.broker.endpoints=" + this.inproc);

	@Test
	void interfaceIsAClientOfTheOnlyBroker() {
		this.runner.run((context) -> assertThat(context.getBean(Orders.class).seen()).containsEntry("timeout", 50_000)
			.containsEntry("retry", 0));
	}

	@Test
	void propertiesOfTheGroupCountBeforeAnnotations() {
		this.runner
			.withPropertyValues("pigato.exchange.orders.timeout=70s", "pigato.exchange.orders.deadline=80s",
					"pigato.exchange.orders.retry=true", "pigato.exchange.orders.no-cache=true",
					"pigato.exchange.orders.fail-fast=true", "pigato.exchange.others.timeout=9s")
			.run((context) -> {
				PigatoClient client = context.getBean(PigatoClient.class);
				Awaitility.await()
					.atMost(Duration.ofSeconds(60))
					.until(() -> client.call("$dir", "seen", String[].class).length > 0);
				assertThat(context.getBean(Orders.class).seen()).containsEntry("timeout", 70_000)
					.containsEntry("deadline", 80_000)
					.containsEntry("retry", 1)
					.containsEntry("nocache", 1)
					.containsEntry("failFast", 1);
			});
	}

	@Test
	void propertyNamesTheClientOfTheGroup() {
		this.runner
			.withPropertyValues("pigato.clients.second.endpoints=" + this.inproc,
					"pigato.exchange.orders.client=second")
			.run((context) -> {
				context.getBean(Orders.class).seen();
				assertThat(context.getBean("secondPigatoClient", PigatoClient.class).statistics().requests())
					.isEqualTo(1);
				assertThat(context.getBean("pigatoClient", PigatoClient.class).statistics().requests()).isZero();
			});
	}

	@Test
	void ownProviderOfGroupsReplacesTheProperties() {
		this.runner.withPropertyValues("pigato.exchange.orders.timeout=70s")
			.withBean(PigatoExchangeGroupProvider.class,
					() -> (name) -> new PigatoExchangeGroup(null,
							PigatoCallOptions.none().withTimeout(Duration.ofSeconds(30))))
			.run((context) -> assertThat(context.getBean(Orders.class).seen()).containsEntry("timeout", 30_000));
	}

	@PigatoExchange(timeout = "50s")
	interface Orders {

		@PigatoExchange("seen")
		Map<String, Object> seen();

	}

	@Configuration(proxyBeanMethods = false)
	@ImportPigatoClients(types = Orders.class, group = "orders")
	static class OrdersConfiguration {

		@Bean
		SeenWorker seenWorker() {
			return new SeenWorker();
		}

	}

	static class SeenWorker {

		@PigatoWorker("seen")
		Map<String, Object> seen(PigatoRequest request) {
			return request.options().asMap();
		}

	}

}
