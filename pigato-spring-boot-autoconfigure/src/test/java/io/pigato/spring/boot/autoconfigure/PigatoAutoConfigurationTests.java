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
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import io.pigato.broker.BrokerLimits;
import io.pigato.broker.Dispatch;
import io.pigato.broker.PigatoBroker;
import io.pigato.broker.ReplyCacheOptions;
import io.pigato.client.PigatoClient;
import io.pigato.json.JacksonPayloadCodec;
import io.pigato.json.PayloadCodec;
import io.pigato.spring.PigatoBrokerLifecycle;
import io.pigato.spring.PigatoClientLifecycle;
import io.pigato.spring.PigatoWorker;
import io.pigato.spring.PigatoWorkerContainer;
import io.pigato.spring.PigatoWorkerRegistry;
import io.pigato.spring.ServiceWorkerFactory;
import io.pigato.transport.Endpoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PigatoAutoConfiguration}.
 */
class PigatoAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, PigatoAutoConfiguration.class));

	private final String inproc = "inproc://" + UUID.randomUUID();

	private final ApplicationContextRunner embedded = this.runner.withPropertyValues("pigato.broker.enabled=true",
			"pigato.broker.endpoints=" + this.inproc);

	@Test
	void clientIsThereAndBrokerIsNotByDefault() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(PigatoClient.class)
				.hasSingleBean(PigatoClientLifecycle.class)
				.hasSingleBean(PigatoWorkerRegistry.class)
				.doesNotHaveBean(PigatoBroker.class)
				.doesNotHaveBean(PigatoBrokerLifecycle.class);
			PigatoClient client = context.getBean(PigatoClient.class);
			assertThat(client.endpoint()).isEqualTo(Endpoint.tcp("localhost", 55555));
			assertThat(client.isRunning()).isTrue();
		});
	}

	@Test
	void whenCoreIsMissingThereIsNothing() {
		this.runner.withClassLoader(new FilteredClassLoader(PigatoClient.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PigatoAutoConfiguration.class));
	}

	@Test
	void whenDisabledThereIsNothing() {
		this.embedded.withPropertyValues("pigato.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(PigatoAutoConfiguration.class)
				.doesNotHaveBean(PigatoClient.class)
				.doesNotHaveBean(PigatoBroker.class)
				.doesNotHaveBean(PigatoWorkerRegistry.class));
	}

	@Test
	void whenEnabledEverythingIsThere() {
		this.embedded.withPropertyValues("pigato.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(PigatoClient.class)
				.hasSingleBean(PigatoBroker.class)
				.hasSingleBean(PigatoWorkerRegistry.class));
	}

	@Test
	void whenClientIsDisabledThereIsNone() {
		this.embedded.withPropertyValues("pigato.client.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PigatoClient.class)
				.hasSingleBean(PigatoBroker.class));
	}

	@Test
	void whenWorkersAreDisabledNoneAreMade() {
		this.embedded.withPropertyValues("pigato.worker.enabled=false")
			.withUserConfiguration(EchoConfiguration.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PigatoWorkerRegistry.class)
				.doesNotHaveBean(ServiceWorkerFactory.class));
	}

	@Test
	void ownClientReplacesTheClientAndIsStarted() {
		PigatoClient own = PigatoClient.builder().endpoint(this.inproc).build();
		this.embedded.withBean("own", PigatoClient.class, () -> own).run((context) -> {
			assertThat(context).hasSingleBean(PigatoClient.class).hasBean("own");
			assertThat(own.isRunning()).isTrue();
		});
		assertThat(own.isRunning()).isFalse();
	}

	@Test
	void ownBrokerReplacesTheBrokerAndIsStarted() {
		PigatoBroker own = PigatoBroker.builder().endpoint(this.inproc).name("own").build();
		this.embedded.withBean(PigatoBroker.class, () -> own).run((context) -> {
			assertThat(context.getBean(PigatoBroker.class)).isSameAs(own);
			assertThat(own.isRunning()).isTrue();
		});
		assertThat(own.isRunning()).isFalse();
	}

	@Test
	void ownCodecReplacesTheCodec() {
		PayloadCodec own = new JacksonPayloadCodec();
		this.runner.withBean(PayloadCodec.class, () -> own).run((context) -> {
			assertThat(context).getBean(PayloadCodec.class).isSameAs(own);
			assertThat(context.getBean(PigatoClient.class)).extracting("lifecycle.options.codec").isSameAs(own);
		});
	}

	@Test
	void codecUsesTheMapperOfTheApplication() {
		JsonMapper mapper = JsonMapper.builder()
			.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
			.build();
		this.runner.withBean(JsonMapper.class, () -> mapper)
			.run((context) -> assertThat(context.getBean(PayloadCodec.class).encode(new Named("x"))).asString()
				.isEqualTo("{\"Name\":\"x\"}"));
	}

	@Test
	void withoutMapperOfTheApplicationCodecHasJacksonsDefaults() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class))
			.run((context) -> assertThat(context.getBean(PayloadCodec.class).encode(new Named("x"))).asString()
				.isEqualTo("{\"name\":\"x\"}"));
	}

	@Test
	void clientHasWhatThePropertiesSay() {
		this.runner.withPropertyValues("pigato.endpoints=tcp://127.0.0.1:1", "pigato.transport=jeromq",
				"pigato.client.prefix=P", "pigato.client.heartbeat-interval=1s", "pigato.client.heartbeat-liveness=4",
				"pigato.client.reconnect-delay=2s", "pigato.client.timeout=3s", "pigato.client.retry=true",
				"pigato.client.max-pending-requests=5", "pigato.client.buffer-size=6", "pigato.client.buffer-bytes=7KB")
			.run((context) -> {
				PigatoClient client = context.getBean(PigatoClient.class);
				assertThat(client.endpoint()).isEqualTo(Endpoint.tcp("127.0.0.1", 1));
				assertThat(client).extracting("lifecycle.options")
					.hasFieldOrPropertyWithValue("transport", "jeromq")
					.hasFieldOrPropertyWithValue("prefix", "P")
					.hasFieldOrPropertyWithValue("heartbeatInterval", Duration.ofSeconds(1))
					.hasFieldOrPropertyWithValue("heartbeatLiveness", 4)
					.hasFieldOrPropertyWithValue("reconnectDelay", Duration.ofSeconds(2))
					.hasFieldOrPropertyWithValue("timeout", Duration.ofSeconds(3))
					.hasFieldOrPropertyWithValue("retry", true)
					.hasFieldOrPropertyWithValue("maxPendingRequests", 5)
					.hasFieldOrPropertyWithValue("bufferSize", 6)
					.hasFieldOrPropertyWithValue("bufferBytes", 7 * 1024);
			});
	}

	@Test
	void workerHasWhatThePropertiesSay() {
		this.embedded.withUserConfiguration(EchoConfiguration.class)
			.withPropertyValues("pigato.transport=memory", "pigato.worker.prefix=P",
					"pigato.worker.heartbeat-interval=1s", "pigato.worker.heartbeat-liveness=4",
					"pigato.worker.reconnect-delay=2s", "pigato.worker.concurrency=5", "pigato.worker.grace-period=6s",
					"pigato.worker.expose-errors=true")
			.run((context) -> assertThat(
					context.getBean(PigatoWorkerRegistry.class).getContainers().iterator().next().getWorker())
				.extracting("lifecycle.settings")
				.hasFieldOrPropertyWithValue("service", "echo")
				.hasFieldOrPropertyWithValue("transport", "memory")
				.hasFieldOrPropertyWithValue("prefix", "P")
				.hasFieldOrPropertyWithValue("heartbeatInterval", Duration.ofSeconds(1))
				.hasFieldOrPropertyWithValue("heartbeatLiveness", 4)
				.hasFieldOrPropertyWithValue("reconnectDelay", Duration.ofSeconds(2))
				.hasFieldOrPropertyWithValue("concurrency", 5)
				.hasFieldOrPropertyWithValue("gracePeriod", Duration.ofSeconds(6))
				.hasFieldOrPropertyWithValue("exposeErrors", true));
	}

	@Test
	void brokerHasWhatThePropertiesSay() {
		this.embedded
			.withPropertyValues("pigato.broker.name=B1", "pigato.broker.heartbeat-interval=1s",
					"pigato.broker.heartbeat-liveness=4", "pigato.broker.dispatch=random",
					"pigato.broker.directory-endpoint=" + this.inproc + "-directory", "pigato.broker.max-attempts=5",
					"pigato.broker.grace-period=6s", "pigato.broker.cache.enabled=true",
					"pigato.broker.cache.max-entries=7", "pigato.broker.cache.max-bytes=8KB",
					"pigato.broker.limits.max-frame-size=1KB", "pigato.broker.limits.max-message-size=2KB",
					"pigato.broker.limits.max-frames=3", "pigato.broker.limits.max-options-size=4KB",
					"pigato.broker.limits.max-service-name-length=5", "pigato.broker.limits.max-peers=6",
					"pigato.broker.limits.max-peers-per-address=106", "pigato.broker.limits.max-handshakes=206",
					"pigato.broker.limits.max-clients=7", "pigato.broker.limits.max-workers=8",
					"pigato.broker.limits.max-services=9", "pigato.broker.limits.max-unknown-services=10",
					"pigato.broker.limits.max-requests-per-client=11", "pigato.broker.limits.max-queued-per-service=12",
					"pigato.broker.limits.max-queued=13", "pigato.broker.limits.max-pending-bytes=14KB",
					"pigato.broker.limits.max-outbound-messages=15", "pigato.broker.limits.max-outbound-bytes=16KB",
					"pigato.broker.limits.max-reader-pause=17s")
			.run((context) -> {
				PigatoBroker broker = context.getBean(PigatoBroker.class);
				assertThat(broker.name()).isEqualTo("B1");
				assertThat(broker.endpoints()).containsExactly(Endpoint.parse(this.inproc));
				assertThat(broker.directoryEndpoint()).isEqualTo(Endpoint.parse(this.inproc + "-directory"));
				assertThat(broker).extracting("config.options")
					.hasFieldOrPropertyWithValue("heartbeatInterval", Duration.ofSeconds(1))
					.hasFieldOrPropertyWithValue("heartbeatLiveness", 4)
					.hasFieldOrPropertyWithValue("dispatch", Dispatch.RANDOM)
					.hasFieldOrPropertyWithValue("maxAttempts", 5)
					.hasFieldOrPropertyWithValue("gracePeriod", Duration.ofSeconds(6))
					.hasFieldOrPropertyWithValue("cache", new ReplyCacheOptions(true, 7, 8 << 10))
					.hasFieldOrPropertyWithValue("limits", new BrokerLimits(1 << 10, 2 << 10, 3, 4 << 10, 5, 6, 106,
							206, 7, 8, 9, 10, 11, 12, 13, 14 << 10, 15, 16 << 10, Duration.ofSeconds(17)));
			});
	}

	@Test
	void severalEndpointsOfTheBrokerAreBound() {
		this.runner
			.withPropertyValues("pigato.broker.enabled=true",
					"pigato.broker.endpoints=tcp://127.0.0.1:0,tcp://127.0.0.1:0")
			.run((context) -> assertThat(context.getBean(PigatoBroker.class).endpoints()).hasSize(2)
				.doesNotHaveDuplicates()
				.allMatch((endpoint) -> endpoint.port() > 0));
	}

	@Test
	void clientAndWorkerFindTheBrokerOnItsFreePort() {
		this.runner.withUserConfiguration(EchoConfiguration.class)
			.withPropertyValues("pigato.broker.enabled=true", "pigato.broker.endpoints=tcp://127.0.0.1:0")
			.run((context) -> assertThat(echo(context)).isEqualTo("hello"));
	}

	@Test
	void clientAndWorkerFindTheBrokerThatIsBoundToAllInterfaces() {
		this.runner.withUserConfiguration(EchoConfiguration.class)
			.withPropertyValues("pigato.broker.enabled=true", "pigato.broker.endpoints=tcp://0.0.0.0:0")
			.run((context) -> assertThat(echo(context)).isEqualTo("hello"));
	}

	@Test
	void clientAndWorkerFindTheBrokerAfterEachStart() {
		this.runner.withUserConfiguration(EchoConfiguration.class)
			.withPropertyValues("pigato.broker.enabled=true", "pigato.broker.endpoints=tcp://127.0.0.1:0")
			.run((context) -> {
				ConfigurableApplicationContext restarted = context.getSourceApplicationContext();
				for (int i = 0; i < 2; i++) {
					restarted.stop();
					assertThat(context.getBean(PigatoBroker.class).isRunning()).isFalse();
					assertThat(context.getBean(PigatoClient.class).isRunning()).isFalse();
					restarted.start();
					assertThat(echo(context)).isEqualTo("hello");
				}
			});
	}

	@Test
	void pausedContextKeepsItsBroker() {
		this.embedded.withUserConfiguration(EchoConfiguration.class).run((context) -> {
			ConfigurableApplicationContext paused = context.getSourceApplicationContext();
			paused.pause();
			assertThat(context.getBean(PigatoBroker.class).isRunning()).isTrue();
			assertThat(context.getBean(PigatoClient.class).isRunning()).isFalse();
			paused.restart();
			assertThat(echo(context)).isEqualTo("hello");
		});
	}

	@Test
	void lazyInitializationKeepsWorkers() {
		this.embedded.withUserConfiguration(EchoConfiguration.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				assertThat(context.getBean(PigatoBroker.class).isRunning()).isTrue();
				assertThat(context.getBean(PigatoWorkerRegistry.class).getContainers()).hasSize(1)
					.allMatch(PigatoWorkerContainer::isRunning);
				assertThat(echo(context)).isEqualTo("hello");
			});
	}

	@Test
	void endpointOfAnotherBrokerIsUsedInsteadOfTheOwnBroker() {
		String other = "inproc://" + UUID.randomUUID();
		try (PigatoBroker broker = PigatoBroker.builder().endpoint(other).build()) {
			broker.start();
			this.embedded.withUserConfiguration(EchoConfiguration.class)
				.withPropertyValues("pigato.endpoints=" + other)
				.run((context) -> {
					assertThat(echo(context)).isEqualTo("hello");
					assertThat(broker.statistics().dispatched()).isEqualTo(1);
					assertThat(context.getBean(PigatoBroker.class).statistics().dispatched()).isZero();
				});
		}
	}

	@Test
	void environmentTellsWhereTheBrokerIs() {
		this.runner
			.withPropertyValues("pigato.broker.enabled=true", "pigato.broker.endpoints=tcp://*:0",
					"pigato.broker.directory-endpoint=tcp://127.0.0.1:0")
			.run((context) -> {
				PigatoBroker broker = context.getBean(PigatoBroker.class);
				int port = broker.endpoints().get(0).port();
				assertThat(context.getEnvironment().getProperty("local.pigato.broker.port", Integer.class))
					.isEqualTo(port)
					.isPositive();
				assertThat(context.getEnvironment().getProperty("local.pigato.broker.endpoint"))
					.isEqualTo("tcp://127.0.0.1:" + port);
				assertThat(context.getEnvironment().getProperty("local.pigato.broker.directory-endpoint"))
					.isEqualTo(String.valueOf(broker.directoryEndpoint()));
			});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void handlersRunOnVirtualThreadsWhenTheApplicationDoes() {
		this.embedded.withUserConfiguration(ThreadConfiguration.class)
			.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(thread(context)).startsWith("VirtualThread").contains("pigato-worker-thread"));
	}

	@Test
	void handlersRunOnPlatformThreadsByDefault() {
		this.embedded.withUserConfiguration(ThreadConfiguration.class)
			.run((context) -> assertThat(thread(context)).startsWith("Thread").contains("pigato-worker-thread"));
	}

	private static String echo(ApplicationContext context) {
		return context.getBean(PigatoClient.class).call("echo", "hello", String.class);
	}

	private static String thread(ApplicationContext context) {
		return context.getBean(PigatoClient.class).call("thread", null, String.class);
	}

	record Named(String name) {

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

	@Configuration(proxyBeanMethods = false)
	static class ThreadConfiguration {

		@Bean
		ThreadWorker threadWorker() {
			return new ThreadWorker();
		}

	}

	static class ThreadWorker {

		@PigatoWorker("thread")
		String thread() {
			return Thread.currentThread().toString();
		}

	}

}
