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

package io.pigato.spring.boot.autoconfigure.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.spring.PigatoWorker;
import io.pigato.spring.PigatoWorkerRegistry;
import io.pigato.spring.WorkerEndpoint;
import io.pigato.spring.boot.autoconfigure.PigatoAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PigatoMetricsAutoConfiguration}.
 */
class PigatoMetricsAutoConfigurationTests {

	private static final Path DOCUMENTATION = Path.of("..", "docs", "metrics.md");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class, PigatoMetricsAutoConfiguration.class,
				MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class))
		.withPropertyValues("pigato.broker.enabled=true", "pigato.broker.endpoints=inproc://" + UUID.randomUUID());

	@Test
	void brokerAndClientsAndWorkersAreMeasured() {
		this.runner.withUserConfiguration(EchoConfiguration.class).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(context.getBean(PigatoClient.class).call("echo", "hello", String.class)).isEqualTo("hello");
			assertThat(registry.get("pigato.broker.workers").gauge().value()).isEqualTo(1);
			assertThat(registry.get("pigato.broker.dispatched").functionCounter().count()).isEqualTo(1);
			assertThat(registry.get("pigato.broker.traffic").tag("direction", "received").functionCounter().count())
				.isPositive();
			assertThat(registry.get("pigato.client.connected").tag("client", "pigatoClient").gauge().value())
				.isEqualTo(1);
			assertThat(registry.get("pigato.client.started").tag("client", "pigatoClient").functionCounter().count())
				.isEqualTo(1);
			assertThat(registry.get("pigato.client.heartbeat.age").timeGauge().value()).isNotNegative();
			assertThat(registry.get("pigato.worker.received").tag("service", "echo").functionCounter().count())
				.isEqualTo(1);
		});
	}

	@Test
	void errorsAndDroppedMessagesAreCountedByTheirReason() {
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(context.getBean(PigatoClient.class)
				.request("nobody")
				.failFast()
				.callAsync(String.class)
				.handle((reply, failure) -> failure != null)
				.join()).isTrue();
			assertThat(registry.get("pigato.broker.errors").tag("code", "B_NO_WORKER").functionCounter().count())
				.isEqualTo(1);
			assertThat(registry.get("pigato.broker.errors").tag("code", "B_BUSY").functionCounter().count()).isZero();
			assertThat(registry.get("pigato.client.errors").functionCounter().count()).isEqualTo(1);
		});
	}

	@Test
	void heartbeatAgeIsUnknownUntilTheBrokerWasHeard() {
		this.runner.withPropertyValues("pigato.broker.enabled=false", "pigato.endpoints=inproc://nobody-is-there")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.get("pigato.client.heartbeat.age").timeGauge().value()).isNaN();
				assertThat(registry.get("pigato.client.connected").gauge().value()).isZero();
			});
	}

	@Test
	void workersThatAreRegisteredLaterAreMeasured() {
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.find("pigato.worker.received").meter()).isNull();
			context.getBean(PigatoWorkerRegistry.class)
				.register(new WorkerEndpoint("late", "echo", (request, reply) -> reply.end(), null, true, "test"));
			assertThat(context.getBean(PigatoClient.class).call("echo", null, String.class)).isNull();
			assertThat(registry.get("pigato.worker.received").tag("worker", "late").functionCounter().count())
				.isEqualTo(1);
		});
	}

	@Test
	void eachOfSeveralClientsIsMeasuredByItsName() {
		String endpoint = "inproc://" + UUID.randomUUID();
		this.runner.withPropertyValues("pigato.broker.endpoints=" + endpoint)
			.withBean("orders", PigatoClient.class, () -> PigatoClient.builder().endpoint(endpoint).build())
			.withBean("billing", PigatoClient.class, () -> PigatoClient.builder().endpoint(endpoint).build())
			.run((context) -> assertThat(
					context.getBean(MeterRegistry.class).find("pigato.client.started").functionCounters())
				.extracting((counter) -> counter.getId().getTag("client"))
				.containsExactlyInAnyOrder("orders", "billing"));
	}

	@Test
	void withoutBrokerNoneIsMeasured() {
		this.runner.withPropertyValues("pigato.broker.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(BrokerMetrics.class).hasSingleBean(ClientMetrics.class);
			assertThat(context.getBean(MeterRegistry.class).getMeters())
				.noneMatch((meter) -> meter.getId().getName().startsWith("pigato.broker."));
		});
	}

	@Test
	void withoutClientAndWorkersNoneAreMeasured() {
		this.runner.withPropertyValues("pigato.client.enabled=false", "pigato.worker.enabled=false").run((context) -> {
			assertThat(context).hasSingleBean(BrokerMetrics.class).doesNotHaveBean(WorkerMetrics.class);
			assertThat(context.getBean(MeterRegistry.class).getMeters()).extracting((meter) -> meter.getId().getName())
				.noneMatch((name) -> name.startsWith("pigato.client.") || name.startsWith("pigato.worker."))
				.anyMatch((name) -> name.startsWith("pigato.broker."));
		});
	}

	@Test
	void clientThatIsNotInjectedByItsTypeIsMeasured() {
		this.runner.withPropertyValues("pigato.client.enabled=false")
			.withBean("orders", PigatoClient.class,
					() -> PigatoClient.builder().endpoint("inproc://nobody-is-there").build(),
					(definition) -> definition.setAutowireCandidate(false))
			.run((context) -> assertThat(context.getBean(MeterRegistry.class)
				.get("pigato.client.started")
				.tag("client", "orders")
				.functionCounter()
				.count()).isZero());
	}

	@Test
	void whenPigatoIsDisabledNothingIsMeasured() {
		this.runner.withPropertyValues("pigato.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(BrokerMetrics.class)
				.doesNotHaveBean(ClientMetrics.class)
				.doesNotHaveBean(WorkerMetrics.class));
	}

	@Test
	void withoutRegistryNothingIsMeasured() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(PigatoAutoConfiguration.class, PigatoMetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PigatoMetricsAutoConfiguration.class));
	}

	@Test
	void withoutMicrometerNothingIsMeasured() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(PigatoAutoConfiguration.class, PigatoMetricsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(PigatoClient.class)
				.doesNotHaveBean(PigatoMetricsAutoConfiguration.class));
	}

	@Test
	void ownMetricsReplaceThem() {
		MeterBinder own = (registry) -> {
		};
		this.runner.withBean("pigatoBrokerMetrics", MeterBinder.class, () -> own)
			.withBean("pigatoClientMetrics", MeterBinder.class, () -> own)
			.withBean("pigatoWorkerMetrics", MeterBinder.class, () -> own)
			.withUserConfiguration(EchoConfiguration.class)
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).getMeters())
				.noneMatch((meter) -> meter.getId().getName().startsWith("pigato.")));
	}

	@Test
	void countersStartAnewWithTheBroker() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		try (PigatoBroker broker = PigatoBroker.builder().endpoint("inproc://*").build()) {
			new BrokerMetrics(broker).bindTo(registry);
			FunctionCounter received = registry.get("pigato.broker.received").functionCounter();
			for (int i = 0; i < 2; i++) {
				broker.start();
				try (PigatoClient client = PigatoClient.builder().endpoint(broker.endpoints().get(0)).build()) {
					client.start();
					client.call("$dir", null, Object.class);
				}
				assertThat(received.count()).isEqualTo(1);
				broker.stop();
			}
		}
	}

	@Test
	void allMetersAreDocumented() {
		this.runner.withUserConfiguration(EchoConfiguration.class).run((context) -> {
			Set<String> rows = rows(context.getBean(MeterRegistry.class).getMeters());
			assertThat(documentedRows())
				.as("The tables in docs/metrics.md should have these rows:\n%s", String.join("\n", rows))
				.containsExactlyElementsOf(rows);
		});
	}

	/** A row for each name, in their order. */
	private static Set<String> rows(List<Meter> meters) {
		return meters.stream()
			.map(Meter::getId)
			.filter((id) -> id.getName().startsWith("pigato."))
			.collect(Collectors.groupingBy(Meter.Id::getName))
			.values()
			.stream()
			.map(PigatoMetricsAutoConfigurationTests::row)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String row(List<Meter.Id> sameName) {
		Meter.Id first = sameName.get(0);
		String tags = first.getTags().stream().map((tag) -> tags(tag, sameName)).collect(Collectors.joining(", "));
		String unit = (first.getBaseUnit() != null) ? ", " + first.getBaseUnit() : "";
		String type = ((first.getType() == Meter.Type.COUNTER) ? "counter" : "gauge") + unit;
		return "| `" + first.getName() + "` | " + type + " | " + tags + " | " + first.getDescription() + " |";
	}

	private static String tags(Tag tag, List<Meter.Id> sameName) {
		if (Set.of("client", "worker", "service").contains(tag.getKey())) {
			return "`" + tag.getKey() + "`";
		}
		return "`" + tag.getKey() + "`: "
				+ sameName.stream()
					.map((id) -> String.valueOf(id.getTag(tag.getKey())))
					.distinct()
					.sorted()
					.map((value) -> "`" + value + "`")
					.collect(Collectors.joining(" "));
	}

	private static Set<String> documentedRows() {
		try (var lines = Files.lines(DOCUMENTATION, StandardCharsets.UTF_8)) {
			return lines.filter((line) -> line.startsWith("| `pigato.")).collect(Collectors.toCollection(TreeSet::new));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class EchoConfiguration {

		@Bean
		Echo echo() {
			return new Echo();
		}

	}

	static class Echo {

		@PigatoWorker("echo")
		String echo(String text) {
			return text;
		}

	}

}
