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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.pigato.client.RequestSpec;
import io.pigato.json.RawJson;
import io.pigato.json.TypeRef;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.RequestHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for workers that are made of the beans of annotated {@code @Bean} methods.
 */
class PigatoWorkerFunctionTests {

	@SuppressWarnings("NullAway.Init") // set before all tests
	private static PigatoContext context;

	@BeforeAll
	static void start() {
		context = PigatoContext.with(Functions.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void functionTakesAndReturnsWhatItsDeclarationSays() {
		assertThat(request("items").data(List.of(new Item("a"), new Item("b"))).call(new TypeRef<List<Item>>() {
		})).containsExactly(new Item("b"), new Item("a"));
	}

	@Test
	void subtypeOfAFunctionIsAFunction() {
		assertThat(request("operator").data("x").call(String.class)).isEqualTo("xx");
	}

	@Test
	void arrayOfGenericsIsReadWithItsTypes() {
		assertThat(request("array").data(List.of(List.of(new Item("a")))).call(String.class)).isEqualTo("a");
	}

	@Test
	void supplierTakesAnyData() {
		assertThat(request("supplier").data(List.of(1)).call(String.class)).isEqualTo("supplied");
	}

	@Test
	void consumerRepliesNull() {
		assertThat(request("consumer").data(new Item("x")).call(RawJson.class)).isEqualTo(RawJson.of("null"));
		assertThat(context.context().getBean("consumed", AtomicReference.class).get()).isEqualTo(new Item("x"));
	}

	@Test
	void functionOfTwoMayTakeTheRequest() {
		assertThat(request("with-request").data(1).call(String.class)).isEqualTo("with-request 1");
	}

	@Test
	void consumerOfTwoMayTakeTheReply() {
		try (Stream<Integer> replies = request("with-reply").data(2).stream(Integer.class)) {
			assertThat(replies).containsExactly(1, 2);
		}
	}

	@Test
	void functionMayReturnAStage() {
		assertThat(request("stage").data("x").call(String.class)).isEqualTo("later x");
	}

	@Test
	void handlerIsCalledAsItIs() {
		assertThat(request("handler").data("x").call(String.class)).isEqualTo("handled");
	}

	@Test
	void otherObjectIsCalledByItsOnlyPublicMethod() {
		assertThat(request("object").data("x").call(String.class)).isEqualTo("object x");
	}

	@Test
	void methodOverridesWhatIsAnnotatedOnTheClass() {
		assertThat(request("overriding").data("x").call(String.class)).isEqualTo("annotated x");
		assertThat(context.registry().getContainers())
			.noneMatch((container) -> container.getWorker().service().equals("overridden"));
	}

	@Test
	void functionThatIsAClassIsReadAsTheClassSays() {
		assertThat(request("class").data(new Item("x")).call(String.class)).isEqualTo("x");
	}

	@Test
	void productOfAFactoryIsTheWorker() {
		context.context().getBean("product");
		assertThat(request("product").data("x").call(String.class)).isEqualTo("product x");
	}

	@Test
	void workerHasTheNameOfItsBean() {
		assertThat(context.registry().contains("pigatoWorker.items")).isTrue();
	}

	@Test
	void annotationsOfBeanMethodsAreNotForTheConfigurationClass() {
		assertThat(context.registry().getContainers()).extracting(PigatoWorkerContainer::getId)
			.noneMatch((id) -> id.contains("functions"));
	}

	@Test
	void functionWhoseTypesAreNotKnownStopsTheStartAndIsNamed() {
		assertThatException().isThrownBy(() -> PigatoContext.with(UnknownTypes.class))
			.isInstanceOf(InvalidWorkerException.class)
			.withMessageContaining("UnknownTypes.unknown()")
			.withMessageContaining("the types of its Function are not known");
	}

	private static RequestSpec request(String service) {
		return context.client().request(service);
	}

	record Item(String name) {

	}

	@Configuration
	static class Functions {

		@Bean
		@PigatoWorker("items")
		Function<List<Item>, List<Item>> items() {
			return (items) -> List.of(items.get(1), items.get(0));
		}

		@Bean
		@PigatoWorker("operator")
		UnaryOperator<String> operator() {
			return (text) -> text + text;
		}

		@Bean
		@PigatoWorker("array")
		Function<List<Item>[], String> array() {
			return (items) -> items[0].get(0).name();
		}

		@Bean
		@PigatoWorker("supplier")
		static Supplier<String> supplier() {
			return () -> "supplied";
		}

		@Bean
		AtomicReference<@Nullable Item> consumed() {
			return new AtomicReference<>();
		}

		@Bean
		@PigatoWorker("consumer")
		Consumer<Item> consumer(AtomicReference<@Nullable Item> consumed) {
			return consumed::set;
		}

		@Bean
		@PigatoWorker("with-request")
		BiFunction<Integer, PigatoRequest, String> withRequest() {
			return (number, request) -> request.service() + " " + number;
		}

		@Bean
		@PigatoWorker("with-reply")
		BiConsumer<PigatoReply, Integer> withReply() {
			return (reply, to) -> {
				for (int i = 1; i < to; i++) {
					reply.write(i);
				}
				reply.end(to);
			};
		}

		@Bean
		@PigatoWorker("stage")
		Function<Optional<String>, CompletionStage<String>> stage() {
			return (text) -> CompletableFuture.supplyAsync(() -> "later " + text.orElseThrow());
		}

		@Bean
		@PigatoWorker("handler")
		RequestHandler handler() {
			return (request, reply) -> reply.end("handled");
		}

		@Bean
		@PigatoWorker("object")
		Plain object() {
			return new Plain();
		}

		@Bean
		@PigatoWorker("overriding")
		Annotated annotated() {
			return new Annotated();
		}

		@Bean
		@PigatoWorker("class")
		Function<?, ?> ofClass() {
			return new NameOf();
		}

		@Bean
		@PigatoWorker("product")
		ProductFactory product() {
			return new ProductFactory();
		}

	}

	static class Plain {

		public String work(String text) {
			return "object " + text;
		}

	}

	@PigatoWorker("overridden")
	static class Annotated {

		public String work(String text) {
			return "annotated " + text;
		}

	}

	static class NameOf implements Function<Item, String> {

		@Override
		public String apply(Item item) {
			return item.name();
		}

	}

	static class ProductFactory implements FactoryBean<Plain> {

		@Override
		public Plain getObject() {
			return new Plain() {

				@Override
				public String work(String text) {
					return "product " + text;
				}

			};
		}

		@Override
		public Class<?> getObjectType() {
			return Plain.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnknownTypes {

		@Bean
		@PigatoWorker("unknown")
		Function<?, ?> unknown() {
			return (anything) -> anything;
		}

	}

}
