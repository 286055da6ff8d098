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

package io.pigato.spring;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.MapPropertySource;

import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.RequestHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for which workers are made of which beans, and what is said where none can be.
 */
class PigatoWorkerRegistrationTests {

	@Test
	void annotatedClassIsFoundByScanUnderItsOwnName() {
		try (PigatoContext context = PigatoContext.with((setup) -> setup.scan("io.pigato.spring.scan"))) {
			assertThat(context.context().containsBean("scannedWorker")).isTrue();
			assertThat(context.client().call("scanned", "x", String.class)).isEqualTo("scanned x");
			assertThat(context.registry().contains("pigatoWorker.scannedWorker")).isTrue();
		}
	}

	@Test
	void annotatedClassMayBeAHandler() {
		try (PigatoContext context = PigatoContext.with(Handler.class)) {
			assertThat(context.client().call("handler", "x", String.class)).isEqualTo("handled x");
		}
	}

	@Test
	void annotatedClassMayBeAFunctionWithOtherMethodsBeside() {
		try (PigatoContext context = PigatoContext.with(Doubler.class)) {
			assertThat(context.client().call("double", List.of(1, 2), int[].class)).containsExactly(1, 2, 1, 2);
		}
	}

	@Test
	void annotatedClassMayHaveAnnotatedMethodsBeside() {
		try (PigatoContext context = PigatoContext.with(ClassAndMethod.class)) {
			assertThat(context.client().call("class", "x", String.class)).isEqualTo("class x");
			assertThat(context.client().call("method", "x", String.class)).isEqualTo("method x");
		}
	}

	@Test
	void attributesAreResolved() {
		try (PigatoContext context = PigatoContext
			.with(properties(Map.of("name", "resolved", "number", "7", "auto", "false"), Configurable.class))) {
			PigatoWorkerContainer container = context.context().getBean("resolved-id", PigatoWorkerContainer.class);
			assertThat(container.getId()).isEqualTo("resolved-id");
			assertThat(container.getWorker().service()).isEqualTo("resolved");
			assertThat(container.getWorker().concurrency()).isEqualTo(7);
			assertThat(container.isRunning()).isFalse();
			container.start();
			assertThat(context.client().call("resolved", "x", String.class)).isEqualTo("x");
		}
	}

	@Test
	void overloadedMethodsAreWorkersOfTheirOwn() {
		try (PigatoContext context = PigatoContext.with(Overloaded.class)) {
			assertThat(context.registry().getContainers()).extracting(PigatoWorkerContainer::getId)
				.hasSize(2)
				.doesNotHaveDuplicates();
			assertThat(context.client().call("text", "1", String.class)).isEqualTo("text");
			assertThat(context.client().call("number", 1, String.class)).isEqualTo("number");
		}
	}

	@Test
	void proxiedBeanIsCalledThroughItsProxy() {
		try (PigatoContext context = PigatoContext.with(ProxyConfiguration.class, Workers.class)) {
			assertThat(context.client().call("plain", "x", String.class)).isEqualTo("advised x");
		}
	}

	@Test
	void configurationClassMayHaveWorkers() {
		try (PigatoContext context = PigatoContext.with(WorkerConfiguration.class)) {
			assertThat(context.client().call("of-configuration", "x", String.class)).isEqualTo("x");
		}
	}

	@Test
	void lazyBeanIsAWorkerOnceItIsThere() {
		try (PigatoContext context = PigatoContext.with(LazyConfiguration.class)) {
			assertThat(context.registry().getContainers()).isEmpty();
			context.context().getBean(Workers.class);
			assertThat(context.registry().getContainers()).hasSize(1).allMatch(PigatoWorkerContainer::isRunning);
			assertThat(context.client().call("plain", "x", String.class)).isEqualTo("x");
		}
	}

	@ParameterizedTest
	@MethodSource("badWorkers")
	void whatCantBeAWorkerStopsTheStartAndIsNamed(Class<?> bean, String source, String reason) {
		assertThatException().isThrownBy(() -> PigatoContext.with(bean))
			.isInstanceOf(InvalidWorkerException.class)
			.withMessageContaining(source)
			.withMessageContaining(reason);
	}

	static Stream<Arguments> badWorkers() {
		return Stream.of(
				Arguments.of(TwoPayloads.class, "TwoPayloads.add(int, int)", "more than one parameter for the data"),
				Arguments.of(NoService.class, "NoService.nameless(String)", "names no service"),
				Arguments.of(NoMethod.class, "NoMethod", "exactly one public method"),
				Arguments.of(TwoMethods.class, "TwoMethods", "it has 2: one, two"),
				Arguments.of(BadConcurrency.class, "BadConcurrency.work(String)", "'many' is not a number"),
				Arguments.of(NegativeConcurrency.class, "NegativeConcurrency.work(String)",
						"concurrency must be positive, 0 for none or -1 for no limit, but is -7"),
				Arguments.of(BadAutoStartup.class, "BadAutoStartup.work(String)", "neither true nor false"),
				Arguments.of(Unresolvable.class, "Unresolvable.work(String)", "its service can't be resolved"),
				Arguments.of(SameIds.class, "SameIds", "the id 'same' is that of"),
				Arguments.of(IdOfABean.class, "IdOfABean.work(String)", "is the name of another bean"));
	}

