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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.json.PayloadException;
import io.pigato.json.RawJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RequestSpec#publisher}, after the rules of reactive streams.
 */
@Timeout(120)
class PigatoClientPublisherTests {

	private final FakeBroker broker = new FakeBroker();

	private final PigatoClient client = this.broker.newClient();

	@AfterEach
	void stop() {
		this.client.stop();
		this.broker.close();
		assertThat(this.client.statistics().pending()).isZero();
	}

	@Test
	void subscriberGetsThePartialRepliesAndTheFinalOne() {
		this.broker.answering((incoming) -> {
			incoming.partial("1");
			incoming.partial("2");
			incoming.last("3");
		});
		Recorder<Integer> recorder = subscribe();
		recorder.request(Long.MAX_VALUE);
		recorder.expect("1", "2", "3", "complete");
	}

	@Test
	void finalReplyOfNullOnlyCompletes() {
		this.broker.answering((incoming) -> {
			incoming.partial("1");
			incoming.last("null");
		});
		Recorder<Integer> recorder = subscribe();
		recorder.request(1);
		recorder.expect("1", "complete");
	}

	@Test
	void requestIsSentWhenTheSubscriberFirstAsksForSomething() {
		Recorder<Integer> recorder = subscribe();
		assertThat(this.client.statistics().requests()).isZero();
		recorder.request(1);
		this.broker.nextRequest();
		assertThat(this.client.statistics().requests()).isOne();
		recorder.cancel();
	}

	@Test
	void eachSubscriptionIsARequestOfItsOwn() {
		AtomicInteger count = new AtomicInteger();
		this.broker.answering((incoming) -> incoming.last("" + count.incrementAndGet()));
		Flow.Publisher<Integer> publisher = this.client.request("ticks").publisher(Integer.class);
		for (String expected : List.of("1", "2", "3")) {
			Recorder<Integer> recorder = new Recorder<>();
			publisher.subscribe(recorder);
			recorder.request(1);
			recorder.expect(expected, "complete");
		}
	}

	@Test
	void subscriberGetsNoMoreThanItAsksFor() {
		this.broker.answering((incoming) -> {
			for (int i = 1; i <= 4; i++) {
				incoming.partial("" + i);
			}
			incoming.last("5");
		});
		Recorder<Integer> recorder = subscribe();
		recorder.request(1);
		recorder.expect("1");
		Awaitility.await().until(() -> this.client.statistics().replies() == 1);
		assertThat(recorder.signals).isEmpty();
		recorder.request(2);
		recorder.expect("2", "3");
		recorder.request(1);
		recorder.expect("4");
		assertThat(recorder.signals).isEmpty();
		recorder.request(1);
		recorder.expect("5", "complete");
	}

