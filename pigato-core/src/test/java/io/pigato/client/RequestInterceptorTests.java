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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.client.FakeBroker.Incoming;
import io.pigato.json.PayloadException;
import io.pigato.protocol.RequestOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RequestInterceptor} and {@link RequestObserver}, for each way to send.
 */
@Timeout(120)
class RequestInterceptorTests {

	private final FakeBroker broker = new FakeBroker();

	private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

	private final List<PigatoClient> clients = new ArrayList<>();

	private final RecordingInterceptor recorder = new RecordingInterceptor();

	private final PigatoClient client = client(this.recorder);

	@AfterEach
	void stop() {
		this.clients.forEach(PigatoClient::stop);
		this.broker.close();
		this.recorder.expectNothing();
	}

	private PigatoClient client(RequestInterceptor... interceptors) {
		PigatoClient.Builder builder = this.broker.clientBuilder().listener(new ClientListener() {

			@Override
			public void onError(Throwable cause) {
				RequestInterceptorTests.this.failures.add(cause);
			}

		});
		List.of(interceptors).forEach(builder::interceptor);
		PigatoClient client = builder.build();
		this.clients.add(client);
		client.start();
		return client;
	}

	@ParameterizedTest
	@EnumSource
	void observerIsToldPartialRepliesAndTheResultBeforeTheCallerSeesIt(Way way) {
		this.broker.answering((incoming) -> {
			incoming.partial("1");
			incoming.partial("2");
			incoming.last("3");
		});
		way.send(this.client.request("echo"));
		this.recorder.expectTold("sent echo", "partial 1", "partial 2", "result 3");
	}

	@ParameterizedTest
	@EnumSource
	void observerIsToldTheErrorOfTheWorker(Way way) {
		this.broker.answering((incoming) -> incoming.error("{\"code\":\"E\"}"));
		way.sendInVain(this.client.request("echo"), PigatoRemoteException.class);
		this.recorder.expectTold("sent echo", "error PigatoRemoteException");
	}

	@ParameterizedTest
	@EnumSource
	void observerIsToldOfTheTimeout(Way way) {
		way.sendInVain(this.client.request("echo").timeout(Duration.ofMillis(1)), PigatoTimeoutException.class);
		this.recorder.expectTold("sent echo", "error PigatoTimeoutException");
	}

	@ParameterizedTest
	@EnumSource
	void observerIsToldOfARequestThatIsRefused(Way way) {
		this.client.stop();
		way.sendInVain(this.client.request("echo"), PigatoClientClosedException.class);
		this.recorder.expectTold("sent echo", "error PigatoClientClosedException");
	}

	@ParameterizedTest
	@EnumSource
	void interceptorIsCalledOnTheThreadThatSends(Way way) {
		this.broker.answering((incoming) -> incoming.last("1"));
		way.send(this.client.request("echo"));
		assertThat(this.recorder.next().thread()).isSameAs(Thread.currentThread());
		assertThat(this.recorder.next().what()).isEqualTo("result 1");
	}

	@Test
	void observerOfABlockingCallIsToldOnTheThreadThatWaits() {
		this.broker.answering((incoming) -> incoming.last("1"));
		this.client.call("echo", null, Integer.class);
		this.recorder.next();
		assertThat(this.recorder.next().thread()).isSameAs(Thread.currentThread());
	}

	@Test
	void observersOfOtherCallsAreToldOnTheExecutorOfTheClient() {
		this.broker.answering((incoming) -> incoming.last("1"));
		this.client.callAsync("echo", null, Integer.class).join();
		this.recorder.next();
		assertThat(this.recorder.next().thread().getName()).startsWith("pigato-client-");
	}

	@Test
	void observerIsToldThatTheCallerWasInterrupted() {
		this.broker.answering((incoming) -> {
		});
		Thread.currentThread().interrupt();
		Way.CALL.sendInVain(this.client.request("echo"), PigatoCancelledException.class);
		assertThat(Thread.interrupted()).isTrue();
		this.recorder.expect("sent echo", "error PigatoCancelledException");
	}

