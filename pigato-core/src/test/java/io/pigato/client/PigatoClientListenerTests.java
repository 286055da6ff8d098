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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.pigato.client.FakeBroker.Incoming;
import io.pigato.protocol.ToClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CallListener} and {@link ClientListener}.
 */
@Timeout(120)
class PigatoClientListenerTests {

	private final FakeBroker broker = new FakeBroker();

	private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

	private final PigatoClient client = this.broker.clientBuilder().listener(new Recorder()).build();

	@AfterEach
	void stop() {
		this.client.stop();
		this.broker.close();
		assertThat(this.client.statistics().pending()).isZero();
	}

	@Test
	void listenerIsToldPartialRepliesAndTheFinalOne() {
		this.client.start();
		this.broker.answering((incoming) -> {
			incoming.partial("1");
			incoming.partial("null");
			incoming.last("{\"a\":3}");
		});
		Replies replies = new Replies();
		Call call = this.client.request("ticks").send(replies);
		assertThat(FakeBroker.next(replies.told)).isEqualTo("partial 1");
		assertThat(FakeBroker.next(replies.told)).isEqualTo("partial null");
		assertThat(FakeBroker.next(replies.told)).isEqualTo("final {\"a\":3}");
		assertThat(call.isDone()).isTrue();
		call.cancel();
		call.heartbeat();
		assertThat(replies.last.isFinal()).isTrue();
		assertThat(replies.last.as(A.class)).isEqualTo(new A(3));
		assertThat(replies.last.options().cache()).isEqualTo(7);
	}

	@Test
	void repliesOfOneRequestAreToldOneAfterTheOther() {
		this.client.start();
		this.broker.answering((incoming) -> {
			for (int i = 0; i < 1000; i++) {
				incoming.partial("" + i);
			}
			incoming.last("1000");
		});
		AtomicInteger busy = new AtomicInteger();
		AtomicInteger expected = new AtomicInteger();
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.client.request("ticks").send(new CallListener<>() {

			@Override
			public void onPartial(RawReply reply) {
				check(reply);
			}

			@Override
			public void onFinal(RawReply reply) {
				check(reply);
				done.complete(null);
			}

			@Override
			public void onError(PigatoException error) {
				done.completeExceptionally(error);
			}

			private void check(RawReply reply) {
				if (busy.getAndIncrement() != 0 || reply.as(Integer.class) != expected.getAndIncrement()) {
					done.completeExceptionally(new AssertionError("not serial or not in order"));
				}
				busy.decrementAndGet();
			}

		});
		assertThat(done).succeedsWithin(FakeBroker.PATIENCE);
		assertThat(expected).hasValue(1001);
	}

	@Test
	void listenerIsToldTheError() {
		this.client.start();
		this.broker.answering((incoming) -> incoming.error("\"B_NO_WORKER\""));
		Replies replies = new Replies();
		this.client.request("ticks").failFast().send(replies);
		assertThat(FakeBroker.next(replies.told)).isEqualTo("error PigatoNoWorkerException");
	}

	@Test
	void cancelledCallHasOneOutcomeAndTellsTheBroker() {
		this.client.start();
		Replies replies = new Replies();
		Call call = this.client.request("ticks").send(replies);
		Incoming incoming = this.broker.nextRequest();
		assertThat(call.requestId()).isEqualTo(incoming.id());
		assertThat(call.isDone()).isFalse();
		call.heartbeat();
		assertThat(FakeBroker.next(this.broker.beats)).isEqualTo(incoming.id());
		call.cancel();
		call.cancel();
		assertThat(FakeBroker.next(replies.told)).isEqualTo("error PigatoCancelledException");
		assertThat(FakeBroker.next(this.broker.cancels)).isEqualTo(incoming.id());
		incoming.last("1");
		Awaitility.await().until(() -> this.client.statistics().lateReplies() == 1);
		assertThat(replies.told).isEmpty();
		assertThat(call.isDone()).isTrue();
	}

	@Test
	void listenerThatDoesNotKeepUpGetsAnError() {
		this.client.start();
		CountDownLatch release = new CountDownLatch(1);
		BlockingQueue<String> told = new LinkedBlockingQueue<>();
		this.client.request("ticks").bufferSize(2).send(new CallListener<>() {

			@Override
			public void onPartial(RawReply reply) {
				told.add("partial");
				await(release);
			}

			@Override
			public void onFinal(RawReply reply) {
				told.add("final");
			}

			@Override
			public void onError(PigatoException error) {
				told.add(error.getClass().getSimpleName());
			}

		});
		Incoming incoming = this.broker.nextRequest();
		incoming.partial("1");
		assertThat(FakeBroker.next(told)).isEqualTo("partial");
		for (int i = 0; i < 3; i++) {
			incoming.partial("2");
		}
		assertThat(FakeBroker.next(this.broker.cancels)).isEqualTo(incoming.id());
		release.countDown();
		assertThat(FakeBroker.next(told)).isEqualTo("partial");
		assertThat(FakeBroker.next(told)).isEqualTo("partial");
		assertThat(FakeBroker.next(told)).isEqualTo("PigatoOverflowException");
	}

	@Test
	void listenerThatThrowsIsToldTheRestAllTheSame() {
		this.client.start();
		this.broker.answering((incoming) -> {
			incoming.partial("1");
			incoming.partial("2");
			incoming.last("3");
		});
		CompletableFuture<Integer> done = new CompletableFuture<>();
		AtomicInteger partials = new AtomicInteger();
		this.client.request("ticks").send(new CallListener<>() {

			@Override
			public void onPartial(RawReply reply) {
				partials.incrementAndGet();
				throw new IllegalStateException("expected");
			}

			@Override
			public void onFinal(RawReply reply) {
				done.complete(reply.as(Integer.class));
			}

			@Override
			public void onError(PigatoException error) {
				done.completeExceptionally(error);
			}

		});
		assertThat(done).succeedsWithin(FakeBroker.PATIENCE).isEqualTo(3);
		assertThat(partials).hasValue(2);
		expectEvents("start", "connect", "error expected", "error expected");
	}

