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

package io.pigato.spring.exchange;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.util.PropertyPlaceholderHelper;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.pigato.client.GatherResult;
import io.pigato.client.PigatoNoWorkerException;
import io.pigato.client.WorkerResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for what methods send: by their parameters, their annotations and otherwise; and
 * for those that can't work.
 */
@Timeout(120)
class ExchangeMethodTests {

	private static ExchangeWorld world;

	@BeforeAll
	static void start() {
		world = new ExchangeWorld();
	}

	@AfterAll
	static void close() {
		world.close();
	}

	private static <T> T client(Class<T> type) {
		return client(type, PigatoCallOptions.none());
	}

	private static <T> T client(Class<T> type, PigatoCallOptions options) {
		PropertyPlaceholderHelper placeholders = new PropertyPlaceholderHelper("${", "}", ":", null, false);
		Map<String, String> values = Map.of("region", "eu", "slow", "50s", "yes", "true");
		return PigatoExchangeProxyFactory.builder(world.client)
			.options(options)
			.valueResolver((value) -> placeholders.replacePlaceholders(value, values::get))
			.build()
			.createClient(type);
	}

	@Test
	void dataIsTheOneParameterThatIsNothingElse() {
		Parameters parameters = client(Parameters.class);
		assertThat(parameters.none()).containsEntry("data", null);
		assertThat(parameters.plain(List.of(1, 2))).containsEntry("data", List.of(1, 2));
		assertThat(parameters.annotated("t1", "text", null)).containsEntry("data", "text")
			.containsEntry("tenant", "t1");
	}

	@Test
	void headersAreOptionsUnlessTheyAreNull() {
		Parameters parameters = client(Parameters.class);
		assertThat(parameters.headers("t1", 5, null)).containsEntry("tenant", "t1")
			.containsEntry("priority", 5)
			.containsEntry("region", "eu");
		assertThat(parameters.headers(null, null, "us")).doesNotContainKeys("tenant", "priority")
			.containsEntry("region", "us");
		Map<String, Object> more = new HashMap<>();
		more.put("one", 1);
		more.put("none", null);
		assertThat(parameters.headerMap(more)).containsEntry("one", 1).doesNotContainKey("none");
		assertThat(parameters.headerMap(null)).containsOnlyKeys("service", "data", "timeout", "retry");
	}

	@Test
	void optionThatHasAMethodIsRefusedInAMap() {
		assertThatIllegalArgumentException().isThrownBy(() -> client(Parameters.class).headerMap(Map.of("timeout", 1)))
			.withMessageContaining("'timeout'");
	}

	@Test
	void optionsOfTheCallAreSent() {
		String workerId = world.client.call("$dir", "seen.*", String[].class)[0];
		assertThat(client(Parameters.class).options("text",
				PigatoCallOptions.none()
					.withTimeout(Duration.ofSeconds(51))
					.withDeadline(Duration.ofSeconds(52))
					.withRetry(true)
					.withWorkerId(workerId)
					.withNoCache(true)
					.withFailFast(true)))
			.containsEntry("data", "text")
			.containsEntry("timeout", 51_000)
			.containsEntry("deadline", 52_000)
			.containsEntry("retry", 1)
			.containsEntry("workerId", workerId)
			.containsEntry("nocache", 1)
			.containsEntry("failFast", 1);
		assertThat(client(Parameters.class).options("text", null)).containsEntry("timeout", 60_000)
			.doesNotContainKeys("deadline", "workerId", "nocache", "failFast");
	}

	@Test
	void serviceOfTheInterfaceIsAPrefixOrTheDefault() {
		assertThat(client(Prefixed.class).create()).containsEntry("service", "seen.create");
		assertThat(client(Default.class).own()).containsEntry("service", "seen.own");
		assertThat(client(Default.class).inherited()).containsEntry("service", "seen.default");
	}

	@Test
	void placeholdersAreResolvedInAllAttributes() {
		assertThat(client(Placeholders.class).call()).containsEntry("service", "seen.eu")
			.containsEntry("timeout", 50_000)
			.containsEntry("deadline", 50_000)
			.containsEntry("retry", 1)
			.containsEntry("nocache", 1)
			.containsEntry("failFast", 1);
	}

	@Test
	void optionsOfTheMethodCountBeforeThoseOfTheInterface() {
		Levels levels = client(Levels.class);
		assertThat(levels.ofType(null)).containsEntry("timeout", 10_000)
			.containsEntry("deadline", 11_000)
			.containsEntry("retry", 1)
			.containsEntry("nocache", 1)
			.containsEntry("failFast", 1);
		assertThat(levels.ofMethod(null)).containsEntry("timeout", -1)
			.containsEntry("deadline", 21_000)
			.containsEntry("retry", 0)
			.doesNotContainKeys("nocache", "failFast");
	}

