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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.assertj.core.api.AbstractStringAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import tools.jackson.databind.JsonNode;

import io.pigato.client.PigatoRemoteException;
import io.pigato.client.RequestSpec;
import io.pigato.json.RawJson;
import io.pigato.protocol.RequestOptions;
import io.pigato.spring.handler.InvalidHandlerException;
import io.pigato.spring.handler.PigatoArgumentResolver;
import io.pigato.worker.PigatoRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for what handlers get.
 */
class HandlerArgumentTests {

	@SuppressWarnings("NullAway.Init") // set before all tests
	private static PigatoContext context;

	@BeforeAll
	static void start() {
		context = PigatoContext.with((setup) -> {
			setup.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", Map.of("option", "configured", "otherwise", "9")));
			setup.register(Resolvers.class, Workers.class, OfInterface.class);
		});
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void optionIsConvertedToTheTypeOfTheParameter() {
		assertThat(request("options").data("x")
			.option("tenant", "a")
			.option("page", "3")
			.option("flags", List.of("A", "B"))
			.call(String.class)).isEqualTo("x a 3 [A, B] true");
	}

	@Test
	void optionOfWrongTypeIsTheClientsMistakeAndIsNamed() {
		assertThatBadRequest(request("page").option("page", "many"))
			.isEqualTo("The option 'page' of the request does not fit the service");
	}

	@Test
	void missingOptionIsTheClientsMistakeAndIsNamed() {
		assertThatBadRequest(request("page")).isEqualTo("The request has no option 'page'");
	}

	@Test
	void optionHasItsDefaultWhereItIsMissing() {
		assertThat(request("defaults").call(String.class)).isEqualTo("7 9 null Optional.empty");
		assertThat(request("defaults").option("size", 8)
			.option("limit", 10)
			.option("name", "n")
			.option("other", "o")
			.call(String.class)).isEqualTo("8 10 n Optional[o]");
	}

	@Test
	void nameOfAnOptionMayBeConfiguredOrThatOfTheParameter() {
		assertThat(request("names").option("configured", "a").option("own", "b").call(String.class)).isEqualTo("a b");
	}

	@Test
	void allOptionsArePassedAsAMap() {
		assertThat(request("map").option("a", 1).option("b", "c").call(String.class)).contains("a=1", "b=c");
	}

	@Test
	void optionsArePassedAsTheyAre() {
		assertThat(request("raw-options").option("a", 1).deadline(Duration.ofMinutes(1)).call(String.class))
			.isEqualTo("1 true");
	}

	@Test
	void nodeIsReadWithNull() {
		assertThat(request("node").data(Map.of("a", 1)).call(String.class)).isEqualTo("OBJECT");
		assertThat(request("node").data(null).call(String.class)).isEqualTo("NULL");
	}

	@Test
	void payloadMayBeExplicit() {
		assertThat(request("payload").data("x").option("tenant", "a").call(String.class)).isEqualTo("x");
		assertThatBadRequest(request("payload").data(null).option("tenant", "a"))
			.isEqualTo("The data of the request does not fit the service");
	}

	@Test
	void payloadThatIsNotRequiredMayBeNull() {
		assertThat(request("optional-payload").data(null).call(String.class)).isEqualTo("null");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "" })
	void optionalPayloadMayBeNullOrMissing(String json) {
		assertThat(request("optional").data(RawJson.of(json)).call(String.class)).isEqualTo("Optional.empty");
	}

	@Test
	void annotationsOfAnInterfaceCount() {
		assertThat(request("of-interface").data("x").option("tenant", "a").call(String.class)).isEqualTo("x of a");
	}

	@Test
	void resolverBeansAreAskedFirstInTheirOrder() {
		assertThat(request("custom").data("x").option("user", "u").call(String.class)).isEqualTo("x by u");
	}

	@Test
	void failureOfAResolverIsAnErrorAndTheHandlerIsNotCalled() {
		assertThatExceptionOfType(PigatoRemoteException.class)
			.isThrownBy(() -> request("custom").data("x").call(String.class))
			.satisfies((error) -> assertThat(error.code()).isEqualTo("W_ERROR"));
	}

	@ParameterizedTest
	@CsvSource({ "^1.2, 1.2.0", "~1.2.0, 1.2.0", "1.0.0, 1.0.0", "*, 1.2.0" })
	void versionedNamesAreServedByTheirRange(String range, String version) {
		assertThat(request("echo@" + range).data("x").call(String.class)).endsWith(version);
	}

	@ParameterizedTest
	@MethodSource("badWorkers")
	void signatureThatCantWorkStopsTheStartAndNamesTheMethod(Class<?> bean, String source, String reason) {
		assertThatException().isThrownBy(() -> PigatoContext.with(bean, Resolvers.class))
			.isInstanceOf(InvalidWorkerException.class)
			.withMessageContaining(source)
			.withMessageContaining(reason)
			.havingCause()
			.isInstanceOf(InvalidHandlerException.class);
	}