	@Test
	void observerIsToldThatTheFutureWasCancelled() {
		CompletableFuture<Integer> future = this.client.callAsync("echo", null, Integer.class);
		this.broker.nextRequest();
		future.cancel(true);
		this.recorder.expect("sent echo", "error PigatoCancelledException");
	}

	@Test
	void observerIsToldThatTheStreamWasClosed() {
		try (Stream<Integer> replies = this.client.request("echo").stream(Integer.class)) {
			Incoming incoming = this.broker.nextRequest();
			incoming.partial("1");
			assertThat(replies.iterator().next()).isEqualTo(1);
		}
		this.recorder.expect("sent echo", "partial 1", "error PigatoCancelledException");
	}

	@Test
	void observerIsToldOfTheResultOfAStreamThatNobodyReads() {
		this.broker.answering((incoming) -> incoming.last("1"));
		Stream<Integer> replies = this.client.request("echo").stream(Integer.class);
		this.recorder.expect("sent echo", "result 1");
		replies.close();
	}

	@Test
	void observerIsToldThatTheCallWasCancelled() {
		Collector collector = new Collector();
		Call call = this.client.request("echo").send(collector);
		this.broker.nextRequest();
		call.cancel();
		this.recorder.expect("sent echo", "error PigatoCancelledException");
	}

	@Test
	void observerIsToldThatTheSubscriptionWasCancelled() {
		Collector collector = new Collector();
		this.client.request("echo").publisher(Integer.class).subscribe(collector);
		collector.subscription.request(1);
		this.broker.nextRequest();
		collector.subscription.cancel();
		this.recorder.expect("sent echo", "error PigatoCancelledException");
	}

	@Test
	void observerIsToldOfTheResultThatASubscriberHasNotAskedFor() {
		Collector collector = new Collector();
		this.client.request("echo").publisher(Integer.class).subscribe(collector);
		collector.subscription.request(1);
		Incoming incoming = this.broker.nextRequest();
		incoming.partial("1");
		incoming.last("2");
		this.recorder.expect("sent echo", "partial 1", "result 2");
		collector.subscription.cancel();
	}

	@Test
	void interceptorSeesASubscriptionWhenItFirstAsksForSomething() {
		this.broker.answering((incoming) -> incoming.last("1"));
		Flow.Publisher<Integer> publisher = this.client.request("echo").publisher(Integer.class);
		Collector idle = new Collector();
		publisher.subscribe(idle);
		idle.subscription.cancel();
		this.recorder.expectNothing();
		for (int i = 0; i < 2; i++) {
			Collector collector = new Collector();
			publisher.subscribe(collector);
			collector.subscription.request(2);
			this.recorder.expect("sent echo", "result 1");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "CALL", "FUTURE" })
	void observerIsToldThatAResultDoesNotFit(Way way) {
		this.broker.answering((incoming) -> incoming.last("\"text\""));
		way.sendInVain(this.client.request("echo"), PayloadException.class);
		this.recorder.expect("sent echo", "error PayloadException");
	}

	@ParameterizedTest
	@EnumSource
	void optionsOfInterceptorsAreSentBesideThoseOfTheCaller(Way way) {
		this.broker.answering((incoming) -> incoming.last("1"));
		BlockingQueue<RequestOptions> sent = new LinkedBlockingQueue<>();
		this.broker.answering((incoming) -> {
			sent.add(incoming.options());
			incoming.last("1");
		});
		PigatoClient client = client((request) -> {
			request.option("traceparent", "00-1-2-01").option("tenant", "interceptor's");
			return null;
		}, (request) -> {
			assertThat(request.options().get("traceparent")).isEqualTo("00-1-2-01");
			request.option("second", Map.of("of", request.requestId()));
			return null;
		});
		way.send(client.request("echo"));
		way.send(client.request("echo")
			.retry(true)
			.deadline(Duration.ofHours(1))
			.option("tenant", "caller's")
			.option("user", 1));
		assertThat(FakeBroker.next(sent).asMap()).containsEntry("timeout", 60_000)
			.containsEntry("retry", 0)
			.containsEntry("traceparent", "00-1-2-01")
			.containsEntry("tenant", "interceptor's")
			.containsKey("second")
			.hasSize((way == Way.CALL || way == Way.FUTURE) ? 5 : 7);
		assertThat(FakeBroker.next(sent).asMap()).containsEntry("timeout", 60_000)
			.containsEntry("retry", 1)
			.containsEntry("deadline", 3_600_000)
			.containsEntry("user", 1)
			.containsEntry("traceparent", "00-1-2-01")
			.containsEntry("tenant", "interceptor's")
			.containsKey("second");
	}