	@Test
	void replyThatTheListenerCantReadIsItsOwnMatter() {
		this.client.start();
		this.broker.answering((incoming) -> incoming.last("\"text\""));
		Replies replies = new Replies();
		this.client.request("ticks").send(replies);
		FakeBroker.next(replies.told);
		assertThatExceptionOfType(io.pigato.json.PayloadException.class)
			.isThrownBy(() -> replies.last.as(Integer.class));
	}

	@Test
	void clientThatIsNotRunningIsAnError() {
		Replies replies = new Replies();
		Call call = this.client.request("ticks").send(replies);
		assertThat(FakeBroker.next(replies.told)).isEqualTo("error PigatoClientClosedException");
		assertThat(call.isDone()).isTrue();
	}

	@Test
	void executorThatRejectsLosesNoOutcome() {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		PigatoClient other = this.broker.clientBuilder().executor(executor).build();
		other.start();
		Replies replies = new Replies();
		other.request("ticks").send(replies);
		CompletableFuture<Integer> future = other.callAsync("ticks", 1, Integer.class);
		executor.shutdown();
		this.broker.nextRequest().last("1");
		this.broker.nextRequest().last("2");
		assertThat(FakeBroker.next(replies.told)).isEqualTo("final 1");
		assertThat(future).succeedsWithin(FakeBroker.PATIENCE).isEqualTo(2);
		other.stop();
	}

	@Test
	void clientListenerIsToldTheLifeOfTheClientInOrder() {
		this.client.start();
		expectEvents("start", "connect");
		Incoming first = request();
		this.broker.send(first.client(), new ToClient.Drain());
		expectEvents("drain");
		first.last("1");
		first.last("2");
		expectEvents("late " + first.id());
		this.broker.disconnect(first.client());
		expectEvents("disconnect the connection was closed", "connect");
		this.client.stop();
		expectEvents("disconnect the client was stopped", "stop");
		this.client.start();
		expectEvents("start", "connect");
		assertThat(this.client.statistics().reconnects()).isEqualTo(2);
	}

	@Test
	void drainingBrokerGetsNoMoreRequestsUntilTheNextConnection() {
		this.client.start();
		Incoming first = request();
		this.broker.send(first.client(), new ToClient.Drain());
		expectEvents("start", "connect", "drain");
		CompletableFuture<Integer> held = this.client.callAsync("ticks", 2, Integer.class);
		first.last("1");
		this.broker.disconnect(first.client());
		Incoming second = this.broker.nextRequest();
		assertThat(second.client()).isNotEqualTo(first.client());
		second.last("2");
		assertThat(held).succeedsWithin(FakeBroker.PATIENCE).isEqualTo(2);
	}

	@Test
	void floodOfLateRepliesIsCountedAndHarmsNobody() {
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger told = new AtomicInteger();
		PigatoClient other = this.broker.clientBuilder().listener(new ClientListener() {

			@Override
			public void onConnect() {
				await(release);
			}

			@Override
			public void onLateReply(String requestId) {
				told.incrementAndGet();
			}

		}).build();
		other.start();
		CompletableFuture<Integer> future = other.callAsync("ticks", 1, Integer.class);
		Incoming incoming = this.broker.nextRequest();
		for (int i = 0; i < 5000; i++) {
			incoming.last("1");
		}
		assertThat(future).succeedsWithin(FakeBroker.PATIENCE).isEqualTo(1);
		Awaitility.await().until(() -> other.statistics().lateReplies() == 4999);
		release.countDown();
		Awaitility.await().untilAsserted(() -> assertThat(told).hasPositiveValue());
		other.stop();
		assertThat(told.get()).isLessThan(1100);
	}

	private Incoming request() {
		this.client.callAsync("ticks", 1, Integer.class);
		return this.broker.nextRequest();
	}

	private void expectEvents(String... expected) {
		for (String event : expected) {
			assertThat(FakeBroker.next(this.events)).isEqualTo(event);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(FakeBroker.PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	record A(int a) {
	}

	private static final class Replies implements CallListener<RawReply> {

		final BlockingQueue<String> told = new LinkedBlockingQueue<>();

		volatile RawReply last;

		@Override
		public void onPartial(RawReply reply) {
			assertThat(reply.isFinal()).isFalse();
			this.told.add("partial " + reply.json());
		}

		@Override
		public void onFinal(RawReply reply) {
			this.last = reply;
			this.told.add("final " + reply.json());
		}

		@Override
		public void onError(PigatoException error) {
			this.told.add("error " + error.getClass().getSimpleName());
		}

	}

	private final class Recorder implements ClientListener {

		private void add(String event) {
			assertThat(Thread.currentThread().getName()).startsWith("pigato-client-");
			PigatoClientListenerTests.this.events.add(event);
		}

		@Override
		public void onStart() {
			add("start");
		}

		@Override
		public void onStop() {
			add("stop");
		}

		@Override
		public void onConnect() {
			add("connect");
			throw new IllegalStateException("what a listener throws is only logged");
		}

		@Override
		public void onDisconnect(String reason) {
			add("disconnect " + reason);
		}

		@Override
		public void onDrain() {
			add("drain");
		}

		@Override
		public void onError(Throwable error) {
			add("error " + error.getMessage());
		}

		@Override
		public void onLateReply(String requestId) {
			add("late " + requestId);
		}

	}

}