	@Test
	void methodThatAJdkProxyDoesNotHaveStopsTheStartAndIsNamed() {
		assertThatException().isThrownBy(() -> PigatoContext.with(JdkProxyConfiguration.class, WithInterface.class))
			.isInstanceOf(InvalidWorkerException.class)
			.withMessageContaining("WithInterface.plain(String)");
	}

	private static Consumer<AnnotationConfigApplicationContext> properties(Map<String, Object> properties,
			Class<?> bean) {
		return (context) -> {
			context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
			context.register(bean);
		};
	}

	@PigatoWorker("handler")
	static class Handler implements RequestHandler {

		@Override
		public void handle(PigatoRequest request, PigatoReply reply) {
			reply.end("handled " + request.data(String.class));
		}

		public void other() {
		}

	}

	@PigatoWorker("double")
	static class Doubler implements Function<List<Integer>, List<Integer>> {

		@Override
		public List<Integer> apply(List<Integer> numbers) {
			return Stream.concat(numbers.stream(), numbers.stream()).map((number) -> number + 0).toList();
		}

		public void other() {
		}

	}

	@PigatoWorker("class")
	static class ClassAndMethod {

		public String ofTheClass(String text) {
			return "class " + text;
		}

		@PigatoWorker("method")
		public String ofTheMethod(String text) {
			return "method " + text;
		}

	}

	static class Configurable {

		@PigatoWorker(service = "${name}", concurrency = "${number}", id = "${name}-id", autoStartup = "${auto}")
		String work(String text) {
			return text;
		}

	}

	static class Overloaded {

		@PigatoWorker("text")
		String work(String text) {
			return "text";
		}

		@PigatoWorker("number")
		String work(int number) {
			return "number";
		}

	}

	static class Workers {

		@PigatoWorker("plain")
		String plain(String text) {
			return text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ProxyConfiguration {

		@Bean
		static DefaultAdvisorAutoProxyCreator proxies() {
			DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
			creator.setProxyTargetClass(true);
			return creator;
		}

		@Bean
		static DefaultPointcutAdvisor advisor() {
			return new DefaultPointcutAdvisor(AnnotationMatchingPointcut.forMethodAnnotation(PigatoWorker.class),
					(MethodInterceptor) (invocation) -> "advised " + invocation.proceed());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class JdkProxyConfiguration {

		@Bean
		static DefaultAdvisorAutoProxyCreator proxies() {
			return new DefaultAdvisorAutoProxyCreator();
		}

		@Bean
		static DefaultPointcutAdvisor advisor() {
			return ProxyConfiguration.advisor();
		}

	}

	interface Greeter {

		String greet();

	}

	static class WithInterface implements Greeter {

		@Override
		public String greet() {
			return "hello";
		}

		@PigatoWorker("plain")
		public String plain(String text) {
			return text;
		}

	}

	@Configuration
	static class WorkerConfiguration {

		@PigatoWorker("of-configuration")
		String work(String text) {
			return text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyConfiguration {

		@Bean
		@Lazy
		Workers workers() {
			return new Workers();
		}

	}

	static class TwoPayloads {

		@PigatoWorker("add")
		int add(int a, int b) {
			return a + b;
		}

	}

	static class NoService {

		@PigatoWorker
		String nameless(String text) {
			return text;
		}

	}

	@PigatoWorker("none")
	static class NoMethod {

		String hidden(String text) {
			return text;
		}

	}

	@PigatoWorker("two")
	static class TwoMethods {

		public String one(String text) {
			return text;
		}

		public String two(String text) {
			return text;
		}

	}

	static class BadConcurrency {

		@PigatoWorker(service = "work", concurrency = "many")
		String work(String text) {
			return text;
		}

	}

	static class NegativeConcurrency {

		@PigatoWorker(service = "work", concurrency = "-7")
		String work(String text) {
			return text;
		}

	}

	static class BadAutoStartup {

		@PigatoWorker(service = "work", autoStartup = "maybe")
		String work(String text) {
			return text;
		}

	}

	static class Unresolvable {

		@PigatoWorker("${no.such.property}")
		String work(String text) {
			return text;
		}

	}

	static class SameIds {

		@PigatoWorker(service = "a", id = "same")
		String a(String text) {
			return text;
		}

		@PigatoWorker(service = "b", id = "same")
		String b(String text) {
			return text;
		}

	}

	static class IdOfABean {

		@PigatoWorker(service = "a", id = "registry")
		String work(String text) {
			return text;
		}

	}

}