	@Test
	void optionsOfOneSubscriptionAreNotThoseOfTheNext() {
		BlockingQueue<RequestOptions> sent = new LinkedBlockingQueue<>();
		this.broker.answering((incoming) -> {
			sent.add(incoming.options());
			incoming.last("1");
		});
		PigatoClient client = client((request) -> {
			request.option(request.requestId(), true);
			return null;
		});
		Flow.Publisher<Integer> publisher = client.request("echo").option("user", 1).publisher(Integer.class);
		for (int i = 0; i < 2; i++) {
			Collector collector = new Collector();
			publisher.subscribe(collector);
			collector.subscription.request(Long.MAX_VALUE);
			assertThat(collector.outcome().join()).isNull();
			assertThat(FakeBroker.next(sent).asMap()).containsKeys("credit", "creditBytes").hasSize(6);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "timeout", "deadline", "retry", "workerId", "nocache", "persist", "failFast", "credit",
			"creditBytes" })
	void interceptorCantSetWhatHasAMeaningInTheProtocol(String key) {
		PigatoClient client = client(new RecordingInterceptor((request) -> request.option(key, 1)));
		assertThatIllegalArgumentException().isThrownBy(() -> client.request("echo").call(String.class))
			.withMessageContaining("'" + key + "'");
	}

	@ParameterizedTest
	@EnumSource
	void interceptorThatThrowsRefusesTheRequest(Way way) {
		RecordingInterceptor first = new RecordingInterceptor();
		PigatoClient client = client(first, (request) -> {
			throw new IllegalStateException("refused");
		});
		way.sendInVain(client.request("echo"), IllegalStateException.class);
		first.expect("sent echo", "error IllegalStateException");
		assertThat(client.statistics().requests()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void optionThatCantBeWrittenRefusesTheRequest(Way way) {
		RecordingInterceptor first = new RecordingInterceptor((request) -> request.option("self", new SelfReference()));
		PigatoClient client = client(first);
		way.sendInVain(client.request("echo"), PayloadException.class);
		first.expect("sent echo", "error PayloadException");
	}

	@ParameterizedTest
	@EnumSource
	void observerThatThrowsIsReportedAndChangesNothing(Way way) {
		this.broker.answering((incoming) -> {
			incoming.partial("1");
			incoming.last("2");
		});
		PigatoClient client = client((request) -> new RequestObserver() {

			@Override
			public void onPartial(RawReply reply) {
				throw new IllegalStateException("partial");
			}

			@Override
			public void onResult(RawReply reply) {
				throw new IllegalStateException("result");
			}

		}, this.recorder);
		way.send(client.request("echo"));
		this.recorder.expect("sent echo", "partial 1", "result 2");
		assertThat(FakeBroker.next(this.failures)).hasMessage("partial");
		assertThat(FakeBroker.next(this.failures)).hasMessage("result");
	}

	@Test
	void interceptorIsAskedToCaptureWhatIsCurrentForRequestsThatAreSentLater() {
		this.broker.answering((incoming) -> incoming.last(incoming.data().equals("null") ? "{}" : "[]"));
		RecordingInterceptor captured = new RecordingInterceptor();
		BlockingQueue<Thread> captures = new LinkedBlockingQueue<>();
		PigatoClient client = client(new RequestInterceptor() {

			@Override
			public RequestObserver intercept(OutgoingRequest request) {
				throw new IllegalStateException("not captured");
			}

			@Override
			public RequestInterceptor capture() {
				captures.add(Thread.currentThread());
				return captured;
			}

		});
		assertThat(client.scatter("echo").gather(String.class).size()).isZero();
		assertThat(captures).containsExactly(Thread.currentThread());
		captured.expect("sent $dir", "result []", "sent $dir", "result {}");
	}

	@Test
	void dataThatCantBeWrittenIsNotSeenByInterceptors() {
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> this.client.call("echo", new SelfReference(), String.class));
		this.recorder.expectNothing();
	}

	@Test
	void interceptorMustNotBeNull() {
		assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> PigatoClient.builder().interceptor(null))
			.withMessageContaining("interceptor");
	}