	@Test
	void errorNeedsNoDemand() {
		this.broker.answering((incoming) -> {
			incoming.partial("1");
			incoming.error("\"broken\"");
		});
		Recorder<Integer> recorder = subscribe();
		recorder.request(1);
		recorder.expect("1");
		assertThat(recorder.nextError()).isInstanceOf(PigatoRemoteException.class);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MIN_VALUE })
	void askingForNothingIsAnError(long n) {
		Recorder<Integer> recorder = subscribe();
		recorder.request(1);
		String id = this.broker.nextRequest().id();
		recorder.request(n);
		assertThat(recorder.nextError()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("" + n);
		assertThat(FakeBroker.next(this.broker.cancels)).isEqualTo(id);
		recorder.request(n);
		recorder.request(1);
		assertThat(recorder.signals).isEmpty();
	}

	@Test
	void askingForNothingAtFirstIsAnErrorToo() {
		Recorder<Integer> recorder = subscribe();
		recorder.request(0);
		assertThat(recorder.nextError()).isInstanceOf(IllegalArgumentException.class);
		assertThat(this.client.statistics().requests()).isZero();
	}

	@Test
	void demandAddsUpWithoutOverflow() {
		this.broker.answering((incoming) -> {
			incoming.partial("1");
			incoming.partial("2");
			incoming.last("3");
		});
		Recorder<Integer> recorder = subscribe();
		recorder.request(Long.MAX_VALUE);
		recorder.request(Long.MAX_VALUE);
		recorder.expect("1", "2", "3", "complete");
	}

	@Test
	void cancelGivesTheRequestUpAndEndsAllSignals() {
		this.broker.answering((incoming) -> {
			incoming.partial("1");
			this.broker.requests.add(incoming);
		});
		Recorder<Integer> recorder = subscribe();
		recorder.request(Long.MAX_VALUE);
		recorder.expect("1");
		FakeBroker.Incoming incoming = this.broker.nextRequest();
		recorder.cancel();
		recorder.cancel();
		assertThat(FakeBroker.next(this.broker.cancels)).isEqualTo(incoming.id());
		incoming.partial("2");
		Awaitility.await().until(() -> this.client.statistics().lateReplies() == 1);
		recorder.request(1);
		assertThat(recorder.signals).isEmpty();
	}

	@Test
	void cancelBeforeAnythingWasAskedForSendsNothing() {
		Recorder<Integer> recorder = subscribe();
		recorder.cancel();
		recorder.request(1);
		assertThat(this.client.statistics().requests()).isZero();
	}

	@Test
	void subscriberMayAskAndCancelFromItsSignals() {
		this.broker.answering((incoming) -> {
			for (int i = 1; i <= 1000; i++) {
				incoming.partial("" + i);
			}
			incoming.last("null");
		});
		CompletableFuture<List<Integer>> done = new CompletableFuture<>();
		this.client.request("ticks").publisher(Integer.class).subscribe(new Flow.Subscriber<>() {

			private final List<Integer> values = new ArrayList<>();

			private Flow.Subscription subscription;

			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				this.subscription = subscription;
				subscription.request(1);
			}

			@Override
			public void onNext(Integer item) {
				this.values.add(item);
				if (item == 500) {
					this.subscription.cancel();
					done.complete(this.values);
				}
				this.subscription.request(1);
			}

			@Override
			public void onError(Throwable throwable) {
				done.completeExceptionally(throwable);
			}

			@Override
			public void onComplete() {
				done.completeExceptionally(new AssertionError("completed after cancel"));
			}

		});
		assertThat(done).succeedsWithin(FakeBroker.PATIENCE)
			.satisfies((values) -> assertThat(values).hasSize(500).isSorted());
	}

	@Test
	void subscriberThatThrowsGivesTheRequestUp() {
		this.broker.answering((incoming) -> {
			this.broker.requests.add(incoming);
			incoming.partial("1");
			incoming.partial("2");
		});
		AtomicInteger calls = new AtomicInteger();
		Recorder<Integer> recorder = new Recorder<>() {

			@Override
			public void onNext(Integer item) {
				calls.incrementAndGet();
				throw new IllegalStateException("expected");
			}

		};
		this.client.request("ticks").publisher(Integer.class).subscribe(recorder);
		recorder.request(Long.MAX_VALUE);
		assertThat(FakeBroker.next(this.broker.cancels)).isEqualTo(this.broker.nextRequest().id());
		assertThat(calls).hasValue(1);
	}

	@Test
	void subscriberThatDoesNotKeepUpGetsAnError() {
		this.broker.answering((incoming) -> {
			for (int i = 1; i <= 10; i++) {
				incoming.partial("" + i);
			}
		});
		Recorder<Integer> recorder = new Recorder<>();
		this.client.request("ticks").bufferSize(3).publisher(Integer.class).subscribe(recorder);
		recorder.request(1);
		recorder.expect("1");
		FakeBroker.next(this.broker.cancels);
		recorder.request(Long.MAX_VALUE);
		List<String> rest = new ArrayList<>();
		String signal = FakeBroker.next(recorder.signals);
		while (!signal.equals("error")) {
			rest.add(signal);
			signal = FakeBroker.next(recorder.signals);
		}
		assertThat(rest).isNotEmpty().hasSizeLessThanOrEqualTo(3).startsWith("2");
		assertThat(recorder.error).isInstanceOf(PigatoOverflowException.class);
	}

	@Test
	void partialReplyOfNullIsAnErrorUnlessItIsReadAsRawJson() {
		this.broker.answering((incoming) -> {
			incoming.partial("null");
			incoming.last("1");
		});
		Recorder<Integer> recorder = subscribe();
		recorder.request(Long.MAX_VALUE);
		assertThat(recorder.nextError()).isInstanceOf(PayloadException.class).hasMessageContaining("RawJson");
		Recorder<RawJson> raw = new Recorder<>();
		this.client.request("ticks").publisher(RawJson.class).subscribe(raw);
		raw.request(Long.MAX_VALUE);
		raw.expect("null", "1", "complete");
	}

	@Test
	void replyThatDoesNotFitIsAnError() {
		this.broker.answering((incoming) -> incoming.partial("\"text\""));
		Recorder<Integer> recorder = subscribe();
		recorder.request(Long.MAX_VALUE);
		assertThat(recorder.nextError()).isInstanceOf(PayloadException.class);
		FakeBroker.next(this.broker.cancels);
	}

	@Test
	void clientThatIsNotRunningIsAnError() {
		this.client.stop();
		Recorder<Integer> recorder = subscribe();
		recorder.request(1);
		assertThat(recorder.nextError()).isInstanceOf(PigatoClientClosedException.class);
	}

	@Test
	void subscriberMustNotBeNull() {
		assertThatExceptionOfType(NullPointerException.class)
			.isThrownBy(() -> this.client.request("ticks").publisher(Integer.class).subscribe(null));
	}

	private Recorder<Integer> subscribe() {
		Recorder<Integer> recorder = new Recorder<>();
		this.client.request("ticks").publisher(Integer.class).subscribe(recorder);
		return recorder;
	}

	private static class Recorder<T> implements Flow.Subscriber<T> {

		final BlockingQueue<String> signals = new LinkedBlockingQueue<>();

		private final AtomicInteger busy = new AtomicInteger();

		volatile Throwable error;

		private volatile Flow.Subscription subscription;

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
		}

		@Override
		public void onNext(T item) {
			add(item.toString());
		}

		@Override
		public void onError(Throwable throwable) {
			this.error = throwable;
			add("error");
		}

		@Override
		public void onComplete() {
			add("complete");
		}

		private void add(String signal) {
			this.signals.add((this.busy.getAndIncrement() == 0) ? signal : "not serial: " + signal);
			this.busy.decrementAndGet();
		}

		void request(long n) {
			this.subscription.request(n);
		}

		void cancel() {
			this.subscription.cancel();
		}

		void expect(String... expected) {
			for (String signal : expected) {
				assertThat(FakeBroker.next(this.signals)).isEqualTo(signal);
			}
		}

		Throwable nextError() {
			expect("error");
			return this.error;
		}

	}

}
