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
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.spring.PigatoBrokerUnavailableException;
import io.pigato.spring.PigatoClientLifecycle;
import io.pigato.spring.PigatoWorker;
import io.pigato.spring.PigatoWorkerRegistry;
import io.pigato.spring.ReactivePigatoClient;
import io.pigato.spring.WorkerEndpoint;
import io.pigato.transport.Endpoint;
import io.pigato.worker.ServiceWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientConfiguration}, connection details and customizers.
 */
class ClientConfigurationTests {

	private final String inproc = "inproc://" + UUID.randomUUID();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class));

	private final ApplicationContextRunner embedded = this.runner.withPropertyValues("pigato.broker.enabled=true",
			"pigato.broker.endpoints=" + this.inproc);

	private final ApplicationContextRunner named = this.runner.withPropertyValues("pigato.endpoints=" + this.inproc,
			"pigato.clients.billing.endpoints=" + this.inproc + "-billing",
			"pigato.clients.us-east.endpoints=tcp://127.0.0.1:1");

	// builder

	@Test
	void builderIsMadeAnewForEachUserWithWhatThePropertiesSay() {
		this.runner.withPropertyValues("pigato.endpoints=tcp://127.0.0.1:1", "pigato.client.timeout=3s")
			.run((context) -> {
				PigatoClient.Builder builder = context.getBean(PigatoClient.Builder.class);
				assertThat(builder).isNotSameAs(context.getBean(PigatoClient.Builder.class));
				PigatoClient own = builder.build();
				assertThat(own.endpoint()).isEqualTo(Endpoint.tcp("127.0.0.1", 1));
				assertThat(own).extracting("lifecycle.options.timeout").isEqualTo(Duration.ofSeconds(3));
			});
	}

	@Test
	void ownBuilderIsThatOfTheClient() {
		this.runner
			.withBean(PigatoClient.Builder.class, () -> PigatoClient.builder().endpoint("tcp://127.0.0.1:2"),
					(definition) -> definition.setScope("prototype"))
			.run((context) -> assertThat(context.getBean(PigatoClient.class).endpoint())
				.isEqualTo(Endpoint.tcp("127.0.0.1", 2)));
	}

	@Test
	void clientThatIsBuiltByTheBuilderReplacesTheClientAndIsStarted() {
		this.embedded.withUserConfiguration(OwnClientConfiguration.class, EchoConfiguration.class).run((context) -> {
			assertThat(context).hasSingleBean(PigatoClient.class).hasBean("own");
			PigatoClient client = context.getBean(PigatoClient.class);
			assertThat(client).extracting("lifecycle.options.timeout").isEqualTo(Duration.ofSeconds(7));
			assertThat(client.call("echo", "hello", String.class)).isEqualTo("hello");
		});
	}

	// customizers

	@Test
	void customizersOfClientsHaveTheLastWordInTheirOrder() {
		this.named.withUserConfiguration(ClientCustomizerConfiguration.class)
			.withPropertyValues("pigato.client.timeout=1s")
			.run((context) -> {
				assertThat(context.getBean("pigatoClient")).extracting("lifecycle.options")
					.hasFieldOrPropertyWithValue("timeout", Duration.ofSeconds(5))
					.hasFieldOrPropertyWithValue("prefix", "any");
				assertThat(context.getBean("billingPigatoClient")).extracting("lifecycle.options")
					.hasFieldOrPropertyWithValue("timeout", Duration.ofSeconds(5))
					.hasFieldOrPropertyWithValue("prefix", "billing");
			});
	}

	@Test
	void customizersOfWorkersHaveTheLastWordInTheirOrder() {
		this.embedded.withUserConfiguration(WorkerCustomizerConfiguration.class, EchoConfiguration.class)
			.withPropertyValues("pigato.worker.concurrency=3")
			.run((context) -> assertThat(
					context.getBean(PigatoWorkerRegistry.class).getContainers().iterator().next().getWorker())
				.extracting("lifecycle.settings")
				.hasFieldOrPropertyWithValue("concurrency", 5)
				.hasFieldOrPropertyWithValue("prefix", "echo"));
	}

	@Test
	void customizersOfTheBrokerHaveTheLastWordInTheirOrder() {
		this.embedded.withUserConfiguration(BrokerCustomizerConfiguration.class)
			.withPropertyValues("pigato.broker.name=property")
			.run((context) -> assertThat(context.getBean(PigatoBroker.class).name()).isEqualTo("second"));
	}

	@Test
	void valueOfACustomizerThatCantBeUsedIsNoFaultOfAProperty() {
		this.runner.withBean(PigatoClientCustomizer.class, () -> (builder) -> builder.bufferSize(-1))
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("bufferSize"));
	}

	// named clients

	@Test
	void namedClientsAreInjectedByTheirNamesAndTheOtherWithout() {
		this.named.withUserConfiguration(InjectedConfiguration.class).run((context) -> {
			Injected injected = context.getBean(Injected.class);
			assertThat(injected.client).isSameAs(context.getBean("pigatoClient"));
			assertThat(injected.client.endpoint()).hasToString(this.inproc);
			assertThat(injected.billing).isSameAs(context.getBean("billingPigatoClient"));
			assertThat(injected.billing.endpoint()).hasToString(this.inproc + "-billing");
			assertThat(injected.usEast.endpoint()).hasToString("tcp://127.0.0.1:1");
		});
	}

	@Test
	void namedClientHasWhatItsPropertiesSayAndTheDefaultsForTheRest() {
		this.named
			.withPropertyValues("pigato.client.timeout=3s", "pigato.client.retry=true", "pigato.client.prefix=P",
					"pigato.client.heartbeat-interval=1s", "pigato.client.heartbeat-liveness=4",
					"pigato.client.reconnect-delay=2s", "pigato.client.max-pending-requests=5",
					"pigato.client.buffer-size=6", "pigato.client.buffer-bytes=7", "pigato.clients.billing.timeout=30s",
					"pigato.clients.billing.retry=false", "pigato.clients.billing.prefix=B",
					"pigato.clients.billing.heartbeat-interval=10s", "pigato.clients.billing.heartbeat-liveness=40",
					"pigato.clients.billing.reconnect-delay=20s", "pigato.clients.billing.max-pending-requests=50",
					"pigato.clients.billing.buffer-size=60", "pigato.clients.billing.buffer-bytes=70",
					"pigato.clients.billing.transport=memory")
			.run((context) -> {
				assertThat(context.getBean("us-eastPigatoClient")).extracting("lifecycle.options")
					.hasFieldOrPropertyWithValue("transport", null)
					.hasFieldOrPropertyWithValue("timeout", Duration.ofSeconds(3))
					.hasFieldOrPropertyWithValue("retry", true)
					.hasFieldOrPropertyWithValue("prefix", "P")
					.hasFieldOrPropertyWithValue("heartbeatInterval", Duration.ofSeconds(1))
					.hasFieldOrPropertyWithValue("heartbeatLiveness", 4)
					.hasFieldOrPropertyWithValue("reconnectDelay", Duration.ofSeconds(2))
					.hasFieldOrPropertyWithValue("maxPendingRequests", 5)
					.hasFieldOrPropertyWithValue("bufferSize", 6)
					.hasFieldOrPropertyWithValue("bufferBytes", 7);
				assertThat(context.getBean("billingPigatoClient")).extracting("lifecycle.options")
					.hasFieldOrPropertyWithValue("transport", "memory")
					.hasFieldOrPropertyWithValue("timeout", Duration.ofSeconds(30))
					.hasFieldOrPropertyWithValue("retry", false)
					.hasFieldOrPropertyWithValue("prefix", "B")
					.hasFieldOrPropertyWithValue("heartbeatInterval", Duration.ofSeconds(10))
					.hasFieldOrPropertyWithValue("heartbeatLiveness", 40)
					.hasFieldOrPropertyWithValue("reconnectDelay", Duration.ofSeconds(20))
					.hasFieldOrPropertyWithValue("maxPendingRequests", 50)
					.hasFieldOrPropertyWithValue("bufferSize", 60)
					.hasFieldOrPropertyWithValue("bufferBytes", 70);
			});
	}

	@Test
	void namedClientsAreStartedAndStoppedWithTheOthers() {
		this.named.run((context) -> {
			PigatoClientLifecycle lifecycle = context.getBean(PigatoClientLifecycle.class);
			assertThat(context.getBeansOfType(PigatoClient.class)).hasSize(3)
				.allSatisfy((name, client) -> assertThat(client.isRunning()).as(name).isTrue());
			lifecycle.stop();
			assertThat(context.getBeansOfType(PigatoClient.class).values()).noneMatch(PigatoClient::isRunning);
		});
	}

	@Test
	void namedClientAsksTheBrokerOfItsOwn() {
		String other = this.inproc + "-billing";
		try (PigatoBroker broker = PigatoBroker.builder().endpoint(other).build();
				ServiceWorker worker = ServiceWorker.builder("who", (request, reply) -> reply.end("billing"))
					.endpoint(other)
					.build()) {
			broker.start();
			worker.start();
			this.embedded.withUserConfiguration(EchoConfiguration.class)
				.withPropertyValues("pigato.clients.billing.endpoints=" + other)
				.run((context) -> {
					assertThat(
							context.getBean("billingPigatoClient", PigatoClient.class).call("who", null, String.class))
						.isEqualTo("billing");
					assertThat(context.getBean(PigatoClient.class).call("echo", "here", String.class))
						.isEqualTo("here");
				});
		}
	}

	@Test
	void namedClientsAreThereWithoutTheOther() {
		this.named.withPropertyValues("pigato.client.enabled=false")
			.run((context) -> assertThat(context.getBeansOfType(PigatoClient.class))
				.containsOnlyKeys("billingPigatoClient", "us-eastPigatoClient")
				.allSatisfy((name, client) -> assertThat(client.isRunning()).as(name).isTrue()));
	}

	@Test
	void ownClientReplacesTheNamedOneOfItsName() {
		PigatoClient own = PigatoClient.builder().endpoint(this.inproc).build();
		this.named.withBean("billingPigatoClient", PigatoClient.class, () -> own, (definition) -> {
			// as @Bean(defaultCandidate = false)
			definition.setAutowireCandidate(false);
		}).run((context) -> {
			assertThat(context.getBean("billingPigatoClient")).isSameAs(own);
			assertThat(context).hasBean("pigatoClient");
			assertThat(own.isRunning()).isTrue();
		});
	}

	@Test
	void whenDisabledThereAreNoNamedClients() {
		this.named.withPropertyValues("pigato.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PigatoClient.class));
	}

	// Reactor

	@Test
	void reactiveClientIsThereForTheOneClient() {
		this.named.run((context) -> assertThat(context).hasSingleBean(ReactivePigatoClient.class)
			.getBean(ReactivePigatoClient.class)
			.extracting("client")
			.isSameAs(context.getBean("pigatoClient")));
	}

	@Test
	void whenReactorIsMissingThereIsNoReactiveClient() {
		this.named.withClassLoader(new FilteredClassLoader("reactor"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("pigatoClient")
				.doesNotHaveBean("reactivePigatoClient"));
	}

	@Test
	void whenThereIsNoClientThereIsNoReactiveClient() {
		this.named.withPropertyValues("pigato.client.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ReactivePigatoClient.class));
	}

	@Test
	void ownReactiveClientReplacesTheReactiveClient() {
		ReactivePigatoClient own = new ReactivePigatoClient(PigatoClient.builder().build());
		this.runner.withBean(ReactivePigatoClient.class, () -> own)
			.run((context) -> assertThat(context).getBean(ReactivePigatoClient.class).isSameAs(own));
	}

	// connection details

	@Test
	void ownConnectionDetailsAreThoseOfClientsAndWorkers() {
		try (PigatoBroker broker = PigatoBroker.builder().endpoint(this.inproc).build()) {
			broker.start();
			this.runner.withPropertyValues("pigato.endpoints=tcp://127.0.0.1:1", "pigato.transport=jeromq")
				.withUserConfiguration(EchoConfiguration.class)
				.withBean(PigatoConnectionDetails.class, () -> () -> broker.endpoints())
				.run((context) -> {
					assertThat(context).doesNotHaveBean(PropertiesConnectionDetails.class);
					assertThat(context.getBean(PigatoClient.class).call("echo", "hello", String.class))
						.isEqualTo("hello");
				});
			assertThat(broker.statistics().dispatched()).isEqualTo(1);
		}
	}

	@Test
	void connectionDetailsOfSeveralBrokersAreRefused() {
		this.runner
			.withBean(PigatoConnectionDetails.class, () -> () -> List.of(Endpoint.tcp("a", 1), Endpoint.tcp("b", 1)))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("one broker")
				.hasMessageContaining("2 endpoints"));
	}

	@Test
	void ownBrokerIsFoundWhateverItsTransport() {
		PigatoBroker own = PigatoBroker.builder().endpoint(this.inproc).build();
		this.runner.withBean(PigatoBroker.class, () -> own)
			.withUserConfiguration(EchoConfiguration.class)
			.run((context) -> assertThat(context.getBean(PigatoClient.class).call("echo", "hello", String.class))
				.isEqualTo("hello"));
	}

	// a broker that is required

	@Test
	void brokerThatIsNotThereKeepsNobodyFromStartingByDefault() {
		this.named.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void brokerThatIsRequiredAndNotThereFailsTheStart() {
		this.runner
			.withPropertyValues("pigato.endpoints=" + this.inproc, "pigato.client.required-at-startup=true",
					"pigato.client.startup-timeout=20ms")
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(context.getStartupFailure()).rootCause()
					.isInstanceOfSatisfying(PigatoBrokerUnavailableException.class,
							(ex) -> assertThat(ex.getEndpoint()).hasToString(this.inproc))
					.hasMessageContaining(this.inproc)
					.hasMessageContaining("20 ms");
			});
	}

	@Test
	void brokerThatIsRequiredAndThereIsWaitedFor() {
		this.embedded.withPropertyValues("pigato.client.required-at-startup=true", "pigato.client.startup-timeout=60s")
			.run((context) -> assertThat(context.getBean(PigatoClient.class).statistics().connected()).isTrue());
	}

	@Test
	void brokerOfANamedClientCanBeRequiredAlone() {
		this.embedded
			.withPropertyValues("pigato.clients.billing.endpoints=" + this.inproc + "-billing",
					"pigato.clients.billing.required-at-startup=true", "pigato.clients.billing.startup-timeout=20ms")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(PigatoBrokerUnavailableException.class)
				.hasMessageContaining("-billing"));
	}

	@Test
	void brokerOfANamedClientCanBeDoneWithoutAlone() {
		this.embedded
			.withPropertyValues("pigato.client.required-at-startup=true", "pigato.client.startup-timeout=60s",
					"pigato.clients.billing.endpoints=" + this.inproc + "-billing",
					"pigato.clients.billing.required-at-startup=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	static class Injected {

		final PigatoClient client;

		final PigatoClient billing;

		PigatoClient usEast;

		Injected(PigatoClient client, @Qualifier("billing") PigatoClient billing) {
			this.client = client;
			this.billing = billing;
		}

		@Autowired
		void setUsEast(@Qualifier("us-east") PigatoClient usEast) {
			this.usEast = usEast;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InjectedConfiguration {

		@Bean
		Injected injected(PigatoClient client, @Qualifier("billing") PigatoClient billing) {
			return new Injected(client, billing);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClientConfiguration {

		@Bean
		PigatoClient own(PigatoClient.Builder builder) {
			return builder.timeout(Duration.ofSeconds(7)).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClientCustomizerConfiguration {

		@Bean
		@Order(2)
		PigatoClientCustomizer second() {
			return (builder) -> builder.timeout(Duration.ofSeconds(5));
		}

		@Bean
		@Order(1)
		PigatoClientCustomizer first() {
			return new PigatoClientCustomizer() {

				@Override
				public void customize(PigatoClient.Builder builder) {
					builder.timeout(Duration.ofSeconds(4)).prefix("any");
				}

				@Override
				public void customize(String name, PigatoClient.Builder builder) {
					builder.timeout(Duration.ofSeconds(4)).prefix(name);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WorkerCustomizerConfiguration {

		@Bean
		@Order(2)
		ServiceWorkerCustomizer second() {
			return (builder) -> builder.concurrency(5);
		}

		@Bean
		@Order(1)
		ServiceWorkerCustomizer first() {
			return new ServiceWorkerCustomizer() {

				@Override
				public void customize(ServiceWorker.Builder builder) {
					throw new IllegalStateException("the other method is more specific");
				}

				@Override
				public void customize(WorkerEndpoint endpoint, ServiceWorker.Builder builder) {
					builder.concurrency(4).prefix(endpoint.service());
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BrokerCustomizerConfiguration {

		@Bean
		@Order(2)
		PigatoBrokerCustomizer second() {
			return (builder) -> builder.name("second");
		}

		@Bean
		@Order(1)
		PigatoBrokerCustomizer first() {
			return (builder) -> builder.name("first");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EchoConfiguration {

		@Bean
		EchoWorker echoWorker() {
			return new EchoWorker();
		}

	}

	static class EchoWorker {

		@PigatoWorker("echo")
		String echo(String text) {
			return text;
		}

	}

}
