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

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.pigato.client.GatherResult;
import io.pigato.client.PigatoNoWorkerException;
import io.pigato.client.PigatoRemoteException;
import io.pigato.client.RawReply;
import io.pigato.client.WorkerResult;
import io.pigato.json.PayloadException;
import io.pigato.json.RawJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PigatoExchangeProxyFactory}: what methods return, and what proxies do
 * besides.
 */
@Timeout(120)
class PigatoExchangeProxyFactoryTests {

	private final ExchangeWorld world = new ExchangeWorld();

	@AfterEach
	void close() {
		this.world.close();
	}

	private <T> T client(Class<T> type) {
		return PigatoExchangeProxyFactory.builder(this.world.client).build().createClient(type);
	}

	@Test
	void methodReturnsTheFinalReply() {
		Echo echo = client(Echo.class);
		assertThat(echo.value(new Item("a", 1))).isEqualTo(new Item("a", 1));
		assertThat(echo.value(null)).isNull();
		assertThat(echo.list(List.of(new Item("a", 1)))).containsExactly(new Item("a", 1));
		assertThat(echo.number(7)).isEqualTo(7);
		assertThat(echo.optional("a")).contains("a");
		assertThat(echo.optional(null)).isEmpty();
		assertThat(echo.bytes("a")).asString().isEqualTo("\"a\"");
		assertThat(echo.rawJson(RawJson.of("[1,2]"))).isEqualTo(RawJson.of("[1,2]"));
	}

	@Test
	void methodMayReturnTheReplyAsItCame() throws Exception {
		Echo echo = client(Echo.class);
		RawReply reply = echo.rawReply("a");
		assertThat(reply.isFinal()).isTrue();
		assertThat(reply.as(String.class)).isEqualTo("a");
		assertThat(reply.json()).isEqualTo(RawJson.of("\"a\""));
		assertThat(echo.futureRawReply("a").get().as(String.class)).isEqualTo("a");
		Count count = client(Count.class);
		assertThat(count.rawReplies(2).map((each) -> each.json() + " " + each.isFinal()).collectList().block())
			.containsExactly("2 false", "1 false", "null true");
	}

	@Test
	void methodThatReturnsNothingWaitsForTheFinalReply() {
		Echo echo = client(Echo.class);
		echo.nothing(new Item("a", 1));
		assertThat(this.world.client.statistics().pending()).isZero();
		echo.boxedNothing("a");
		assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(() -> client(Fail.class).nothing());
	}

	@Test
	void methodMayReturnAFuture() {
		Echo echo = client(Echo.class);
		assertThat(echo.future("a")).succeedsWithin(ExchangeWorld.PATIENCE).isEqualTo("a");
		assertThat(echo.stage("a").toCompletableFuture()).succeedsWithin(ExchangeWorld.PATIENCE).isEqualTo("a");
		assertThat(echo.plainFuture("a")).succeedsWithin(ExchangeWorld.PATIENCE).isEqualTo("a");
		assertThat(echo.futureNothing("a")).succeedsWithin(ExchangeWorld.PATIENCE).isNull();
	}

	@Test
	void futureThatIsCancelledGivesTheRequestUp() {
		CompletableFuture<String> future = client(Silent.class).future();
		this.world.awaitSilentRequest();
		future.cancel(true);
		this.world.awaitCancelled(1);
	}

	@Test
	void methodMayReturnAllReplies() {
		Count count = client(Count.class);
		try (Stream<Integer> stream = count.stream(3)) {
			assertThat(stream).containsExactly(3, 2, 1);
		}
		assertThat(JdkFlowAdapter.flowPublisherToFlux(count.publisher(3)).collectList().block()).containsExactly(3, 2,
				1);
		StepVerifier.create(count.flux(3)).expectNext(3, 2, 1).expectComplete().verify(ExchangeWorld.PATIENCE);
	}

	@Test
	void monoIsSentForEachSubscription() {
		Mono<String> mono = client(Echo.class).mono("a");
		long before = this.world.client.statistics().requests();
		assertThat(mono.block(ExchangeWorld.PATIENCE)).isEqualTo("a");
		assertThat(mono.block(ExchangeWorld.PATIENCE)).isEqualTo("a");
		assertThat(this.world.client.statistics().requests()).isEqualTo(before + 2);
		assertThat(client(Echo.class).mono(null).blockOptional(ExchangeWorld.PATIENCE)).isEmpty();
		assertThat(client(Echo.class).monoNothing("a").blockOptional(ExchangeWorld.PATIENCE)).isEmpty();
	}