	static Stream<Arguments> badWorkers() {
		return Stream.of(
				Arguments.of(HeadersOfWrongType.class, "HeadersOfWrongType.work(List)",
						"Make it a Map<String, Object>"),
				Arguments.of(OptionThatCantBe.class, "OptionThatCantBe.work(Runnable)",
						"the option 'action' can't be converted to"),
				Arguments.of(PrimitiveOption.class, "PrimitiveOption.work(int)",
						"the option 'page' is not required and has no default"),
				Arguments.of(BadDefault.class, "BadDefault.work(int)", "the default 'many' of the option 'page'"),
				Arguments.of(PayloadExpression.class, "PayloadExpression.work(String)",
						"its @Payload has an expression"),
				Arguments.of(PrimitivePayload.class, "PrimitivePayload.work(int)",
						"its @Payload is not required, but of the primitive type int"),
				Arguments.of(TakesMessage.class, "TakesMessage.work(Message)", "it has a parameter of type Message"),
				Arguments.of(RefusedByResolver.class, "RefusedByResolver.work(int)", "no users that are numbers"));
	}

	private static RequestSpec request(String service) {
		return context.client().request(service).timeout(Duration.ofSeconds(60));
	}

	private static AbstractStringAssert<?> assertThatBadRequest(RequestSpec request) {
		PigatoRemoteException error = catchThrowableOfType(PigatoRemoteException.class,
				() -> request.call(String.class));
		assertThat(error.code()).isEqualTo("W_BAD_REQUEST");
		return assertThat(error.remoteMessage());
	}

	@Target(ElementType.PARAMETER)
	@Retention(RetentionPolicy.RUNTIME)
	@Documented
	@interface User {

	}

	@Configuration(proxyBeanMethods = false)
	static class Resolvers {

		@Bean
		PigatoArgumentResolver userResolver() {
			return (parameter) -> {
				if (!parameter.hasParameterAnnotation(User.class)) {
					return null;
				}
				if (parameter.getParameterType() == int.class) {
					throw new InvalidHandlerException("there are no users that are numbers.");
				}
				return (request, reply) -> {
					Object user = request.options().get("user");
					if (user == null) {
						throw new Exception("no user");
					}
					return user;
				};
			};
		}

	}

	static class Workers {

		@PigatoWorker("options")
		String options(String text, @Header("tenant") String tenant, @Header(name = "page") int page,
				@Header("flags") List<String> flags, PigatoRequest request) {
			return text + " " + tenant + " " + page + " " + flags + " " + request.isActive();
		}

		@PigatoWorker("page")
		int page(@Header("page") int page) {
			return page;
		}

		@PigatoWorker("defaults")
		String defaults(@Header(name = "size", defaultValue = "7") int size,
				@Header(name = "limit", defaultValue = "${otherwise}") Long limit,
				@Header(name = "name", required = false) @Nullable String name,
				@Header("other") Optional<String> other) {
			return size + " " + limit + " " + name + " " + other;
		}

		@PigatoWorker("names")
		String names(@Header("${option}") String configured, @Header String own) {
			return configured + " " + own;
		}

		@PigatoWorker("map")
		String map(@Headers Map<String, Object> options) {
			return options.toString();
		}

		@PigatoWorker("raw-options")
		String rawOptions(RequestOptions options) {
			return options.get("a") + " " + (options.deadline() > 0);
		}

		@PigatoWorker("node")
		String node(JsonNode node) {
			return node.getNodeType().name();
		}

		@PigatoWorker("payload")
		String payload(@Header("tenant") String tenant, @Payload String text) {
			return text;
		}

		@PigatoWorker("optional-payload")
		String optionalPayload(@Payload(required = false) String text) {
			return String.valueOf(text);
		}

		@PigatoWorker("optional")
		String optional(Optional<String> text) {
			return text.toString();
		}

		@PigatoWorker("custom")
		String custom(@User String user, String text) {
			return text + " by " + user;
		}

		@PigatoWorker("echo@1.0.0")
		String echoOne(String text) {
			return text + " 1.0.0";
		}

		@PigatoWorker("echo@1.2.0")
		String echoTwo(String text) {
			return text + " 1.2.0";
		}

	}

	interface Api {

		String work(@Header("tenant") String tenant, @Payload String text);

	}

	static class OfInterface implements Api {

		@Override
		@PigatoWorker("of-interface")
		public String work(String tenant, String text) {
			return text + " of " + tenant;
		}

	}

	static class HeadersOfWrongType {

		@PigatoWorker("work")
		void work(@Headers List<String> options) {
		}

	}

	static class OptionThatCantBe {

		@PigatoWorker("work")
		void work(@Header("action") Runnable action) {
		}

	}

	static class PrimitiveOption {

		@PigatoWorker("work")
		void work(@Header(name = "page", required = false) int page) {
		}

	}

	static class BadDefault {

		@PigatoWorker("work")
		void work(@Header(name = "page", defaultValue = "many") int page) {
		}

	}

	static class PayloadExpression {

		@PigatoWorker("work")
		void work(@Payload("name") String name) {
		}

	}

	static class PrimitivePayload {

		@PigatoWorker("work")
		void work(@Payload(required = false) int number) {
		}

	}

	static class TakesMessage {

		@PigatoWorker("work")
		void work(Message<String> message) {
		}

	}

	static class RefusedByResolver {

		@PigatoWorker("work")
		void work(@User int user) {
		}

	}

}
