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

package io.pigato.spring.boot.autoconfigure.observation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.BaggageInScope;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.pigato.client.PigatoClient;
import io.pigato.json.TypeRef;
import io.pigato.spring.PigatoWorker;
import io.pigato.spring.boot.autoconfigure.PigatoAutoConfiguration;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.WorkerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for traces through a real broker over TCP, with Micrometer Tracing and
 * OpenTelemetry as Boot sets them up.
 */
@Timeout(300)
class TracingTests {

	private static final TypeRef<Map<String, Object>> OPTIONS = new TypeRef<>() {
	};

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class,
				PigatoClientObservationAutoConfiguration.class, PigatoWorkerObservationAutoConfiguration.class,
				ObservationAutoConfiguration.class, MicrometerTracingAutoConfiguration.class,
				OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class))
		.withPropertyValues("pigato.broker.enabled=true", "pigato.broker.endpoints=tcp://127.0.0.1:0",
				"management.tracing.sampling.probability=1.0", "management.tracing.baggage.remote-fields=tenant")
		.withUserConfiguration(InMemoryExport.class, Workers.class);

	@Test
	@Tag("interop")
	void requestThroughAJavaWorkerToANodeWorkerIsOneTrace() {
		NodeInstallation installation = NodeInstallation.require();
		this.runner.run((context) -> {
			String endpoint = context.getEnvironment().getProperty("local.pigato.broker.endpoint");
			try (NodeWorker node = NodeWorker.start(installation, endpoint, "node")) {
				assertThat(node).isNotNull();
				Map<String, Object> options = context.getBean(Trace.class)
					.run("user",
							(client) -> client.request("relay")
								.data("node")
								.timeout(Duration.ofSeconds(120))
								.option("x-custom", Map.of("nested", List.of(1, "two")))
								.call(OPTIONS));
				List<SpanData> spans = context.getBean(Trace.class).spans("user", 4);
				assertThat(spans).extracting(SpanData::getName).containsExactly("user", "relay", "relay", "node");
				assertThat(spans).extracting(SpanData::getKind)
					.containsExactly(SpanKind.INTERNAL, SpanKind.CLIENT, SpanKind.SERVER, SpanKind.CLIENT);
				SpanData last = spans.get(3);
				assertThat(options)
					.hasEntrySatisfying("traceparent",
							(value) -> assertThat(value).asString()
								.startsWith("00-" + last.getTraceId() + "-" + last.getSpanId() + "-"))
					.hasEntrySatisfying("baggage", (value) -> assertThat(value).asString().startsWith("tenant=t-1"))
					.containsEntry("x-relayed", Map.of("nested", List.of(1, "two")))
					.containsEntry("timeout", 60_000)
					.containsEntry("retry", 0);
			}
		});
	}

	@Test
	void errorsAreSeenInTheTrace() {
		this.runner.run((context) -> {
			assertThat(catchThrowable(
					() -> context.getBean(Trace.class).run("user", (client) -> client.call("fail", 1, Object.class))))
				.isNotNull();
			List<SpanData> spans = context.getBean(Trace.class).spans("user", 3);
			assertThat(spans).extracting(SpanData::getName).containsExactly("user", "fail", "fail");
			assertThat(spans.subList(1, 3)).allSatisfy((span) -> {
				assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
				assertThat(span.getAttributes().asMap()).extractingByKeys(key("rpc.system"), key("outcome"))
					.containsExactly("pigato", "ERROR");
			});
		});
	}

	@Test
	void streamIsOneSpanOnEachSide() {
		this.runner.run((context) -> {
			List<Integer> replies = context.getBean(Trace.class).run("user", (client) -> {
				try (Stream<Integer> stream = client.request("count").data(3).stream(Integer.class)) {
					return stream.toList();
				}
			});
			assertThat(replies).containsExactly(0, 1, 2);
			List<SpanData> spans = context.getBean(Trace.class).spans("user", 3);
			assertThat(spans.subList(1, 3)).allSatisfy((span) -> assertThat(span.getAttributes().asMap())
				.containsEntry(key("pigato.partial.replies"), "3"));
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void handlersOnVirtualThreadsContinueTheTrace() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true").run((context) -> {
			String result = context.getBean(Trace.class)
				.run("user", (client) -> client.call("later", "x", String.class));
			assertThat(result).isEqualTo("x");
			assertThat(context.getBean(Trace.class).spans("user", 5)).extracting(SpanData::getName)
				.containsExactly("user", "later", "later", "echo", "echo");
		});
	}

	@Test
	void handlerThatEndsLaterContinuesTheTrace() {
		this.runner.run((context) -> {
			String result = context.getBean(Trace.class)
				.run("user", (client) -> client.call("later", "x", String.class));
			assertThat(result).isEqualTo("x");
			List<SpanData> spans = context.getBean(Trace.class).spans("user", 5);
			assertThat(spans).extracting(SpanData::getName).containsExactly("user", "later", "later", "echo", "echo");
		});
	}

	private static AttributeKey<?> key(String name) {
		return AttributeKey.stringKey(name);
	}

	/**
	 * Runs something within a span, and finds the spans of its trace.
	 */
	static final class Trace {

		private final ObservationRegistry registry;

		private final Tracer tracer;

		private final PigatoClient client;

		private final InMemorySpanExporter exporter;

		Trace(ObservationRegistry registry, Tracer tracer, PigatoClient client, InMemorySpanExporter exporter) {
			this.registry = registry;
			this.tracer = tracer;
			this.client = client;
			this.exporter = exporter;
		}

		<T> T run(String name, Function<PigatoClient, T> action) {
			return Observation.createNotStarted(name, this.registry).observe(() -> {
				try (BaggageInScope baggage = this.tracer.createBaggageInScope("tenant", "t-1")) {
					assertThat(baggage.get()).isEqualTo("t-1");
					return action.apply(this.client);
				}
			});
		}

		/**
		 * Wait for the spans of the trace: each but the first is a child of the one
		 * before it.
		 */
		List<SpanData> spans(String name, int count) {
			Awaitility.await("spans")
				.atMost(Duration.ofSeconds(60))
				.until(() -> this.exporter.getFinishedSpanItems().size() >= count);
			List<SpanData> spans = new ArrayList<>(this.exporter.getFinishedSpanItems());
			assertThat(spans).hasSize(count);
			assertThat(spans).extracting(SpanData::getTraceId).containsOnly(spans.get(0).getTraceId());
			List<SpanData> chain = new ArrayList<>();
			String parent = "0000000000000000";
			for (int i = 0; i < count; i++) {
				String wanted = parent;
				List<SpanData> children = spans.stream()
					.filter((span) -> span.getParentSpanId().equals(wanted))
					.sorted(Comparator.comparing(SpanData::getStartEpochNanos))
					.toList();
				assertThat(children).as("children of " + wanted + " in " + spans).hasSize(1);
				chain.add(children.get(0));
				parent = children.get(0).getSpanId();
			}
			assertThat(chain.get(0).getName()).isEqualTo(name);
			return chain;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InMemoryExport {

		@Bean
		InMemorySpanExporter exporter() {
			return InMemorySpanExporter.create();
		}

		@Bean
		SpanProcessor processor(InMemorySpanExporter exporter) {
			return SimpleSpanProcessor.create(exporter);
		}

		@Bean
		Trace trace(ObservationRegistry registry, Tracer tracer, PigatoClient client, InMemorySpanExporter exporter) {
			return new Trace(registry, tracer, client, exporter);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Workers {

		private final PigatoClient client;

		Workers(PigatoClient client) {
			this.client = client;
		}

		@PigatoWorker("relay")
		Map<String, Object> relay(PigatoRequest request) {
			return this.client.request(request.data(String.class))
				.option("x-relayed", request.options().get("x-custom"))
				.call(OPTIONS);
		}

		@PigatoWorker("echo")
		String echo(String text) {
			return text;
		}

		@PigatoWorker("fail")
		void fail() {
			throw new WorkerException("SOLD_OUT", "nothing left");
		}

		@PigatoWorker("count")
		void count(PigatoRequest request, PigatoReply reply) {
			int count = request.data(Integer.class);
			for (int i = 0; i < count; i++) {
				reply.write(i);
			}
			reply.end();
		}

		@PigatoWorker("later")
		CompletableFuture<String> later(String text) {
			return this.client.callAsync("echo", text, String.class).orTimeout(60, TimeUnit.SECONDS);
		}

	}

}
