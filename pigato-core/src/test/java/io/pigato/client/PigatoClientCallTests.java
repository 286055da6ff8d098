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

package io.pigato.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.client.FakeBroker.Incoming;
import io.pigato.json.PayloadException;
import io.pigato.json.RawJson;
import io.pigato.json.TypeRef;
import io.pigato.transport.EventLoop;
import io.pigato.transport.Transports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PigatoClient}: blocking calls and futures over the memory transport.
 */
@Timeout(120)
class PigatoClientCallTests {

	private final FakeBroker broker = new FakeBroker();

	private final PigatoClient client = this.broker.clientBuilder().build();

	@BeforeEach
	void start() {
		this.client.start();
	}

	@AfterEach
	void stop() {
		this.client.stop();
		this.broker.close();
		assertThat(this.client.statistics().pending()).isZero();
	}

	@Test
	void resultMayBeTheReplyAsItCame() {
		this.broker.answering((incoming) -> incoming.last("\"not a number\""));
		RawReply reply = this.client.request("echo").call(RawReply.class);
		assertThat(reply.isFinal()).isTrue();
		assertThat(reply.json()).isEqualTo(RawJson.of("\"not a number\""));
		assertThat(reply.options().cache()).isEqualTo(7);
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> reply.as(Integer.class));
	}

	@Test
	void blockingCallReturnsTheResult() {
		this.broker.answering((incoming) -> incoming.last(incoming.data()));
		assertThat(this.client.request("echo").data("hello").call(String.class)).isEqualTo("hello");
		assertThat(this.client.call("echo", 42, Integer.class)).isEqualTo(42);
		ClientStatistics statistics = this.client.statistics();
		assertThat(statistics.connected()).isTrue();
		assertThat(statistics.requests()).isEqualTo(2);
		assertThat(statistics.replies()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "undefined", "" })
	void resultMayBeNull(String json) {
		this.broker.answering((incoming) -> incoming.last(json));
		assertThat(this.client.call("echo", null, String.class)).isNull();
		assertThat(this.client.callAsync("echo", null, String.class)).succeedsWithin(FakeBroker.PATIENCE).isNull();
	}

	@Test
	void resultMayBeOfAGenericType() {
		this.broker.answering((incoming) -> incoming.last("[{\"a\":1},{\"b\":2}]"));
		List<Map<String, Integer>> result = this.client.request("echo").call(new TypeRef<List<Map<String, Integer>>>() {
		});
		assertThat(result).containsExactly(Map.of("a", 1), Map.of("b", 2));
	}

	@Test
	void resultMayBeRawJson() {
		this.broker.answering((incoming) -> incoming.last("{ \"a\" : 1 }"));
		assertThat(this.client.call("echo", null, RawJson.class)).isEqualTo(RawJson.of("{ \"a\" : 1 }"));
	}

	@Test
	void rawJsonIsSentAsItIs() {
		CompletableFuture<RawJson> future = this.client.callAsync("echo", RawJson.of("{ \"a\" : 1 }"), RawJson.class);
		assertThat(this.broker.nextRequest().data()).isEqualTo("{ \"a\" : 1 }");
		future.cancel(true);
	}

	@Test
	void partialRepliesAreNotKeptForAResult() {
		this.broker.answering((incoming) -> {
			for (int i = 0; i < 5000; i++) {
				incoming.partial("" + i);
			}
			incoming.last("\"end\"");
		});
		assertThat(this.client.call("echo", null, String.class)).isEqualTo("end");
		assertThat(this.client.statistics().partials()).isEqualTo(5000);
	}

	@Test
	void manyCallsAtATimeGetTheirOwnResults() {
		this.broker.answering((incoming) -> incoming.last(incoming.data()));
		List<CompletableFuture<Integer>> futures = new ArrayList<>();
		for (int i = 0; i < 10_000; i++) {
			futures.add(this.client.callAsync("echo", i, Integer.class));
		}
		for (int i = 0; i < futures.size(); i++) {
			assertThat(futures.get(i).join()).isEqualTo(i);
		}
	}

	@Test
	void futureCompletesOnTheExecutorAndNotOnTheLoop() {
		this.broker.answering((incoming) -> incoming.last("1"));
		EventLoop loop = Transports.named("memory").newEventLoop("own-loop");
		PigatoClient other = this.broker.clientBuilder()
			.eventLoop(loop)
			.executor((task) -> new Thread(task, "own-executor").start())
			.build();
		other.start();
		CompletableFuture<String> thread = other.request("echo")
			.callAsync(Integer.class)
			.thenApply((value) -> Thread.currentThread().getName());
		assertThat(thread).succeedsWithin(FakeBroker.PATIENCE).isIn("own-executor", Thread.currentThread().getName());
		other.stop();
		loop.close();
	}

	@Test
	void workersErrorIsARemoteException() {
		this.broker.answering((incoming) -> incoming.error("{\"code\":\"E1\",\"message\":\"broken\",\"more\":1}"));
		assertThatExceptionOfType(PigatoRemoteException.class)
			.isThrownBy(() -> this.client.call("echo", 1, String.class))
			.satisfies((ex) -> {
				assertThat(ex.code()).isEqualTo("E1");
				assertThat(ex.remoteMessage()).isEqualTo("broken");
				assertThat(ex.data()).hasToString("{\"code\":\"E1\",\"message\":\"broken\",\"more\":1}");
			})
			.withMessageContainingAll("'echo'", "broken");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "false", "\"\"", "null", "undefined", "" })
	void falsyErrorsAreErrors(String json) {
		this.broker.answering((incoming) -> incoming.error(json));
		assertThatExceptionOfType(PigatoRemoteException.class)
			.isThrownBy(() -> this.client.call("echo", 1, String.class))
			.satisfies((ex) -> assertThat(ex.data()).hasToString(json));
		assertThat(this.client.callAsync("echo", 1, String.class)).failsWithin(FakeBroker.PATIENCE)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(PigatoRemoteException.class);
	}

	@Test
	void stackTraceOfABlockingCallLeadsToItsCaller() {
		this.broker.answering((incoming) -> incoming.error("1"));
		assertThatExceptionOfType(PigatoRemoteException.class)
			.isThrownBy(() -> this.client.call("echo", 1, String.class))
			.satisfies((ex) -> assertThat(ex.getStackTrace())
				.anySatisfy((element) -> assertThat(element.getClassName()).startsWith(getClass().getName())));
	}

	@Test
	void timeoutIsATimeoutException() {
		assertThatExceptionOfType(PigatoTimeoutException.class)
			.isThrownBy(() -> this.client.request("echo").timeout(Duration.ofMillis(5)).call(String.class))
			.withMessageContainingAll("'echo'", "5 ms");
		assertThat(this.client.statistics().timeouts()).isOne();
		assertThat(FakeBroker.next(this.broker.cancels)).isEqualTo(this.broker.nextRequest().id());
	}

	@Test
	void deadlineIsATimeoutException() {
		this.broker.answering((incoming) -> incoming.partial("1"));
		assertThatExceptionOfType(PigatoTimeoutException.class)
			.isThrownBy(() -> this.client.request("echo").deadline(Duration.ofMillis(5)).call(String.class))
			.withMessageContaining("deadline of 5 ms");
	}

	@Test
	void optionsAreSentWithTheRequest() {
		this.client.request("echo").data(1).callAsync(String.class);
		Incoming plain = this.broker.nextRequest();
		assertThat(plain.options().asMap()).isEqualTo(Map.of("timeout", 60000, "retry", 0));
		this.client.request("echo")
			.data(1)
			.timeout(Duration.ofSeconds(2))
			.deadline(Duration.ofNanos(1))
			.retry(true)
			.workerId("w")
			.noCache()
			.failFast()
			.option("traceparent", "x")
			.callAsync(String.class);
		assertThat(this.broker.nextRequest().options().asMap()).isEqualTo(Map.of("timeout", 2000, "deadline", 1,
				"retry", 1, "workerId", "w", "nocache", 1, "failFast", 1, "traceparent", "x"));
		this.client.request("echo").noTimeout().callAsync(String.class);
		assertThat(this.broker.nextRequest().options().timeout()).isEqualTo(-1);
		this.client.request("echo").noTimeout().timeout(null).callAsync(String.class);
		assertThat(this.broker.nextRequest().options().timeout()).isEqualTo(60_000);
	}

	@Test
	void badOptionsAreRefused() {
		RequestSpec spec = this.client.request("echo");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.timeout(Duration.ZERO))
			.withMessageContaining("timeout");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.timeout(Duration.ofMillis(-1)))
			.withMessageContaining("timeout");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.deadline(Duration.ZERO))
			.withMessageContaining("deadline");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.bufferSize(0)).withMessageContaining("bufferSize");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.option("timeout", 1))
			.withMessageContaining("timeout");
	}

	@Test
	void dataThatCantBeWrittenThrowsBeforeAnythingIsSent() {
		Object data = new Object() {

			@SuppressWarnings("unused")
			public String getValue() {
				throw new IllegalStateException("expected");
			}

		};
		RequestSpec spec = this.client.request("echo").data(data);
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> spec.call(String.class));
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> spec.callAsync(String.class));
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> spec.stream(String.class));
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> spec.publisher(String.class));
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> this.client.request("echo").option("x", data).call(String.class));
		assertThat(this.client.statistics().requests()).isZero();
		assertThat(this.broker.requests).isEmpty();
	}

	@Test
	void resultThatDoesNotFitFailsThatCallOnly() {
		this.broker.answering((incoming) -> incoming.last(incoming.data()));
		CompletableFuture<Integer> good = this.client.callAsync("echo", 1, Integer.class);
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> this.client.call("echo", "text", Integer.class))
			.withMessageContaining("'echo'");
		assertThat(this.client.callAsync("echo", "text", Integer.class)).failsWithin(FakeBroker.PATIENCE)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(PayloadException.class);
		assertThat(good).succeedsWithin(FakeBroker.PATIENCE).isEqualTo(1);
		assertThat(this.client.call("echo", 2, Integer.class)).isEqualTo(2);
	}

	@Test
	void cancelledFutureGivesTheRequestUp() {
		CompletableFuture<String> future = this.client.callAsync("echo", 1, String.class);
		Incoming incoming = this.broker.nextRequest();
		assertThat(future.cancel(true)).isTrue();
		assertThat(FakeBroker.next(this.broker.cancels)).isEqualTo(incoming.id());
		assertThatExceptionOfType(CancellationException.class).isThrownBy(future::join);
		assertThat(this.client.statistics().cancelled()).isOne();
		incoming.last("1");
		Awaitility.await().until(() -> this.client.statistics().lateReplies() == 1);
	}

	@Test
	void futureThatTimesOutByItselfGivesTheRequestUp() {
		CompletableFuture<String> future = this.client.callAsync("echo", 1, String.class)
			.orTimeout(5, TimeUnit.MILLISECONDS);
		assertThat(future).failsWithin(FakeBroker.PATIENCE)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(TimeoutException.class);
		assertThat(FakeBroker.next(this.broker.cancels)).isEqualTo(this.broker.nextRequest().id());
	}

	@Test
	void interruptedCallThrowsWithTheFlagSetAndGivesTheRequestUp() {
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			try {
				this.client.call("echo", 1, String.class);
			}
			catch (PigatoCancelledException ex) {
				interrupted.complete(Thread.currentThread().isInterrupted());
			}
		});
		caller.start();
		Incoming incoming = this.broker.nextRequest();
		caller.interrupt();
		assertThat(interrupted).succeedsWithin(FakeBroker.PATIENCE).isEqualTo(true);
		assertThat(FakeBroker.next(this.broker.cancels)).isEqualTo(incoming.id());
	}

	@Test
	void blockingOnTheLoopThreadIsRefused() {
		EventLoop loop = Transports.named("memory").newEventLoop("own-loop");
		PigatoClient other = this.broker.clientBuilder().eventLoop(loop).build();
		other.start();
		List<ThrowingRunnable> waits = List.of(() -> other.call("echo", 1, String.class),
				() -> other.callAsync("echo", 1, String.class).join(),
				() -> other.callAsync("echo", 1, String.class).get(),
				() -> other.request("echo").stream(String.class).toList());
		for (ThrowingRunnable wait : waits) {
			CompletableFuture<Void> done = new CompletableFuture<>();
			loop.execute(() -> {
				try {
					wait.run();
					done.complete(null);
				}
				catch (Throwable ex) {
					done.completeExceptionally(ex);
				}
			});
			assertThat(done).failsWithin(FakeBroker.PATIENCE)
				.withThrowableOfType(ExecutionException.class)
				.withCauseInstanceOf(IllegalStateException.class)
				.withMessageContaining("own-loop");
		}
		other.stop();
		loop.close();
	}

	@Test
	void requestsBeyondTheLimitAreRefusedAtOnce() {
		PigatoClient other = this.broker.clientBuilder().maxPendingRequests(2).build();
		other.start();
		CompletableFuture<String> first = other.callAsync("echo", 1, String.class);
		other.callAsync("echo", 2, String.class);
		assertThatExceptionOfType(PigatoBusyException.class).isThrownBy(() -> other.call("echo", 3, String.class));
		assertThat(other.statistics().refused()).isOne();
		this.broker.nextRequest().last("\"x\"");
		assertThat(first).succeedsWithin(FakeBroker.PATIENCE).isEqualTo("x");
		CompletableFuture<String> third = other.callAsync("echo", 3, String.class);
		this.broker.nextRequest();
		this.broker.nextRequest().last("\"y\"");
		assertThat(third).succeedsWithin(FakeBroker.PATIENCE).isEqualTo("y");
		other.stop();
	}

	@Test
	void openRequestsBeatForThemselves() {
		PigatoClient other = this.broker.clientBuilder().heartbeatInterval(Duration.ofMillis(5)).build();
		other.start();
		CompletableFuture<String> future = other.callAsync("echo", 1, String.class);
		Incoming incoming = this.broker.nextRequest();
		for (int i = 0; i < 3; i++) {
			assertThat(FakeBroker.next(this.broker.beats)).isEqualTo(incoming.id());
		}
		incoming.last("\"done\"");
		assertThat(future).succeedsWithin(FakeBroker.PATIENCE).isEqualTo("done");
		other.stop();
	}

	@Test
	void serviceMustNotBeNull() {
		assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> this.client.request(null))
			.withMessageContaining("service");
	}

	@Test
	void messagesThatNoBrokerSendsHarmNobody() {
		CompletableFuture<String> future = this.client.callAsync("echo", 1, String.class);
		Incoming incoming = this.broker.nextRequest();
		byte[] empty = {};
		this.broker.sendFrames(incoming.client(), empty);
		this.broker.sendFrames(incoming.client(), new byte[] { 'W' }, new byte[] { '2' });
		this.broker.sendFrames(incoming.client(), new byte[] { 'C' }, new byte[] { '9' }, empty);
		this.broker.sendFrames(incoming.client(), new byte[] { 'C' }, new byte[] { '3' }, empty, empty, empty);
		incoming.last("\"fine\"");
		assertThat(future).succeedsWithin(FakeBroker.PATIENCE).isEqualTo("fine");
		assertThat(this.client.statistics().malformed()).isEqualTo(3);
		assertThat(this.client.statistics().lateReplies()).isOne();
	}

	@FunctionalInterface
	private interface ThrowingRunnable {

		void run() throws Exception;

	}

}