	@Test
	void optionsOfTheGroupCountBeforeThoseOfAnnotationsAndThoseOfTheCallBeforeAll() {
		Levels levels = client(Levels.class,
				PigatoCallOptions.none().withTimeout(Duration.ofSeconds(30)).withRetry(false));
		assertThat(levels.ofType(null)).containsEntry("timeout", 30_000)
			.containsEntry("deadline", 11_000)
			.containsEntry("retry", 0);
		assertThat(levels.ofMethod(null)).containsEntry("timeout", 30_000).containsEntry("deadline", 21_000);
		assertThat(levels.ofMethod(PigatoCallOptions.none().withTimeout(Duration.ofSeconds(40)).withRetry(true)))
			.containsEntry("timeout", 40_000)
			.containsEntry("deadline", 21_000)
			.containsEntry("retry", 1);
	}

	@Test
	void requestFailsFastIfAskedTo() {
		assertThatExceptionOfType(PigatoNoWorkerException.class).isThrownBy(() -> client(Nobody.class).call());
	}

	@Test
	void callOptionsAreChecked() {
		PigatoCallOptions none = PigatoCallOptions.none();
		assertThatIllegalArgumentException().isThrownBy(() -> none.withTimeout(Duration.ZERO))
			.withMessageContaining("'timeout'");
		assertThatIllegalArgumentException().isThrownBy(() -> none.withDeadline(Duration.ofMillis(-1)))
			.withMessageContaining("'deadline'");
		assertThat(none.withRetry(true).orElse(none.withRetry(false).withNoCache(true)))
			.isEqualTo(new PigatoCallOptions(null, null, true, null, true, null));
	}

	@ParameterizedTest
	@MethodSource("invalidMethods")
	void methodThatCantWorkIsNamed(Method method) {
		Class<?> type = method.getDeclaringClass();
		String message = method.getDeclaringClass().getAnnotation(Says.class).value();
		assertThatExceptionOfType(InvalidExchangeException.class).isThrownBy(() -> client(type))
			.withMessageContaining(type.getName() + "." + method.getName() + "(")
			.withMessageContaining(message);
	}

	static Stream<Method> invalidMethods() {
		return Stream.of(Invalid.class.getDeclaredClasses()).map((type) -> type.getDeclaredMethods()[0]);
	}

	@Test
	void whatIsNoInterfaceOfExchangesIsRefused() {
		for (Class<?> type : List.of(String.class, Override.class, Runnable.class, Sealed.class, Constants.class)) {
			assertThatExceptionOfType(InvalidExchangeException.class).isThrownBy(() -> client(type))
				.withMessageContaining(type.getName());
		}
	}

	@Test
	void scatterIsForMethodsOnly() {
		assertThatExceptionOfType(InvalidExchangeException.class).isThrownBy(() -> client(ScatterOnType.class))
			.withMessageContainingAll(ScatterOnType.class.getName(), "scatter");
	}

	interface Parameters {

		@PigatoExchange("seen.none")
		Map<String, Object> none();

		@PigatoExchange("seen.plain")
		Map<String, Object> plain(List<Integer> numbers);

		@PigatoExchange("seen.annotated")
		Map<String, Object> annotated(@Header("tenant") String tenant, @Payload String text, PigatoCallOptions options);

		@PigatoExchange("seen.headers")
		Map<String, Object> headers(@Header("tenant") String tenant, @Header(name = "priority") Integer number,
				@Header(name = "region", defaultValue = "${region}") String region);

		@PigatoExchange("seen.map")
		Map<String, Object> headerMap(@Headers Map<String, Object> headers);

		@PigatoExchange("seen.options")
		Map<String, Object> options(String text, PigatoCallOptions options);

	}

	@PigatoExchange("seen.*")
	interface Prefixed {

		@PigatoExchange("create")
		Map<String, Object> create();

	}

	@PigatoExchange("seen.default")
	interface Default {

		@PigatoExchange("seen.own")
		Map<String, Object> own();

		@PigatoExchange
		Map<String, Object> inherited();

	}

	interface Placeholders {

		@PigatoExchange(service = "seen.${region}", timeout = "${slow}", deadline = "${slow}", retry = "${yes}",
				noCache = "${yes}", failFast = "${no:true}")
		Map<String, Object> call();

	}

	@PigatoExchange(service = "seen.*", timeout = "10s", deadline = "PT11S", retry = "true", noCache = "true",
			failFast = "true")
	interface Levels {

