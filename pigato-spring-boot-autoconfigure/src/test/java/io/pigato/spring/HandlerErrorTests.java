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

import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.MapPropertySource;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.pigato.client.PigatoRemoteException;
import io.pigato.client.RequestSpec;
import io.pigato.json.RawJson;
import io.pigato.spring.handler.PigatoError;
import io.pigato.spring.handler.PigatoExceptionMapper;
import io.pigato.spring.handler.PigatoRejectException;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceWorker;
import io.pigato.worker.WorkerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for what becomes of the failures of handlers, which is the same however they
 * fail.
 */
class HandlerErrorTests {

	private static final int SECONDS = 60;

	@SuppressWarnings("NullAway.Init") // set before all tests
	private static PigatoContext context;

	@BeforeAll
	static void start() {
		context = PigatoContext.with(Mappers.class, Workers.class, Handler.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "thrown", "thrown-wrapped", "stage", "stage-later", "mono", "mono-later", "flux", "flow",
			"stream", "on-loop", "handler" })
	void failureIsMappedByTheFirstMapperThatKnowsIt(String service) {
		PigatoRemoteException error = fail(service, "missing");
		assertThat(error.code()).isEqualTo("NOT_FOUND");
		assertThat(error.remoteMessage()).isEqualTo("Nothing here for " + service);
		assertThat(error.data()).isEqualTo(RawJson
			.of("{\"code\":\"NOT_FOUND\",\"message\":\"Nothing here for " + service + "\",\"data\":{\"id\":1}}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "thrown", "stage", "stage-later", "mono", "mono-later", "flux", "flow", "stream",
			"on-loop", "handler" })
	void failureThatNobodyKnowsTellsNothing(String service) {
		PigatoRemoteException error = fail(service, "secret");
		assertThat(error.code()).isEqualTo("W_ERROR");
		assertThat(error.data().toString()).isEqualTo("{\"code\":\"W_ERROR\",\"message\":\"The worker failed\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "thrown", "stage", "stage-later", "mono", "mono-later", "flux", "flow", "stream",
			"on-loop", "handler" })
	void workerExceptionTells(String service) {
		PigatoRemoteException error = fail(service, "expected");
		assertThat(error.code()).isEqualTo("EXPECTED");
		assertThat(error.remoteMessage()).isEqualTo("as it should");
	}

	@ParameterizedTest
	@ValueSource(strings = { "thrown", "stage", "stage-later", "mono", "mono-later", "flux", "flow", "stream",
			"on-loop", "handler" })
	void rejectHandsTheRequestToAnotherWorker(String service) throws Exception {
		CompletableFuture<String> result = request(service, "reject").callAsync(String.class);
		assertThat(context.context().getBean(Rejects.class).of(service).await(SECONDS, TimeUnit.SECONDS)).isTrue();
		ServiceWorker.Builder another = ServiceWorker
			.builder(service, (request, reply) -> reply.end("another " + request.data(String.class)))
			.endpoint(context.broker().endpoints().get(0));
		try (ServiceWorker worker = another.build()) {
			worker.start();
			assertThat(result.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("another reject");
		}
	}

	@Test
	void rejectAfterAPartialReplyIsAnError() {
		PigatoRemoteException error = fail("partial-flux", "reject");
		assertThat(error.code()).isEqualTo("W_REJECTED");
		assertThat(error.remoteMessage()).isEqualTo("The worker could not finish the request");
	}

	@Test
	void mapperThatFailsIsPassedOver() {
		assertThat(fail("thrown", "odd").code()).isEqualTo("ODD");
	}

	@Test
	void mapperMayOverrideWhatIsBuiltIn() {
		assertThat(fail("thrown", "overridden").code()).isEqualTo("MAPPED");
		assertThat(fail("bad-request", "not a number").code()).isEqualTo("MAPPED_BAD");
	}

	@Test
	void failureAfterTheEndOfTheReplyChangesNothing() {
		assertThat(request("ended", "missing").call(String.class)).isEqualTo("ended");
		assertThat(request("ended-later", "missing").call(String.class)).isEqualTo("ended");
	}

	@Test
	void valueThatIsNoJsonIsAFailure() {
		for (String service : List.of("no-json-mono", "no-json-flux", "no-json-stage", "no-json")) {
			assertThat(fail(service, "x").code()).as(service).isEqualTo("W_ERROR");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "linkage-value", "linkage-mono", "linkage-flux", "linkage-stage", "linkage-stream" })
	void errorOfTheJvmIsAFailureToo(String service) {
		assertThat(fail(service, "x").code()).isEqualTo("W_ERROR");
	}

	@Test
	void nullInPlaceOfAPublisherIsAFailure() {
		for (String service : List.of("null-mono", "null-flow", "null-stream")) {
			assertThat(fail(service, "x").code()).as(service).isEqualTo("W_ERROR");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "thrown", "stage-later", "mono-later", "flux", "stream" })
	void messagesMayBeExposed(String service) {
		try (PigatoContext exposing = PigatoContext.with((setup) -> {
			setup.register(Workers.class, Rejects.class);
			setup.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", Map.of("expose-errors", "true")));
		})) {
			PigatoRemoteException error = catchThrowableOfType(PigatoRemoteException.class,
					() -> exposing.client().call(service, "secret", String.class));
			assertThat(error.code()).isEqualTo("W_ERROR");
			assertThat(error.remoteMessage()).isEqualTo("a secret");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "partial-flux", "partial-flow", "partial-stream" })
	void failureAfterPartialRepliesEndsThem(String service) {
		try (Stream<@Nullable Integer> replies = request(service, "missing").stream(Integer.class)) {
			List<@Nullable Integer> read = new ArrayList<>();
			PigatoRemoteException error = catchThrowableOfType(PigatoRemoteException.class,
					() -> replies.forEach(read::add));
			assertThat(error.code()).isEqualTo("NOT_FOUND");
			assertThat(read).containsExactly(1, 2);
		}
	}

	private static RequestSpec request(String service, String how) {
		return context.client().request(service).timeout(Duration.ofSeconds(SECONDS)).data(how);
	}

	private static PigatoRemoteException fail(String service, String how) {
		return catchThrowableOfType(PigatoRemoteException.class, () -> request(service, how).call(String.class));
	}

	static Exception failure(String service, String how, Rejects rejects) {
		return switch (how) {
			case "missing" -> new NoSuchElementException(service);
			case "expected" -> new WorkerException("EXPECTED", "as it should");
			case "overridden" -> new WorkerException("OVERRIDDEN", "not seen");
			case "odd" -> new ArithmeticException("odd");
			case "reject" -> {
				rejects.of(service).countDown();
				yield new PigatoRejectException("busy");
			}
			default -> new IllegalStateException("a " + how);
		};
	}

	static class Rejects {

		private final Map<String, CountDownLatch> latches = new ConcurrentHashMap<>();

		private CountDownLatch of(String service) {
			return this.latches.computeIfAbsent(service, (key) -> new CountDownLatch(1));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Mappers {

		@Bean
		Rejects rejects() {
			return new Rejects();
		}

		@Bean
		@Order(2)
		PigatoExceptionMapper second() {
			return (failure, request) -> (failure instanceof NoSuchElementException)
					? new PigatoError("SECOND", "Not seen")
					: (failure instanceof ArithmeticException) ? new PigatoError("ODD", "Odd") : null;
		}

		@Bean
		@Order(1)
		PigatoExceptionMapper first() {
			return (failure, request) -> {
				if (failure instanceof NoSuchElementException) {
					return new PigatoError("NOT_FOUND", "Nothing here for " + request.service(), Map.of("id", 1));
				}
				if (failure instanceof ArithmeticException) {
					throw new IllegalArgumentException("can't map");
				}
				if (failure instanceof WorkerException expected && !expected.code().equals("EXPECTED")) {
					return new PigatoError(expected.code().equals("W_BAD_REQUEST") ? "MAPPED_BAD" : "MAPPED", "Mapped");
				}
				return null;
			};
		}

	}

	@PigatoWorker("handler")
	static class Handler implements RequestHandler {

		private final Rejects rejects;

		Handler(Rejects rejects) {
			this.rejects = rejects;
		}

		@Override
		public void handle(PigatoRequest request, PigatoReply reply) throws Exception {
			throw failure("handler", String.valueOf(request.data(String.class)), this.rejects);
		}

	}

	static class Workers {

		private final Rejects rejects;

		Workers(Rejects rejects) {
			this.rejects = rejects;
		}

		private Exception failure(String service, String how) {
			return HandlerErrorTests.failure(service, how, this.rejects);
		}

		@PigatoWorker("thrown")
		String thrown(String how) throws Exception {
			throw failure("thrown", how);
		}

		@PigatoWorker("thrown-wrapped")
		String thrownWrapped(String how) {
			throw new CompletionException(new UndeclaredThrowableException(failure("thrown-wrapped", how)));
		}

		@PigatoWorker(service = "on-loop", handleOnLoop = "true")
		String onLoop(String how) throws Exception {
			throw failure("on-loop", how);
		}

		@PigatoWorker("stage")
		CompletableFuture<String> stage(String how) {
			return CompletableFuture.failedFuture(failure("stage", how));
		}

		@PigatoWorker("stage-later")
		CompletableFuture<String> stageLater(String how) {
			return CompletableFuture.supplyAsync(() -> {
				throw new CompletionException(failure("stage-later", how));
			});
		}

		@PigatoWorker("mono")
		Mono<String> mono(String how) {
			return Mono.error(() -> failure("mono", how));
		}

		@PigatoWorker("mono-later")
		Mono<String> monoLater(String how) {
			return Mono.<String>error(() -> failure("mono-later", how)).subscribeOn(Schedulers.parallel());
		}

		@PigatoWorker("flux")
		Flux<String> flux(String how) {
			return Flux.error(() -> failure("flux", how));
		}

		@PigatoWorker("flow")
		Flow.Publisher<String> flow(String how) {
			return JdkFlowAdapter.publisherToFlowPublisher(Flux.<String>error(() -> failure("flow", how)));
		}

		@PigatoWorker("stream")
		Stream<String> stream(String how) {
			return Stream.of(how).map((text) -> {
				throw new CompletionException(failure("stream", how));
			});
		}

		@PigatoWorker("partial-flux")
		Flux<Integer> partialFlux(String how) {
			return Flux.just(1, 2).concatWith(Flux.error(() -> failure("partial-flux", how)));
		}

		@PigatoWorker("partial-flow")
		Flow.Publisher<Integer> partialFlow(String how) {
			return JdkFlowAdapter.publisherToFlowPublisher(partialFlux(how).publishOn(Schedulers.parallel()));
		}

		@PigatoWorker("partial-stream")
		Stream<Integer> partialStream(String how) {
			return Stream.of(1, 2, 3).map((number) -> {
				if (number == 3) {
					throw new CompletionException(failure("partial-stream", how));
				}
				return number;
			});
		}

		@PigatoWorker("bad-request")
		int badRequest(int number) {
			return number;
		}

		@PigatoWorker("ended")
		void ended(String how, PigatoReply reply) throws Exception {
			reply.end("ended");
			throw failure("ended", how);
		}

		@PigatoWorker("ended-later")
		Mono<Void> endedLater(String how, PigatoReply reply) {
			return Mono.fromRunnable(() -> reply.end("ended")).then(Mono.error(() -> failure("ended", how)));
		}

		@PigatoWorker("no-json")
		Object noJson() {
			return new NoJson();
		}

		@PigatoWorker("no-json-mono")
		Mono<NoJson> noJsonMono() {
			return Mono.just(new NoJson()).publishOn(Schedulers.parallel());
		}

		@PigatoWorker("no-json-flux")
		Flux<NoJson> noJsonFlux() {
			return Flux.just(new NoJson()).concatWith(Flux.never());
		}

		@PigatoWorker("no-json-stage")
		CompletableFuture<NoJson> noJsonStage() {
			return CompletableFuture.supplyAsync(NoJson::new);
		}

		@PigatoWorker("linkage-value")
		Object linkageValue() {
			return new Unlinkable();
		}

		@PigatoWorker("linkage-mono")
		Mono<Unlinkable> linkageMono() {
			return Mono.just(new Unlinkable()).publishOn(Schedulers.parallel());
		}

		@PigatoWorker("linkage-flux")
		Flux<Unlinkable> linkageFlux() {
			return Flux.just(new Unlinkable()).concatWith(Flux.never()).publishOn(Schedulers.parallel());
		}

		@PigatoWorker("linkage-stage")
		CompletableFuture<Unlinkable> linkageStage() {
			return CompletableFuture.supplyAsync(Unlinkable::new);
		}

		@PigatoWorker("linkage-stream")
		Stream<Unlinkable> linkageStream() {
			return Stream.of(new Unlinkable());
		}

		@PigatoWorker("null-mono")
		@Nullable Mono<String> nullMono() {
			return null;
		}

		@PigatoWorker("null-flow")
		Flow.@Nullable Publisher<String> nullFlow() {
			return null;
		}

		@PigatoWorker("null-stream")
		@Nullable Stream<String> nullStream() {
			return null;
		}

	}

	static class Unlinkable {

		public String getName() {
			throw new NoClassDefFoundError("com/example/Missing");
		}

	}

	static class NoJson {

		public String getName() {
			throw new IllegalStateException("secret");
		}

	}

}
