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
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.spring.PigatoWorker;
import io.pigato.spring.PigatoWorkerContainer;
import io.pigato.spring.PigatoWorkerRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@code spring.main.lazy-initialization} leaves of PIGATO: everything
 * that others ask for from outside.
 */
class LazyInitializationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, PigatoAutoConfiguration.class))
		.withPropertyValues("pigato.broker.enabled=true", "pigato.broker.endpoints=inproc://" + UUID.randomUUID())
		.withInitializer(
				(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()));

	@Test
	void brokerRunsWithoutBeingAskedFor() {
		this.runner.run((context) -> assertThat(
				context.getSourceApplicationContext().getBeanFactory().getSingleton("pigatoBroker"))
			.isInstanceOfSatisfying(PigatoBroker.class, (broker) -> assertThat(broker.isRunning()).isTrue()));
	}

	@Test
	void methodsAreKept() {
		assertIsKept(MethodConfiguration.class);
	}

	@Test
	void methodsOfASuperclassAreKept() {
		assertIsKept(InheritedWorker.class);
	}

	@Test
	void classesAreKept() {
		assertIsKept(ClassWorker.class);
	}

	@Test
	void functionsAreKept() {
		assertIsKept(FunctionConfiguration.class);
	}

	@Test
	void beansThatAreNoWorkersStayLazy() {
		this.runner.withUserConfiguration(OtherConfiguration.class).run((context) -> {
			assertThat(context.getSourceApplicationContext().getBeanFactory().getSingleton("other")).isNull();
			assertThat(context.getBean(PigatoWorkerRegistry.class).getContainers()).isEmpty();
		});
	}

	@Test
	void workerThatIsLazyItselfComesWhenItIsAskedFor() {
		this.runner.withUserConfiguration(LazyConfiguration.class).run((context) -> {
			assertThat(context.getBean(PigatoWorkerRegistry.class).getContainers()).isEmpty();
			context.getBean(MethodWorker.class);
			assertThat(context.getBean(PigatoWorkerRegistry.class).getContainers()).hasSize(1)
				.allMatch(PigatoWorkerContainer::isRunning);
			assertThat(context.getBean(PigatoClient.class).call("lazy", 2, Integer.class)).isEqualTo(4);
		});
	}

	private void assertIsKept(Class<?> configuration) {
		this.runner.withUserConfiguration(configuration).run((context) -> {
			assertThat(context.getBean(PigatoWorkerRegistry.class).getContainers()).hasSize(1)
				.allMatch(PigatoWorkerContainer::isRunning);
			assertThat(context.getBean(PigatoClient.class).call("lazy", 2, Integer.class)).isEqualTo(4);
		});
	}

	static class MethodWorker {

		@PigatoWorker("lazy")
		int twice(int number) {
			return 2 * number;
		}

	}

	static class InheritedWorker extends MethodWorker {

	}

	@PigatoWorker("lazy")
	static class ClassWorker implements Function<Integer, Integer> {

		@Override
		public Integer apply(Integer number) {
			return 2 * number;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MethodConfiguration {

		@Bean
		MethodWorker worker() {
			return new MethodWorker();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FunctionConfiguration {

		@Bean
		@PigatoWorker("lazy")
		Function<Integer, Integer> twice() {
			return (number) -> 2 * number;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherConfiguration {

		@Bean
		String other() {
			return "other";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyConfiguration {

		@Bean
		@Lazy
		MethodWorker worker() {
			return new MethodWorker();
		}

	}

}