	@Test
	void subscriptionThatIsCancelledGivesTheRequestUp() {
		StepVerifier.create(client(Silent.class).mono())
			.then(this.world::awaitSilentRequest)
			.thenCancel()
			.verify(ExchangeWorld.PATIENCE);
		this.world.awaitCancelled(1);
		StepVerifier.create(client(Silent.class).flux())
			.then(this.world::awaitSilentRequest)
			.thenCancel()
			.verify(ExchangeWorld.PATIENCE);
		this.world.awaitCancelled(2);
	}

	@Test
	void errorsAreThoseOfTheClient() {
		Fail fail = client(Fail.class);
		assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(fail::value)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("E1"));
		assertThat(fail.future()).failsWithin(ExchangeWorld.PATIENCE)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(PigatoRemoteException.class);
		StepVerifier.create(fail.mono()).expectError(PigatoRemoteException.class).verify(ExchangeWorld.PATIENCE);
		StepVerifier.create(fail.flux()).expectError(PigatoRemoteException.class).verify(ExchangeWorld.PATIENCE);
		assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(() -> fail.stream().toList());
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> client(Echo.class).number("text"));
		this.world.worker("empty", (request, reply) -> reply.end(RawJson.of("")));
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> client(Empty.class).number())
			.withMessageContainingAll("Empty.number", "int", "Integer");
	}

	@Test
	void requestToAllWorkersReturnsWhoAnsweredAndWhoFailed() {
		this.world.worker("stock", (request, reply) -> reply.end(request.data(Integer.class) + 1));
		this.world.worker("stock", (request, reply) -> reply.error("broken"));
		Stock stock = client(Stock.class);
		GatherResult<Integer> result = stock.gather(1);
		assertThat(result.values()).containsExactly(2);
		assertThat(result.failures()).hasSize(1);
		assertThat(stock.future(2)).succeedsWithin(ExchangeWorld.PATIENCE)
			.satisfies((gathered) -> assertThat(gathered.values()).containsExactly(3));
		assertThat(stock.mono(3).block(ExchangeWorld.PATIENCE).values()).containsExactly(4);
		try (Stream<WorkerResult<Integer>> results = stock.stream(4)) {
			assertThat(results).hasSize(2)
				.filteredOn(WorkerResult::isAnswered)
				.extracting(WorkerResult::value)
				.containsExactly(5);
		}
		assertThat(stock.flux(5).collectList().block(ExchangeWorld.PATIENCE)).hasSize(2);
		assertThat(JdkFlowAdapter.flowPublisherToFlux(stock.publisher(6)).collectList().block(ExchangeWorld.PATIENCE))
			.hasSize(2);
	}

	@Test
	void requestToAllWorkersHasTheOptionsThatMakeSenseForAll() {
		assertThatExceptionOfType(PigatoNoWorkerException.class)
			.isThrownBy(() -> client(Stock.class).with(PigatoCallOptions.none().withFailFast(true)));
		assertThat(client(Stock.class)
			.with(PigatoCallOptions.none()
				.withTimeout(PigatoCallOptions.NO_TIMEOUT)
				.withDeadline(ExchangeWorld.PATIENCE)
				.withRetry(true))
			.size()).isZero();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> client(Stock.class).with(PigatoCallOptions.none().withWorkerId("w1")))
			.withMessageContaining("'w1'");
	}

	@Test
	void defaultMethodsRun() {
		Defaults defaults = client(Defaults.class);
		assertThat(defaults.twice("a")).isEqualTo("aa");
		assertThat(defaults.constant()).isEqualTo("constant");
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(defaults::failing).withMessage("expected");
	}

	@Test
	void objectMethodsAreThoseOfTheProxy() {
		Echo one = client(Echo.class);
		Echo other = client(Echo.class);
		assertThat(one.equals(one)).isTrue();
		assertThat(one.equals(other)).isFalse();
		assertThat(one.equals(null)).isFalse();
		assertThat(one.hashCode()).isEqualTo(System.identityHashCode(one));
		assertThat(one.toString()).contains(Echo.class.getName());
	}

	@Test
	void methodsAreInheritedWithTheirTypes() {
		Items items = client(Items.class);
		assertThat(items.save(new Item("a", 1))).isEqualTo(new Item("a", 1));
		assertThat(items.saveAll(List.of(new Item("b", 2)))).containsExactly(new Item("b", 2));
		assertThat(items.find("\"c\"")).succeedsWithin(ExchangeWorld.PATIENCE).isEqualTo(Optional.empty());
		Crud<Item> crud = items;
		assertThat(crud.save(new Item("c", 3))).isEqualTo(new Item("c", 3));
	}

	@Test
	void methodThatIsRedeclaredIsTheSameRequest() {
		Redeclared redeclared = client(Redeclared.class);
		Item item = redeclared.save(new Item("a", 1));
		assertThat(item).isEqualTo(new Item("a", 1));
		Crud<Item> crud = redeclared;
		assertThat(crud.save(item)).isEqualTo(item);
	}

	record Item(String name, int count) {

	}

	@PigatoExchange("echo")
	interface Echo {

		@PigatoExchange
		Item value(Item item);

		@PigatoExchange
		List<Item> list(List<Item> items);

		@PigatoExchange
		int number(Object data);

		@PigatoExchange
		Optional<String> optional(String text);

		@PigatoExchange
		byte[] bytes(String text);

		@PigatoExchange
		RawJson rawJson(RawJson json);

		@PigatoExchange
		RawReply rawReply(String text);

		@PigatoExchange
		CompletableFuture<RawReply> futureRawReply(String text);

		@PigatoExchange
		void nothing(Item item);

		@PigatoExchange
		Void boxedNothing(String text);

		@PigatoExchange
		CompletableFuture<String> future(String text);

		@PigatoExchange
		CompletionStage<String> stage(String text);

		@PigatoExchange
		Future<String> plainFuture(String text);

		@PigatoExchange
		CompletableFuture<Void> futureNothing(String text);

		@PigatoExchange
		Mono<String> mono(String text);

		@PigatoExchange
		Mono<Void> monoNothing(String text);

	}

	@PigatoExchange("count")
	interface Count {

		@PigatoExchange
		Stream<Integer> stream(int from);

		@PigatoExchange
		Flow.Publisher<Integer> publisher(int from);

		@PigatoExchange
		Flux<Integer> flux(int from);

		@PigatoExchange
		Flux<RawReply> rawReplies(int from);

	}

	@PigatoExchange("silent")
	interface Silent {

		@PigatoExchange
		CompletableFuture<String> future();

		@PigatoExchange
		Mono<String> mono();

		@PigatoExchange
		Flux<String> flux();

	}

	@PigatoExchange("fail")
	interface Fail {

		@PigatoExchange
		String value();

		@PigatoExchange
		void nothing();

		@PigatoExchange
		CompletableFuture<String> future();

		@PigatoExchange
		Mono<String> mono();

		@PigatoExchange
		Flux<String> flux();

		@PigatoExchange
		Stream<String> stream();

	}

	interface Empty {

		@PigatoExchange("empty")
		int number();

	}

	@PigatoExchange("stock")
	interface Stock {

		@PigatoExchange(scatter = true)
		GatherResult<Integer> gather(int number);

		@PigatoExchange(scatter = true)
		CompletableFuture<GatherResult<Integer>> future(int number);

		@PigatoExchange(scatter = true)
		Mono<GatherResult<Integer>> mono(int number);

		@PigatoExchange(scatter = true)
		Stream<WorkerResult<Integer>> stream(int number);

		@PigatoExchange(scatter = true)
		Flux<WorkerResult<Integer>> flux(int number);

		@PigatoExchange(scatter = true)
		Flow.Publisher<WorkerResult<Integer>> publisher(int number);

		@PigatoExchange(scatter = true)
		GatherResult<Integer> with(PigatoCallOptions options);

	}

	interface Defaults {

		@PigatoExchange("echo")
		String echo(String text);

		default String twice(String text) {
			return echo(text) + echo(text);
		}

		default String constant() {
			return helper();
		}

		default void failing() {
			throw new IllegalStateException("expected");
		}

		private String helper() {
			return "constant";
		}

		static String unrelated() {
			return "static";
		}

	}

	interface Crud<T> {

		@PigatoExchange("echo")
		T save(T item);

		@PigatoExchange("echo")
		List<T> saveAll(List<T> items);

		@PigatoExchange("echo")
		CompletableFuture<Optional<T>> find(String text);

	}

	interface Items extends Crud<Item> {

		@Override
		default CompletableFuture<Optional<Item>> find(String text) {
			return CompletableFuture.completedFuture(Optional.empty());
		}

	}

	interface Redeclared extends Crud<Item> {

		@Override
		Item save(Item item);

	}

}
