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

import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.springframework.aot.AotDetector;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

import io.pigato.client.PigatoClient;
import io.pigato.spring.PigatoHandler;
import io.pigato.spring.PigatoWorker;
import io.pigato.spring.PigatoWorkerContainer;
import io.pigato.spring.PigatoWorkerRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for contexts that are processed ahead of time.
 */
class AotTests {

	private final TestPropertyValues properties = TestPropertyValues.of("pigato.broker.enabled=true",
			"pigato.broker.endpoints=inproc://" + UUID.randomUUID(), "the-service=placeholder");

	@Test
	@CompileWithForkedClassLoader
	void workersOfAllKindsAreRegistered() {
		run((context) -> {
			PigatoClient client = context.getBean(PigatoClient.class);
			assertThat(client.call("method", "x", String.class)).isEqualTo("method x");
			assertThat(client.call("placeholder", new Name("x"), Name.class)).isEqualTo(new Name("x!"));
			assertThat(client.call("class", 2, Integer.class)).isEqualTo(4);
			assertThat(client.call("function", new Name("x"), Name.class)).isEqualTo(new Name("x?"));
			assertThat(client.call("operations.create", new Name("x"), String.class)).isEqualTo("created x");
			assertThat(context.getBean(PigatoWorkerRegistry.class).getContainers()).hasSize(5)
				.allMatch(PigatoWorkerContainer::isRunning);
		});
	}

	@Test
	@CompileWithForkedClassLoader
	void brokerIsConfiguredByTheProperties() {
		run((context) -> assertThat(context.getBean(PigatoClient.class).endpoint())
			.hasToString(context.getEnvironment().getProperty("pigato.broker.endpoints")));
	}

	@Test
	void propertiesCanBeBound() {
		TestGenerationContext generation = process(new TestGenerationContext());
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(PigatoProperties.class, "setEndpoints"))
			.accepts(generation.getRuntimeHints());
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(BrokerLimitsProperties.class, "setMaxQueued"))
			.accepts(generation.getRuntimeHints());
	}

	@Test
	void handlersCanBeReflectedOn() {
		TestGenerationContext generation = process(new TestGenerationContext());
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Workers.class, "byPlaceholder"))
			.accepts(generation.getRuntimeHints());
		assertThat(RuntimeHintsPredicates.reflection().onType(Name.class)).accepts(generation.getRuntimeHints());
	}

	private TestGenerationContext process(TestGenerationContext generation) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		this.properties.applyTo(context);
		context.register(Application.class);
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		return generation;
	}

	@SuppressWarnings("unchecked")
	private void run(Consumer<GenericApplicationContext> test) {
		TestCompiler.forSystem().with(process(new TestGenerationContext())).compile((compiled) -> {
			ApplicationContextInitializer<GenericApplicationContext> initializer = compiled
				.getInstance(ApplicationContextInitializer.class);
			TestPropertyValues.of(AotDetector.AOT_ENABLED + "=true").applyToSystemProperties(() -> {
				try (GenericApplicationContext context = new GenericApplicationContext()) {
					this.properties.applyTo(context);
					initializer.initialize(context);
					context.refresh();
					test.accept(context);
				}
				return null;
			});
		});
	}

	record Name(String name) {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, PigatoAutoConfiguration.class })
	@Import({ DoublingWorker.class, Operations.class })
	static class Application {

		@Bean
		Workers workers() {
			return new Workers();
		}

		@Bean
		@PigatoWorker("function")
		Function<Name, Name> function() {
			return (name) -> new Name(name.name() + "?");
		}

	}

	static class Workers {

		@PigatoWorker("method")
		String method(String text) {
			return "method " + text;
		}

		@PigatoWorker("${the-service}")
		Name byPlaceholder(Name name) {
			return new Name(name.name() + "!");
		}

	}

	@PigatoWorker("operations.*")
	static class Operations {

		@PigatoHandler
		String create(Name name) {
			return "created " + name.name();
		}

	}

	@PigatoWorker("class")
	static class DoublingWorker implements Function<Integer, Integer> {

		@Override
		public Integer apply(Integer number) {
			return 2 * number;
		}

	}

}
