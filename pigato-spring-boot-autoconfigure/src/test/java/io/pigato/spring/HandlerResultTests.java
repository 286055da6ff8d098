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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.pigato.client.RequestSpec;
import io.pigato.json.RawJson;
import io.pigato.worker.PigatoReply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what becomes of what handlers return.
 */
class HandlerResultTests {

	private static final int SECONDS = 60;

	@SuppressWarnings("NullAway.Init") // set before all tests
	private static PigatoContext context;

	@SuppressWarnings("NullAway.Init") // set before all tests
	private static Workers workers;

	@BeforeAll
	static void start() {
		context = PigatoContext.with(Workers.class);
		workers = context.context().getBean(Workers.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "mono", "mono-elsewhere", "stage-elsewhere", "mono-on-loop" })
	void singleValueIsTheFinalReply(String service) {
		assertThat(request(service).data(7).call(Integer.class)).isEqualTo(7);
		assertThat(replies(service, 7)).containsExactly(7);
	}

	@ParameterizedTest
	@ValueSource(strings = { "empty-mono", "void-mono", "empty-stage" })
	void noValueIsNull(String service) {
		assertThat(request(service).data(7).call(RawJson.class)).isEqualTo(RawJson.of("null"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "flux", "flux-elsewhere", "flux-on-loop", "publisher", "flow", "submission", "stream",
			"int-stream", "iterator" })
	void valuesArePartialRepliesAndThenAnEmptyFinalOne(String service) {
		assertThat(replies(service, 3)).containsExactly(1, 2, 3);
		assertThat(request(service).data(3).call(RawJson.class)).isEqualTo(RawJson.of("null"));
		assertThat(replies(service, 0)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "flux", "flux-elsewhere", "flow", "submission", "stream" })
	void hundredsOfValuesKeepTheirOrder(String service) {
		int count = 1000;
		assertThat(replies(service, count)).containsExactlyElementsOf(IntStream.rangeClosed(1, count).boxed().toList());
	}

	@ParameterizedTest
	@ValueSource(strings = { "mono-and-reply", "stage-and-reply" })
	void completionWithoutAValueEndsTheReplyUnlessTheHandlerDid(String service) {
		assertThat(request(service).data(3).call(RawJson.class)).isEqualTo(RawJson.of("3"));
		assertThat(request(service).data(-1).call(RawJson.class)).isEqualTo(RawJson.of("null"));
	}

	@Test
	void nullOfAStreamIsAPartialReply() {
		assertThat(replies("stream-of-null", 1)).containsExactly(null, 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "silent-flux", "silent-mono" })
	void publisherIsCancelledWhenTheClientIsGone(String service) throws InterruptedException {
		CompletableFuture<Integer> future = request(service).data(1).callAsync(Integer.class);
		assertThat(workers.events.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("subscribed " + service);
		future.cancel(true);
		assertThat(workers.events.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("cancelled " + service);
	}

	@Test
	void endlessPublisherIsCancelledWhenTheClientIsGone() throws InterruptedException {
		try (Stream<@Nullable Integer> replies = request("endless-flux").data(1).stream(Integer.class)) {
			assertThat(replies.iterator().next()).isEqualTo(1);
		}
		assertThat(workers.events.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("cancelled endless-flux");
	}

	@Test
	void streamIsClosedWhenItWasRead() throws InterruptedException {
		assertThat(replies("closing-stream", 3)).hasSize(3);
		assertThat(workers.events.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("closed");
		assertThat(replies("closing-iterator", 3)).hasSize(3);
		assertThat(workers.events.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("closed iterator");
	}

	@Test
	void streamIsClosedWhenTheClientIsGone() throws InterruptedException {
		try (Stream<@Nullable Integer> replies = request("closing-stream").data(Integer.MAX_VALUE)
			.stream(Integer.class)) {
			assertThat(replies.iterator().next()).isEqualTo(1);
		}
		assertThat(workers.events.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("closed");
	}

	@ParameterizedTest
	@MethodSource("badWorkers")
	void resultOfWhichNoReplyIsMadeStopsTheStart(Class<?> bean, String reason) {
		assertThatException().isThrownBy(() -> PigatoContext.with(bean))
			.isInstanceOf(InvalidWorkerException.class)
			.withMessageContaining(bean.getSimpleName() + ".work()")
			.withMessageContaining(reason);
	}

	static Stream<Arguments> badWorkers() {
		return Stream.of(Arguments.of(ReturnsFuture.class, "it returns a Future, which can only be waited for"),
				Arguments.of(StageOfStream.class, "Return a Stream itself"),
				Arguments.of(MonoOfFlux.class, "Return a Flux itself"),
				Arguments.of(StreamOnLoop.class, "it returns a Stream, which is read and written on the thread"));
	}

	private static RequestSpec request(String service) {
		return context.client().request(service).timeout(Duration.ofSeconds(SECONDS));
	}

	private static List<@Nullable Integer> replies(String service, int to) {
		try (Stream<@Nullable Integer> replies = request(service).data(to).stream(Integer.class)) {
			return replies.toList();
		}
	}

	static class Workers {

		private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

		@PigatoWorker("mono")
		Mono<Integer> mono(int number) {
			return Mono.just(number);
		}

		@PigatoWorker("mono-elsewhere")
		Mono<Integer> monoElsewhere(int number) {
			return Mono.just(number).publishOn(Schedulers.parallel());
		}

		@PigatoWorker(service = "mono-on-loop", handleOnLoop = "true")
		Mono<Integer> monoOnLoop(int number) {
			return Mono.just(number);
		}

		@PigatoWorker("stage-elsewhere")
		CompletionStage<Integer> stageElsewhere(int number) {
			return Mono.just(number).publishOn(Schedulers.parallel()).toFuture();
		}

		@PigatoWorker("empty-mono")
		Mono<Integer> emptyMono() {
			return Mono.empty();
		}

		@PigatoWorker("void-mono")
		Mono<Void> voidMono() {
			return Mono.<Void>empty().publishOn(Schedulers.parallel());
		}

		@PigatoWorker("empty-stage")
		CompletableFuture<Void> emptyStage() {
			return CompletableFuture.completedFuture(null);
		}

		@PigatoWorker("flux")
		Flux<Integer> flux(int to) {
			return Flux.range(1, to);
		}

		@PigatoWorker("flux-elsewhere")
		Flux<Integer> fluxElsewhere(int to) {
			return Flux.range(1, to).publishOn(Schedulers.parallel());
		}

		@PigatoWorker(service = "flux-on-loop", handleOnLoop = "true")
		Flux<Integer> fluxOnLoop(int to) {
			return Flux.range(1, to);
		}

		@PigatoWorker("publisher")
		Publisher<Integer> publisher(int to) {
			return Flux.range(1, to);
		}

		@PigatoWorker("flow")
		Flow.Publisher<Integer> flow(int to) {
			return JdkFlowAdapter.publisherToFlowPublisher(Flux.range(1, to));
		}

		@PigatoWorker("submission")
		Flow.Publisher<Integer> submission(int to) {
			return (subscriber) -> {
				SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
				publisher.subscribe(subscriber);
				CompletableFuture.runAsync(() -> {
					IntStream.rangeClosed(1, to).forEach(publisher::submit);
					publisher.close();
				});
			};
		}

		@PigatoWorker("stream")
		Stream<Integer> stream(int to) {
			return IntStream.rangeClosed(1, to).boxed();
		}

		@PigatoWorker("int-stream")
		IntStream intStream(int to) {
			return IntStream.rangeClosed(1, to);
		}

		@PigatoWorker("iterator")
		Iterator<Integer> iterator(int to) {
			return stream(to).iterator();
		}

		@PigatoWorker("stream-of-null")
		Stream<@Nullable Integer> streamOfNull(int number) {
			return Arrays.<@Nullable Integer>asList(null, number).stream();
		}

		@PigatoWorker("mono-and-reply")
		Mono<Void> monoAndReply(int number, PigatoReply reply) {
			return Mono.<Void>fromRunnable(() -> end(number, reply)).subscribeOn(Schedulers.parallel());
		}

		@PigatoWorker("stage-and-reply")
		CompletableFuture<Void> stageAndReply(int number, PigatoReply reply) {
			return CompletableFuture.runAsync(() -> end(number, reply));
		}

		private static void end(int number, PigatoReply reply) {
			if (number >= 0) {
				reply.end(number);
			}
		}

		@PigatoWorker("silent-flux")
		Flux<Integer> silentFlux() {
			return Flux.<Integer>never()
				.doOnCancel(() -> this.events.add("cancelled silent-flux"))
				.doOnSubscribe((subscription) -> this.events.add("subscribed silent-flux"));
		}

		@PigatoWorker("silent-mono")
		Mono<Integer> silentMono() {
			return Mono.<Integer>never()
				.doOnCancel(() -> this.events.add("cancelled silent-mono"))
				.doOnSubscribe((subscription) -> this.events.add("subscribed silent-mono"));
		}

		@PigatoWorker("endless-flux")
		Flux<Integer> endlessFlux() {
			return Flux.range(1, Integer.MAX_VALUE)
				.repeat()
				.doOnCancel(() -> this.events.add("cancelled endless-flux"));
		}

		@PigatoWorker("closing-stream")
		Stream<Integer> closingStream(int to) {
			return stream(to).onClose(() -> this.events.add("closed"));
		}

		@PigatoWorker("closing-iterator")
		ClosingIterator closingIterator(int to) {
			return new ClosingIterator(new ArrayList<>(stream(to).toList()).iterator(), this.events);
		}

	}

	record ClosingIterator(Iterator<Integer> values,
			LinkedBlockingQueue<String> events) implements Iterator<Integer>, AutoCloseable {

		@Override
		public boolean hasNext() {
			return this.values.hasNext();
		}

		@Override
		public Integer next() {
			return this.values.next();
		}

		@Override
		public void close() {
			this.events.add("closed iterator");
		}

	}

	static class ReturnsFuture {

		@PigatoWorker("work")
		@Nullable Future<String> work() {
			return null;
		}

	}

	static class StageOfStream {

		@PigatoWorker("work")
		CompletionStage<Stream<String>> work() {
			return CompletableFuture.completedFuture(Stream.empty());
		}

	}

	static class MonoOfFlux {

		@PigatoWorker("work")
		Mono<Flux<String>> work() {
			return Mono.empty();
		}

	}

	static class StreamOnLoop {

		@PigatoWorker(service = "work", handleOnLoop = "true")
		Stream<String> work() {
			return Stream.empty();
		}

	}

}
