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

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

import io.pigato.client.PigatoRemoteException;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.RequestHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for classes with many operations.
 */
class PigatoHandlerTests {

	@SuppressWarnings("NullAway.Init") // set before all tests
	private static PigatoContext context;

	@BeforeAll
	static void start() {
		context = PigatoContext.with((setup) -> {
			setup.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", Map.of("area", "stock", "list", "all")));
			setup.register(Orders.class, WithDefault.class, Everything.class, Placeholders.class, Made.class);
		});
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@ParameterizedTest
	@CsvSource({ "orders.create, created x", "orders.cancel, cancelled x", "orders.items.add, added x" })
	void requestIsRoutedByTheNameInPlaceOfTheAsterisk(String service, String reply) {
		assertThat(call(service)).isEqualTo(reply);
	}

	@Test
	void operationsAreOneWorker() {
		assertThat(context.registry().getContainers())
			.filteredOn((container) -> container.getWorker().service().startsWith("orders"))
			.singleElement()
			.extracting(PigatoWorkerContainer::getId)
			.asString()
			.startsWith("pigatoWorker.")
			.endsWith("Orders");
	}

	@ParameterizedTest
	@CsvSource({ "orders.delete, delete", "orders.Create, Create", "orders., ''", "orders.create., create." })
	void unknownOperationIsAnErrorThatNamesIt(String service, String operation) {
		assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(() -> call(service)).satisfies((error) -> {
			assertThat(error.code()).isEqualTo("W_NO_HANDLER");
			assertThat(error.remoteMessage())
				.isEqualTo("There is no operation '" + operation + "' of '" + service + "'");
		});
	}

	@Test
	void defaultHandlerGetsAllOthers() {
		assertThat(call("default.known")).isEqualTo("known x");
		assertThat(call("default.other")).isEqualTo("default.other x");
	}

	@Test
	void bareAsteriskIsAWildcard() {
		assertThat(call("anything")).isEqualTo("anything x");
	}

	@Test
	void namesHavePlaceholdersAndExpressions() {
		assertThat(call("stock.all")).isEqualTo("listed x");
		assertThat(call("stock.3")).isEqualTo("computed x");
	}

	@Test
	void beanMethodMayNameTheServiceOfAClassWithOperations() {
		assertThat(call("made.work")).isEqualTo("worked x");
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
				Arguments.of(SingleService.class, "SingleService",
						"it has @PigatoHandler methods, but its service 'orders' is a single one"),
				Arguments.of(Duplicate.class, "Duplicate.",
						"the operation 'create' is also that of " + Duplicate.class.getName()),
				Arguments.of(TwoDefaults.class, "TwoDefaults.", "the operation '*' is also that of"),
				Arguments.of(HandlerAndHandlers.class, "HandlerAndHandlers", "but is a RequestHandler, too"),
				Arguments.of(BadSignature.class, "BadSignature.create(int, int)", "more than one parameter"));
	}

	@Test
	void bothMethodsOfADuplicateOperationAreNamed() {
		assertThatException().isThrownBy(() -> PigatoContext.with(Duplicate.class))
			.withMessageContaining("Duplicate.create(String)")
			.withMessageContaining("Duplicate.other(String)");
	}

	@Test
	void handlerOfAClassThatIsNoWorkerStopsTheStart() {
		assertThatException().isThrownBy(() -> PigatoContext.with(NoWorker.class))
			.havingRootCause()
			.isInstanceOf(InvalidWorkerException.class)
			.withMessageContaining("NoWorker.create(String)")
			.withMessageContaining("it is a @PigatoHandler of a class that is no worker");
	}

	private static String call(String service) {
		return context.client().call(service, "x", String.class);
	}

	@PigatoWorker("orders.*")
	static class Orders {

		@PigatoHandler("create")
		String insert(String text) {
			return "created " + text;
		}

		@PigatoHandler
		String cancel(String text) {
			return "cancelled " + text;
		}

		@PigatoHandler(name = "items.add")
		String addItem(String text) {
			return "added " + text;
		}

		public String notAHandler(String text) {
			return text;
		}

	}

	@PigatoWorker("default.*")
	static class WithDefault {

		@PigatoHandler
		String known(String text) {
			return "known " + text;
		}

		@PigatoHandler(PigatoHandler.DEFAULT)
		String all(PigatoRequest request, String text) {
			return request.service() + " " + text;
		}

	}

	@PigatoWorker("*")
	static class Everything {

		@PigatoHandler("*")
		String all(PigatoRequest request, String text) {
			return request.service() + " " + text;
		}

	}

	@PigatoWorker("${area}.*")
	static class Placeholders {

		@PigatoHandler("${list}")
		String list(String text) {
			return "listed " + text;
		}

		@PigatoHandler("#{1 + 2}")
		String compute(String text) {
			return "computed " + text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Made {

		@Bean
		@PigatoWorker("made.*")
		Operations operations() {
			return new Operations();
		}

	}

	static class Operations {

		@PigatoHandler
		String work(String text) {
			return "worked " + text;
		}

	}

	@PigatoWorker("orders")
	static class SingleService {

		@PigatoHandler
		String create(String text) {
			return text;
		}

	}

	@PigatoWorker("orders.*")
	static class Duplicate {

		@PigatoHandler
		String create(String text) {
			return text;
		}

		@PigatoHandler("create")
		String other(String text) {
			return text;
		}

	}

	@PigatoWorker("orders.*")
	static class TwoDefaults {

		@PigatoHandler("*")
		String one(String text) {
			return text;
		}

		@PigatoHandler("*")
		String two(String text) {
			return text;
		}

	}

	static class NoWorker {

		@PigatoHandler
		String create(String text) {
			return text;
		}

	}

	@PigatoWorker("orders.*")
	static class HandlerAndHandlers implements RequestHandler {

		@Override
		public void handle(PigatoRequest request, PigatoReply reply) {
			reply.end();
		}

		@PigatoHandler
		String create(String text) {
			return text;
		}

	}

	@PigatoWorker("orders.*")
	static class BadSignature {

		@PigatoHandler
		int create(int a, int b) {
			return a + b;
		}

	}

}
