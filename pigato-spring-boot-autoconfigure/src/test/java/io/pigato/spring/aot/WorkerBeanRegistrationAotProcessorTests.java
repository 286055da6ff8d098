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

package io.pigato.spring.aot;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.aot.BeanRegistrationCode;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ConfigurationClassPostProcessor;

import io.pigato.json.RawJson;
import io.pigato.spring.PigatoHandler;
import io.pigato.spring.PigatoWorker;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link WorkerBeanRegistrationAotProcessor}.
 */
class WorkerBeanRegistrationAotProcessorTests {

	@Test
	void methodsAndTheirTypesCanBeReflectedOn() {
		RuntimeHints hints = hints(Methods.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Methods.class, "order")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Methods.class, "future")).accepts(hints);
		assertBound(hints, Order.class);
		assertBound(hints, Item.class);
		assertBound(hints, Receipt.class);
		assertBound(hints, Event.class);
		assertBound(hints, Row.class);
		assertThat(RuntimeHintsPredicates.reflection().onType(Other.class)).rejects(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Methods.class, "other")).rejects(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(PigatoReply.class)).rejects(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(RawJson.class)).rejects(hints);
	}

	@Test
	void typesOfAGenericSuperclassAreThoseOfTheBean() {
		RuntimeHints hints = hints(OrderHandler.class);
		assertBound(hints, Order.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Generic.class, "handle")).accepts(hints);
	}

	@Test
	void classMayHaveAnyOfItsPublicMethodsCalled() {
		RuntimeHints hints = hints(Classes.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Classes.class, "apply")).accepts(hints);
		assertBound(hints, Order.class);
		assertBound(hints, Receipt.class);
	}

	@Test
	void operationsOfAClassCanBeReflectedOn() {
		RuntimeHints hints = hints(Operations.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Operations.class, "create")).accepts(hints);
		assertBound(hints, Order.class);
		assertBound(hints, Receipt.class);
	}

	@Test
	void functionHasTheTypesOfTheMethodThatMadeIt() {
		DefaultListableBeanFactory factory = new DefaultListableBeanFactory();
		new AnnotatedBeanDefinitionReader(factory).register(Functions.class);
		new ConfigurationClassPostProcessor().postProcessBeanDefinitionRegistry(factory);
		RuntimeHints hints = hints(RegisteredBean.of(factory, "order"));
		assertBound(hints, Order.class);
		assertBound(hints, Receipt.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Function.class, "apply")).accepts(hints);
	}

	@Test
	void beansWithoutHandlersGetNoHints() {
		DefaultListableBeanFactory factory = new DefaultListableBeanFactory();
		factory.registerBeanDefinition("bean", new RootBeanDefinition(Other.class));
		assertThat(contribution(RegisteredBean.of(factory, "bean"))).isNull();
	}

	private static void assertBound(RuntimeHints hints, Class<?> type) {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(type)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).as("%s", type).accepts(hints);
	}

	private static RuntimeHints hints(Class<?> beanClass) {
		DefaultListableBeanFactory factory = new DefaultListableBeanFactory();
		factory.registerBeanDefinition("bean", new RootBeanDefinition(beanClass));
		return hints(RegisteredBean.of(factory, "bean"));
	}

	private static RuntimeHints hints(RegisteredBean bean) {
		BeanRegistrationAotContribution contribution = contribution(bean);
		assertThat(contribution).isNotNull();
		TestGenerationContext context = new TestGenerationContext();
		contribution.applyTo(context, mock(BeanRegistrationCode.class));
		return context.getRuntimeHints();
	}

	private static @Nullable BeanRegistrationAotContribution contribution(RegisteredBean bean) {
		BeanRegistrationAotProcessor processor = AotServices.factories()
			.load(BeanRegistrationAotProcessor.class)
			.asList()
			.stream()
			.filter(WorkerBeanRegistrationAotProcessor.class::isInstance)
			.findFirst()
			.orElseThrow();
		return processor.processAheadOfTime(bean);
	}

	record Order(List<Item> items) {

	}

	record Item(String name) {

	}

	record Receipt(String id) {

	}

	record Event(String name) {

	}

	record Row(int number) {

	}

	record Other(String name) {

	}

	static class Methods {

		@PigatoWorker("order")
		void order(Order order, PigatoRequest request, PigatoReply reply) {
		}

		@PigatoWorker("future")
		CompletableFuture<Receipt> future(RawJson json) {
			return CompletableFuture.completedFuture(null);
		}

		@PigatoWorker("stream")
		Stream<Row> stream() {
			return Stream.empty();
		}

		@PigatoWorker("publisher")
		Flow.Publisher<Event> publisher(Map<String, String> data) {
			return (subscriber) -> {
			};
		}

		void other(Other other) {
		}

	}

	abstract static class Generic<T> {

		@PigatoWorker("generic")
		void handle(T data) {
		}

	}

	static class OrderHandler extends Generic<Order> {

	}

	@PigatoWorker("operations.*")
	static class Operations {

		@PigatoHandler
		Receipt create(Order order) {
			return new Receipt("1");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Functions {

		@Bean
		@PigatoWorker("order")
		Function<Order, Receipt> order() {
			return (order) -> new Receipt("1");
		}

	}

	@PigatoWorker("class")
	static class Classes implements Function<Order, Receipt> {

		@Override
		public Receipt apply(Order order) {
			return new Receipt("1");
		}

	}

}