	@Test
	void firstInterceptorIsAroundTheOthers() {
		this.broker.answering((incoming) -> incoming.last("1"));
		BlockingQueue<String> order = new LinkedBlockingQueue<>();
		PigatoClient client = client(named("first", order), named("second", order));
		client.call("echo", null, Integer.class);
		assertThat(order).containsExactly("first sent", "second sent", "second result", "first result");
	}

	private static RequestInterceptor named(String name, BlockingQueue<String> order) {
		return (request) -> {
			order.add(name + " sent");
			return new RequestObserver() {

				@Override
				public void onResult(RawReply reply) {
					order.add(name + " result");
				}

			};
		};
	}

	/**
	 * The ways to send.
	 */
	enum Way {

		CALL {

			@Override
			void send(RequestSpec request) {
				request.call(Integer.class);
			}

		},

		FUTURE {

			@Override
			void send(RequestSpec request) {
				join(request.callAsync(Integer.class));
			}

		},

		STREAM {

			@Override
			void send(RequestSpec request) {
				try (Stream<Integer> replies = request.stream(Integer.class)) {
					replies.forEach((reply) -> {
					});
				}
			}

		},

		PUBLISHER {

			@Override
			void send(RequestSpec request) {
				Collector collector = new Collector();
				request.publisher(Integer.class).subscribe(collector);
				collector.subscription.request(Long.MAX_VALUE);
				join(collector.outcome());
			}

		},

		LISTENER {

			@Override
			void send(RequestSpec request) {
				Collector collector = new Collector();
				request.send(collector);
				join(collector.outcome());
			}

		};

		/**
		 * Send a request, and return when the caller has seen its end.
		 */
		abstract void send(RequestSpec request);

		void sendInVain(RequestSpec request, Class<? extends Exception> expected) {
			assertThatExceptionOfType(expected).isThrownBy(() -> send(request));
		}

		private static void join(CompletableFuture<?> future) {
			try {
				future.join();
			}
			catch (CompletionException ex) {
				throw (RuntimeException) ex.getCause();
			}
		}

	}

	/**
	 * Waits for the end of a request.
	 */
	private static final class Collector implements CallListener<RawReply>, Flow.Subscriber<Integer> {

		private final CompletableFuture<Void> outcome = new CompletableFuture<>();

		private Flow.Subscription subscription;

		CompletableFuture<Void> outcome() {
			return this.outcome.orTimeout(FakeBroker.PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}

		@Override
		public void onFinal(RawReply reply) {
			this.outcome.complete(null);
		}

		@Override
		public void onError(PigatoException error) {
			this.outcome.completeExceptionally(error);
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
		}

		@Override
		public void onNext(Integer item) {
		}

		@Override
		public void onError(Throwable error) {
			this.outcome.completeExceptionally(error);
		}

		@Override
		public void onComplete() {
			this.outcome.complete(null);
		}

	}

	/**
	 * Can't be written as JSON.
	 */
	private static final class SelfReference {

		@SuppressWarnings("unused")
		public SelfReference getSelf() {
			return this;
		}

	}

}