		@PigatoExchange("a")
		Map<String, Object> ofType(PigatoCallOptions options);

		@PigatoExchange(service = "b", timeout = "none", deadline = "21000", retry = "false", noCache = "false",
				failFast = "false")
		Map<String, Object> ofMethod(PigatoCallOptions options);

	}

	interface Nobody {

		@PigatoExchange(service = "nobody", failFast = "true")
		String call();

	}

	@PigatoExchange(service = "echo", scatter = true)
	interface ScatterOnType {

		@PigatoExchange
		String call();

	}

	interface Constants {

		String TEXT = "text";

	}

	sealed interface Sealed permits Permitted {

		@PigatoExchange("echo")
		String call();

	}

	non-sealed interface Permitted extends Sealed {

	}

	/** What is said of the only method of an interface. */
	@Retention(RetentionPolicy.RUNTIME)
	@interface Says {

		String value();

	}

	/** Interfaces of which each has one method that can't work. */
	static class Invalid {

		@Says("it is not annotated")
		interface NotAnnotated {

			String call();

		}

		@Says("it names no service")
		interface WithoutService {

			@PigatoExchange
			String call();

		}

		@Says("it names no service")
		@PigatoExchange("seen.*")
		interface WithoutServiceBehindPrefix {

			@PigatoExchange
			String call();

		}

		@Says("it has a default body")
		interface DefaultBody {

			@PigatoExchange("echo")
			default String call() {
				return "";
			}

		}

		@Says("more than one parameter for the data")
		interface TwoPayloads {

			@PigatoExchange("echo")
			String call(String one, String two);

		}

		@Says("more than one parameter of type PigatoCallOptions")
		interface TwoOptions {

			@PigatoExchange("echo")
			String call(PigatoCallOptions one, PigatoCallOptions two);

		}

		@Says("must be a Map")
		interface HeadersNoMap {

			@PigatoExchange("echo")
			String call(@Headers String headers);

		}

		@Says("Use a parameter of type PigatoCallOptions")
		interface TimeoutHeader {

			@PigatoExchange("echo")
			String call(@Header("timeout") long timeout);

		}

		@Says("a Mono can't be sent as data")
		interface MonoPayload {

			@PigatoExchange("echo")
			String call(Mono<String> mono);

		}

		@Says("a CompletableFuture can't be sent as data")
		interface FuturePayload {

			@PigatoExchange("echo")
			String call(CompletableFuture<String> future);

		}

		@Says("a Publisher can't be sent as data")
		interface PublisherPayload {

			@PigatoExchange("echo")
			String call(Flow.Publisher<String> publisher);

		}

		@Says("attribute 'timeout' can't be 'soon'")
		interface BadTimeout {

			@PigatoExchange(service = "echo", timeout = "soon")
			String call();

		}

		@Says("attribute 'deadline' can't be '0s': it must be positive")
		interface ZeroDeadline {

			@PigatoExchange(service = "echo", deadline = "0s")
			String call();

		}

		@Says("attribute 'retry' can't be 'maybe': it must be true or false")
		interface BadRetry {

			@PigatoExchange(service = "echo", retry = "maybe")
			String call();

		}

		@Says("attribute 'service' can't be 'seen.${unknown}'")
		interface BadPlaceholder {

			@PigatoExchange("seen.${unknown}")
			String call();

		}

		@Says("the default of option 'region' can't be resolved")
		interface BadPlaceholderOfHeader {

			@PigatoExchange("echo")
			String call(@Header(name = "region", defaultValue = "${unknown}") String region);

		}

		@Says("nothing says what type T is")
		interface GenericResult<T> {

			@PigatoExchange("echo")
			T call();

		}

		@Says("nothing says what type T is")
		interface GenericMethod {

			@PigatoExchange("echo")
			<T> Mono<T> call();

		}

		@Says("Add scatter = true")
		interface GatherWithoutScatter {

			@PigatoExchange("echo")
			GatherResult<String> call();

		}

		@Says("Add scatter = true")
		interface WorkerResultWithoutScatter {

			@PigatoExchange("echo")
			Flux<WorkerResult<String>> call();

		}

		@Says("with scatter = true it must return")
		interface ScatterOfValue {

			@PigatoExchange(service = "echo", scatter = true)
			List<String> call();

		}

		@Says("with scatter = true it must return")
		interface ScatterOfNothing {

			@PigatoExchange(service = "echo", scatter = true)
			void call();

		}

		@Says("with scatter = true it must return")
		interface ScatterOfStream {

			@PigatoExchange(service = "echo", scatter = true)
			Stream<GatherResult<String>> call();

		}

	}

}
