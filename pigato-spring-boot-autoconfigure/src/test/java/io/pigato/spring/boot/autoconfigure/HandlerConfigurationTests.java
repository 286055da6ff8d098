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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Function;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.Header;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.ToStringSerializer;

import io.pigato.client.PigatoClient;
import io.pigato.client.PigatoRemoteException;
import io.pigato.spring.PigatoWorker;
import io.pigato.spring.PigatoWorkerContainer;
import io.pigato.spring.PigatoWorkerRegistry;
import io.pigato.spring.handler.PigatoError;
import io.pigato.spring.handler.PigatoExceptionMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for what auto-configured workers make of handlers.
 */
class HandlerConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ValidationAutoConfiguration.class,
				PigatoAutoConfiguration.class))
		.withPropertyValues("pigato.broker.enabled=true", "pigato.broker.endpoints=inproc://" + UUID.randomUUID());

	@Test
	void validatorOfBootValidates() {
		this.runner.withUserConfiguration(ValidConfiguration.class).run((context) -> {
			PigatoRemoteException error = catchThrowableOfType(PigatoRemoteException.class,
					() -> call(context, "valid", new Named("")));
			assertThat(error.code()).isEqualTo("W_INVALID");
			assertThat(error.data().toString()).contains("\"field\":\"name\"");
		});
	}

	@Test
	void withoutValidatorAValidatedParameterFailsTheStart() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class))
			.withUserConfiguration(ValidConfiguration.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasMessageContaining("ValidWorker.valid(Named)")
				.hasMessageContaining("spring-boot-starter-validation"));
	}

	@Test
	void withoutOptionalLibrariesOthersWork() {
		this.runner
			.withClassLoader(new FilteredClassLoader("reactor", "org.reactivestreams", "kotlin", "kotlinx",
					"jakarta.validation", "org.hibernate"))
			.withUserConfiguration(FunctionConfiguration.class)
			.run((context) -> assertThat(call(context, "function", "x")).isEqualTo("xx"));
	}

	@Test
	void conversionServiceOfTheApplicationConvertsOptions() {
		this.runner
			.withInitializer((context) -> context.getBeanFactory()
				.setConversionService(ApplicationConversionService.getSharedInstance()))
			.withUserConfiguration(OptionConfiguration.class)
			.run((context) -> assertThat(
					context.getBean(PigatoClient.class).request("option").option("wait", "5s").call(String.class))
				.isEqualTo("PT5S"));
	}

	@Test
	void mapperBeanMapsErrors() {
		this.runner.withUserConfiguration(FailingConfiguration.class).run((context) -> {
			PigatoRemoteException error = catchThrowableOfType(PigatoRemoteException.class,
					() -> call(context, "fails", "x"));
			assertThat(error.code()).isEqualTo("MAPPED");
		});
	}

	@Test
	void messagesAreExposedByPropertyOnly() {
		ApplicationContextRunner failing = this.runner.withUserConfiguration(FutureConfiguration.class);
		failing.run((context) -> assertThat(message(context)).isEqualTo("The worker failed"));
		failing.withPropertyValues("pigato.worker.expose-errors=false")
			.run((context) -> assertThat(message(context)).isEqualTo("The worker failed"));
		failing.withPropertyValues("pigato.worker.expose-errors=true")
			.run((context) -> assertThat(message(context)).isEqualTo("a secret"));
	}

	private static String message(ApplicationContext context) {
		return Optional
			.ofNullable(catchThrowableOfType(PigatoRemoteException.class, () -> call(context, "future", "x"))
				.remoteMessage())
			.orElseThrow();
	}

	@Test
	void workerRunsOnItsExecutor() {
		this.runner.withUserConfiguration(ExecutorConfiguration.class)
			.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(call(context, "executor", "x")).startsWith("own-executor"));
	}

	@Test
	void workerRunsOnTheLoop() {
		this.runner.withUserConfiguration(ExecutorConfiguration.class)
			.run((context) -> assertThat(call(context, "loop", "x")).startsWith("pigato-memory"));
	}

	@Test
	void repliesAreWrittenOnPlatformThreadsByDefault() {
		this.runner.withUserConfiguration(LaterConfiguration.class)
			.run((context) -> assertThat(call(context, "later", "x")).startsWith("Thread").contains("pigato-reply-"));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void repliesAreWrittenOnVirtualThreadsWhenTheApplicationHasThem() {
		this.runner.withUserConfiguration(LaterConfiguration.class)
			.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(call(context, "later", "x")).startsWith("VirtualThread")
				.contains("pigato-reply-"));
	}

	@Test
	void lazyInitializationKeepsFunctions() {
		this.runner.withUserConfiguration(FunctionConfiguration.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				assertThat(context.getBean(PigatoWorkerRegistry.class).getContainers()).hasSize(1)
					.allMatch(PigatoWorkerContainer::isRunning);
				assertThat(context.getBeanFactory().containsSingleton("other")).isFalse();
				assertThat(call(context, "function", "x")).isEqualTo("xx");
			});
	}

	private static String call(ApplicationContext context, String service, Object data) {
		return context.getBean(PigatoClient.class)
			.request(service)
			.timeout(Duration.ofSeconds(60))
			.data(data)
			.call(String.class);
	}

	record Named(@NotBlank String name) {

	}

	@Configuration(proxyBeanMethods = false)
	static class ValidConfiguration {

		@Bean
		ValidWorker validWorker() {
			return new ValidWorker();
		}

	}

	static class ValidWorker {

		@PigatoWorker("valid")
		String valid(@Valid Named named) {
			return named.name();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FunctionConfiguration {

		@Bean
		@PigatoWorker("function")
		Function<String, String> function() {
			return (text) -> text + text;
		}

		@Bean
		Function<String, String> other() {
			return (text) -> text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OptionConfiguration {

		@PigatoWorker("option")
		String option(@Header("wait") Duration wait) {
			return wait.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingConfiguration {

		@PigatoWorker("fails")
		String fails() {
			throw new IllegalStateException("a secret");
		}

		@Bean
		PigatoExceptionMapper mapper() {
			return (failure, request) -> new PigatoError("MAPPED", "Mapped");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FutureConfiguration {

		@PigatoWorker("future")
		CompletableFuture<String> future() {
			return CompletableFuture.failedFuture(new IllegalStateException("a secret"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ExecutorConfiguration {

		@PigatoWorker(service = "executor", executor = "own")
		String executor() {
			return Thread.currentThread().getName();
		}

		@PigatoWorker(service = "loop", handleOnLoop = "true")
		String loop() {
			return Thread.currentThread().getName();
		}

		@Bean
		Executor own() {
			return Executors.newCachedThreadPool((task) -> new Thread(task, "own-executor"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LaterConfiguration {

		@PigatoWorker("later")
		CompletableFuture<ThreadOfJson> later() {
			return new LaterFuture();
		}

	}

	/**
	 * Is completed once somebody waits for it.
	 */
	static class LaterFuture extends CompletableFuture<ThreadOfJson> {

		@Override
		public CompletableFuture<ThreadOfJson> whenComplete(
				BiConsumer<? super ThreadOfJson, ? super Throwable> action) {
			CompletableFuture<ThreadOfJson> result = super.whenComplete(action);
			new Thread(() -> complete(new ThreadOfJson())).start();
			return result;
		}

	}

	/**
	 * Is written as the thread that writes it.
	 */
	@JsonSerialize(using = ToStringSerializer.class)
	static class ThreadOfJson {

		@Override
		public String toString() {
			return Thread.currentThread().toString();
		}

	}

}
