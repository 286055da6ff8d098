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

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.spring.exchange.ImportPigatoClients;
import io.pigato.spring.exchange.PigatoExchange;
import io.pigato.worker.ServiceWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for clients in an application context that was processed ahead of time.
 */
class ClientAotTests {

	private final String inproc = "inproc://" + UUID.randomUUID();

	private final TestPropertyValues properties = TestPropertyValues.of(
			"pigato.clients.billing.endpoints=" + this.inproc, "pigato.client.enabled=true",
			"pigato.endpoints=" + this.inproc + "-other", "pigato.exchange.orders.client=billing");

	@Test
	void clientsAreThoseOfAContextThatWasNotProcessed(@TempDir Path directory) {
		AnnotationConfigApplicationContext processed = new AnnotationConfigApplicationContext();
		this.properties.applyTo(processed);
		processed.register(OrdersConfiguration.class);
		GeneratedContext generated = new GeneratedContext(processed, ClientAotTests.class, directory);
		assertHints(generated.hints());
		try (PigatoBroker broker = PigatoBroker.builder().endpoint(this.inproc).build();
				ServiceWorker worker = ServiceWorker
					.builder("orders.create", (request, reply) -> reply.end(request.json()))
					.endpoint(this.inproc)
					.build();
				GenericApplicationContext context = new GenericApplicationContext()) {
			broker.start();
			worker.start();
			this.properties.applyTo(context);
			generated.initialize(context);
			context.refresh();
			assertThat(context.getBean(Orders.class).create(List.of(new Item("a"))).join())
				.isEqualTo(new Order(List.of(new Item("a"))));
			assertThat(context.getBeanNamesForType(Orders.class)).hasSize(1);
			PigatoClient billing = BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(),
					PigatoClient.class, "billing");
			assertThat(billing.statistics().requests()).isEqualTo(1);
			assertThat(context.getBean(PigatoClient.class)).isSameAs(context.getBean("pigatoClient"))
				.isNotSameAs(billing);
		}
	}

	private void assertHints(RuntimeHints hints) {
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Orders.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Orders.class, "create")).accepts(hints);
		for (Class<?> type : List.of(Order.class, Item.class)) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(type)
				.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).as(type.getName()).accepts(hints);
		}
	}

	record Item(String name) {

	}

	record Order(List<Item> items) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Order {
		}

	}

	@PigatoExchange("orders.*")
	interface Orders {

		@PigatoExchange("create")
		CompletableFuture<Order> create(List<Item> items);

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(PigatoAutoConfiguration.class)
	@ImportPigatoClients(types = Orders.class, group = "orders")
	static class OrdersConfiguration {

	}

}
