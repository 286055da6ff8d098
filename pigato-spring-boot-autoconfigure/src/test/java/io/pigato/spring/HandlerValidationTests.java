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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import org.springframework.validation.beanvalidation.MethodValidationPostProcessor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.pigato.client.PigatoRemoteException;
import io.pigato.worker.PigatoRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for data of requests that is read, but not valid.
 */
class HandlerValidationTests {

	@SuppressWarnings("NullAway.Init") // set before all tests
	private static PigatoContext context;

	@BeforeAll
	static void start() {
		context = PigatoContext.with(ValidationConfiguration.class, Workers.class, ValidatedWorker.class, Inner.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void validDataIsHandled() {
		assertThat(call("order", new Order("a", 1, List.of(new Item("b"))))).isEqualTo("a");
	}

	@Test
	void violationsNameTheFieldsButNotTheValues() {
		PigatoRemoteException error = fail("order",
				new Order(" ", -77, List.of(new Item("ok"), new Item("secret-value"))));
		assertThat(error.code()).isEqualTo("W_INVALID");
		assertThat(error.remoteMessage()).isEqualTo("The data of the request is not valid");
		assertThat(violations(error)).containsExactlyInAnyOrder("name: must not be blank",
				"number: must be greater than or equal to 1", "items[1].name: size must be between 0 and 5");
		assertThat(error.data().toString()).doesNotContain("secret-value").doesNotContain("-77");
	}

	@Test
	void elementsOfContainersAreValidated() {
		assertThat(violations(fail("orders",
				List.of(new Order("a", 1, List.of(new Item("b"))), new Order("a", 0, List.of(new Item("toolong")))))))
			.containsExactlyInAnyOrder("[1].number: must be greater than or equal to 1",
					"[1].items[0].name: size must be between 0 and 5");
		assertThat(violations(fail("map", Map.of("k", new Item("toolong")))))
			.containsExactly("[k].name: size must be between 0 and 5");
		assertThat(violations(fail("array", List.of(new Item("toolong")))))
			.containsExactly("[0].name: size must be between 0 and 5");
		assertThat(violations(fail("optional", new Item("toolong"))))
			.containsExactly("name: size must be between 0 and 5");
	}

	@Test
	void groupsOfValidatedAreTaken() {
		assertThat(call("group", new Item("toolong"))).isEqualTo("toolong");
		assertThat(violations(fail("group", new Item("")))).containsExactly("name: must not be empty");
	}

	@Test
	void nullIsNotValidated() {
		assertThat(call("nullable", null)).isEqualTo("null");
	}

	@Test
	void springsValidatorMayRejectTheWhole() {
		try (PigatoContext other = PigatoContext.with(OwnValidator.class, Workers.class)) {
			PigatoRemoteException error = catchThrowableOfType(PigatoRemoteException.class,
					() -> other.client().call("optional", new Item("x"), String.class));
			assertThat(violations(error)).containsExactlyInAnyOrder(": not at this time", "name: no.such.name");
		}
	}

	@Test
	void argumentsOfAValidatedClassAreTheClients() {
		assertThat(call("method", "long enough")).isEqualTo("long enough");
		assertThat(violations(fail("method", "x"))).containsExactly(": size must be between 3 and 20");
		assertThat(violations(fail("method-bean", new Item("toolong"))))
			.containsExactly("name: size must be between 0 and 5");
	}

	@Test
	void argumentsOfOthersThatAHandlerCallsAreNotTheClients() {
		PigatoRemoteException error = fail("inner", "x");
		assertThat(error.code()).isEqualTo("W_ERROR");
		assertThat(error.remoteMessage()).isEqualTo("The worker failed");
	}

	@Test
	void adaptedViolationsOfAValidatedClassAreTheClients() {
		try (PigatoContext other = PigatoContext.with(AdaptingConfiguration.class, ValidatedWorker.class)) {
			PigatoRemoteException error = catchThrowableOfType(PigatoRemoteException.class,
					() -> other.client().call("method-bean", new Item("toolong"), String.class));
			assertThat(violations(error)).containsExactly("name: size must be between 0 and 5");
			PigatoRemoteException list = catchThrowableOfType(PigatoRemoteException.class,
					() -> other.client().call("method-list", List.of(new Item("toolong")), String.class));
			assertThat(violations(list)).containsExactly("[0].name: size must be between 0 and 5");
		}
	}

	@Test
	void withoutValidatorAValidatedParameterStopsTheStart() {
		assertThatException().isThrownBy(() -> PigatoContext.with(Workers.class))
			.isInstanceOf(InvalidWorkerException.class)
			.withMessageContaining("HandlerValidationTests$Workers.")
			.withMessageContaining("there is no Validator bean");
	}

	private static @Nullable String call(String service, @Nullable Object data) {
		return context.client().request(service).timeout(Duration.ofSeconds(60)).data(data).call(String.class);
	}

	private static PigatoRemoteException fail(String service, Object data) {
		return catchThrowableOfType(PigatoRemoteException.class, () -> call(service, data));
	}

	private static List<String> violations(PigatoRemoteException error) {
		assertThat(error.code()).isEqualTo("W_INVALID");
		JsonNode data = JsonMapper.shared().readTree(error.data().bytes()).get("data");
		return data.values()
			.stream()
			.map((violation) -> violation.get("field").asString() + ": " + violation.get("message").asString())
			.toList();
	}

	interface Strict {

	}

	record Item(@Size(max = 5) @NotEmpty(groups = Strict.class) String name) {

	}

	record Order(@NotBlank String name, @Min(1) int number, @Valid List<Item> items) {

	}

	static class Workers {

		@PigatoWorker("order")
		String order(@Valid Order order) {
			return order.name();
		}

		@PigatoWorker("orders")
		int orders(@Valid List<Order> orders) {
			return orders.size();
		}

		@PigatoWorker("map")
		int map(@Valid Map<String, Item> items) {
			return items.size();
		}

		@PigatoWorker("array")
		int array(@Valid Item[] items) {
			return items.length;
		}

		@PigatoWorker("optional")
		boolean optional(@Valid Optional<Item> item) {
			return item.isPresent();
		}

		@PigatoWorker("group")
		String group(@Validated(Strict.class) Item item) {
			return item.name();
		}

		@PigatoWorker("nullable")
		String nullable(@Valid @Nullable Item item) {
			return String.valueOf(item);
		}

	}

	@Validated
	static class ValidatedWorker {

		private final ObjectProvider<Inner> inner;

		ValidatedWorker(ObjectProvider<Inner> inner) {
			this.inner = inner;
		}

		@PigatoWorker("method")
		public String method(@Size(min = 3, max = 20) String text) {
			return text;
		}

		@PigatoWorker("method-bean")
		public String bean(@Valid Item item, PigatoRequest request) {
			return item.name();
		}

		@PigatoWorker("method-list")
		public int list(List<@Valid Item> items) {
			return items.size();
		}

		@PigatoWorker("inner")
		public String inner(String text) {
			return this.inner.getObject().work(text);
		}

	}

	@Validated
	static class Inner {

		public String work(@Size(min = 3) String text) {
			return text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ValidationConfiguration {

		@Bean
		static LocalValidatorFactoryBean validator() {
			return new LocalValidatorFactoryBean();
		}

		@Bean
		static MethodValidationPostProcessor methodValidation(ObjectProvider<jakarta.validation.Validator> validator) {
			MethodValidationPostProcessor processor = new MethodValidationPostProcessor();
			processor.setValidatorProvider(validator);
			processor.setProxyTargetClass(true);
			return processor;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AdaptingConfiguration {

		@Bean
		static LocalValidatorFactoryBean validator() {
			return new LocalValidatorFactoryBean();
		}

		@Bean
		static MethodValidationPostProcessor methodValidation(ObjectProvider<jakarta.validation.Validator> validator) {
			MethodValidationPostProcessor processor = ValidationConfiguration.methodValidation(validator);
			processor.setAdaptConstraintViolations(true);
			return processor;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnValidator {

		@Bean
		Validator validator() {
			return new Validator() {

				@Override
				public boolean supports(Class<?> type) {
					return type == Item.class;
				}

				@Override
				public void validate(Object target, Errors errors) {
					errors.reject("closed", "not at this time");
					errors.rejectValue("name", "no.such.name");
				}

			};
		}

	}

}
