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
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.json.PayloadException;
import io.pigato.json.TypeRef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PigatoClient#scatter} on a broker that is played by a script, whose
 * directory knows the workers {@code w1} to {@code w3}.
 */
@Timeout(120)
class PigatoClientScatterTests {

	private final FakeBroker broker = new FakeBroker().answering(this::answer);

	private final PigatoClient client = this.broker.newClient();

	private String directory = "[\"w1\",\"w2\",\"w3\"]";

	private void answer(FakeBroker.Incoming incoming) {
		if (incoming.request().service().equals("$dir")) {
			incoming.last(this.directory);
		}
		else {
			this.broker.requests.add(incoming);
		}
	}

	@AfterEach
	void stop() {
		this.client.stop();
		this.broker.close();
		assertThat(this.client.statistics().pending()).isZero();
	}

	@Test
	void eachWorkerIsSentTheRequestAndWhatItSaysIsGathered() {
		CompletableFuture<GatherResult<Integer>> future = this.client.scatter("stock")
			.data("apples")
			.option("tenant", "t1")
			.gatherAsync(Integer.class);
		List<FakeBroker.Incoming> requests = nextRequests(3);
		assertThat(requests).allSatisfy((incoming) -> {
			assertThat(incoming.request().service()).isEqualTo("stock");
			assertThat(incoming.data()).isEqualTo("\"apples\"");
			assertThat(incoming.options().failFast()).isTrue();
			assertThat(incoming.options().asMap()).containsEntry("tenant", "t1");
		}).extracting((incoming) -> incoming.options().workerId()).containsExactlyInAnyOrder("w1", "w2", "w3");
		worker(requests, "w2").last("2");
		worker(requests, "w1").error("{\"code\":\"EMPTY\",\"message\":\"nothing here\"}");
		worker(requests, "w3").last("null");
		assertThat(future).succeedsWithin(FakeBroker.PATIENCE).satisfies((result) -> {
			assertThat(result.replies()).extracting(WorkerResult::workerId).containsExactlyInAnyOrder("w2", "w3");
			assertThat(result.values()).containsExactlyInAnyOrder(2, null);
			assertThat(result.isComplete()).isFalse();
			assertThat(result.size()).isEqualTo(3);
			WorkerResult<Integer> failed = result.failures().get(0);
			assertThat(failed.workerId()).isEqualTo("w1");
			assertThat(failed.isAnswered()).isFalse();
			assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(failed::get)
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo("EMPTY"));
		});
	}

	@Test
	void resultsComeAsWorkersAnswer() {
		try (Stream<WorkerResult<Integer>> results = this.client.scatter("stock").stream(Integer.class)) {
			List<FakeBroker.Incoming> requests = nextRequests(3);
			Iterator<WorkerResult<Integer>> iterator = results.iterator();
			for (String id : List.of("w3", "w1", "w2")) {
				worker(requests, id).last("7");
				assertThat(iterator.next()).isEqualTo(WorkerResult.answered(id, 7));
			}
			assertThat(iterator.hasNext()).isFalse();
		}
	}

	@Test
	void streamThatIsClosedGivesTheOpenRequestsUp() {
		Stream<WorkerResult<Integer>> results = this.client.scatter("stock").stream(Integer.class);
		List<FakeBroker.Incoming> requests = nextRequests(3);
		worker(requests, "w1").last("1");
		Iterator<WorkerResult<Integer>> iterator = results.iterator();
		assertThat(iterator.next().workerId()).isEqualTo("w1");
		results.close();
		assertThat(List.of(FakeBroker.next(this.broker.cancels), FakeBroker.next(this.broker.cancels)))
			.containsExactlyInAnyOrder(worker(requests, "w2").id(), worker(requests, "w3").id());
		assertThat(iterator.hasNext()).isFalse();
	}

	@Test
	void readerThatIsInterruptedGivesTheRequestsUp() {
		try (Stream<WorkerResult<Integer>> results = this.client.scatter("stock").stream(Integer.class)) {
			nextRequests(3);
			Thread.currentThread().interrupt();
			Iterator<WorkerResult<Integer>> iterator = results.iterator();
			assertThatExceptionOfType(PigatoCancelledException.class).isThrownBy(iterator::next);
			assertThat(Thread.interrupted()).isTrue();
			for (int i = 0; i < 3; i++) {
				FakeBroker.next(this.broker.cancels);
			}
		}
	}

	@Test
	void callerThatIsInterruptedGivesTheRequestsUp() {
		Thread caller = Thread.currentThread();
		this.broker.answering((incoming) -> {
			if (incoming.request().service().equals("$dir")) {
				incoming.last("[\"w1\"]");
			}
			else {
				caller.interrupt();
			}
		});
		assertThatExceptionOfType(PigatoCancelledException.class)
			.isThrownBy(() -> this.client.scatter("stock").gather(Integer.class));
		assertThat(Thread.interrupted()).isTrue();
		FakeBroker.next(this.broker.cancels);
	}

	@Test
	void futureThatIsCancelledGivesTheRequestsUp() {
		CompletableFuture<GatherResult<Integer>> future = this.client.scatter("stock").gatherAsync(Integer.class);
		nextRequests(3);
		assertThat(future.cancel(false)).isTrue();
		for (int i = 0; i < 3; i++) {
			FakeBroker.next(this.broker.cancels);
		}
		assertThat(future).isCancelled();
	}

	@Test
	void noMoreWorkersAreAskedAtATimeThanAllowed() {
		CompletableFuture<GatherResult<Integer>> future = this.client.scatter("stock")
			.parallelism(2)
			.gatherAsync(Integer.class);
		List<FakeBroker.Incoming> requests = nextRequests(2);
		Awaitility.await().until(() -> this.client.statistics().pending() == 2);
		assertThat(this.broker.requests).isEmpty();
		requests.get(1).last("1");
		FakeBroker.Incoming third = this.broker.nextRequest();
		third.last("3");
		requests.get(0).last("2");
		assertThat(future).succeedsWithin(FakeBroker.PATIENCE)
			.satisfies((result) -> assertThat(result.values()).containsExactlyInAnyOrder(1, 2, 3));
	}

	@Test
	void anyNumberOfWorkersIsAskedAFewAtATime() {
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < 5000; i++) {
			ids.add("worker-" + i);
		}
		this.directory = "[\"" + String.join("\",\"", ids) + "\"]";
		AtomicInteger most = new AtomicInteger();
		this.broker.answering((incoming) -> {
			if (incoming.request().service().equals("$dir")) {
				incoming.last(this.directory);
				return;
			}
			most.accumulateAndGet(this.client.statistics().pending(), Math::max);
			incoming.last("\"" + incoming.options().workerId() + "\"");
		});
		GatherResult<String> result = this.client.scatter("stock").parallelism(7).gather(String.class);
		assertThat(result.values()).containsExactlyInAnyOrderElementsOf(ids);
		assertThat(result.replies()).allSatisfy((reply) -> assertThat(reply.value()).isEqualTo(reply.workerId()));
		assertThat(most.get()).isBetween(1, 7);
	}

	@Test
	void subscriberThatDoesNotAskKeepsFurtherWorkersFromBeingAsked() {
		Recorder<Integer> recorder = new Recorder<>();
		this.client.scatter("stock").parallelism(1).publisher(Integer.class).subscribe(recorder);
		assertThat(this.client.statistics().requests()).isZero();
		recorder.subscription.request(1);
		this.broker.nextRequest().last("1");
		assertThat(recorder.next()).isEqualTo("w1 1");
		this.broker.nextRequest().last("2");
		Awaitility.await().until(() -> this.client.statistics().pending() == 0);
		assertThat(recorder.signals).isEmpty();
		assertThat(this.broker.requests).isEmpty();
		recorder.subscription.request(1);
		assertThat(recorder.next()).isEqualTo("w2 2");
		this.broker.nextRequest().last("3");
		recorder.subscription.request(Long.MAX_VALUE);
		assertThat(recorder.next()).isEqualTo("w3 3");
		assertThat(recorder.next()).isEqualTo("complete");
	}

	@Test
	void eachSubscriptionAsksAnew() {
		Flow.Publisher<WorkerResult<Integer>> publisher = this.client.scatter("stock").publisher(Integer.class);
		for (int i = 0; i < 2; i++) {
			this.directory = "[\"w" + i + "\"]";
			Recorder<Integer> recorder = new Recorder<>();
			publisher.subscribe(recorder);
			recorder.subscription.request(2);
			this.broker.nextRequest().last("5");
			assertThat(recorder.next()).isEqualTo("w" + i + " 5");
			assertThat(recorder.next()).isEqualTo("complete");
		}
	}

	@Test
	void subscriptionThatIsCancelledGivesTheRequestsUp() {
		Recorder<Integer> recorder = new Recorder<>();
		this.client.scatter("stock").publisher(Integer.class).subscribe(recorder);
		recorder.subscription.request(1);
		nextRequests(3);
		recorder.subscription.cancel();
		recorder.subscription.cancel();
		for (int i = 0; i < 3; i++) {
			FakeBroker.next(this.broker.cancels);
		}
		assertThat(recorder.signals).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1 })
	void askingForNothingIsAnError(long n) {
		Recorder<Integer> recorder = new Recorder<>();
		this.client.scatter("stock").publisher(Integer.class).subscribe(recorder);
		recorder.subscription.request(n);
		assertThat(recorder.next()).contains("IllegalArgumentException");
		assertThat(this.client.statistics().requests()).isZero();
	}

	@Test
	void subscriberThatThrowsGivesTheRequestsUp() {
		Recorder<Integer> recorder = new Recorder<>() {

			@Override
			public void onNext(WorkerResult<Integer> item) {
				throw new IllegalStateException("expected");
			}

		};
		this.client.scatter("stock").publisher(Integer.class).subscribe(recorder);
		recorder.subscription.request(1);
		nextRequests(3).get(0).last("1");
		FakeBroker.next(this.broker.cancels);
		FakeBroker.next(this.broker.cancels);
		assertThat(recorder.signals).isEmpty();
	}

	@Test
	void workerThatDoesNotAnswerInTimeIsAFailure() {
		this.directory = "[\"w1\"]";
		GatherResult<Integer> result = this.client.scatter("stock")
			.timeout(Duration.ofMillis(20))
			.gather(Integer.class);
		assertThat(result.failures()).singleElement()
			.satisfies((failed) -> assertThat(failed.failure()).isInstanceOf(PigatoTimeoutException.class));
	}

	@Test
	void workersThatWereNotAskedBeforeTheDeadlineAreFailures() {
		GatherResult<Integer> result = this.client.scatter("stock")
			.noTimeout()
			.deadline(Duration.ofSeconds(2))
			.parallelism(1)
			.gather(Integer.class);
		assertThat(result.failures()).extracting(WorkerResult::workerId).containsExactly("w1", "w2", "w3");
		assertThat(result.failures())
			.allSatisfy((failed) -> assertThat(failed.failure()).isInstanceOf(PigatoTimeoutException.class)
				.hasMessageContaining("deadline"));
		assertThat(result.failures().get(2).failure()).hasMessageContaining("'w3'").hasMessageContaining("not sent");
	}

	@Test
	void replyThatDoesNotFitIsAFailure() {
		this.directory = "[\"w1\"]";
		CompletableFuture<GatherResult<Integer>> future = this.client.scatter("stock").gatherAsync(Integer.class);
		this.broker.nextRequest().last("\"text\"");
		assertThat(future).succeedsWithin(FakeBroker.PATIENCE)
			.satisfies((result) -> assertThat(result.failures()).singleElement()
				.satisfies((failed) -> assertThat(failed.failure()).hasMessageContaining("'w1'")
					.hasCauseInstanceOf(PayloadException.class)));
	}

	@Test
	void partialRepliesAreNotKept() {
		this.directory = "[\"w1\"]";
		CompletableFuture<GatherResult<List<Integer>>> future = this.client.scatter("stock")
			.gatherAsync(new TypeRef<List<Integer>>() {
			});
		FakeBroker.Incoming incoming = this.broker.nextRequest();
		incoming.partial("[1]");
		incoming.last("[2]");
		assertThat(future).succeedsWithin(FakeBroker.PATIENCE)
			.satisfies((result) -> assertThat(result.values()).containsExactly(List.of(2)));
	}

	@Test
	void directoryThatAnswersWithAnErrorEndsTheWhole() {
		this.broker.answering((incoming) -> incoming.error("\"B_DENIED\""));
		assertThatExceptionOfType(PigatoDeniedException.class)
			.isThrownBy(() -> this.client.scatter("stock").gather(Integer.class));
	}

	@Test
	void directoryThatCantBeReadEndsTheWhole() {
		this.directory = "7";
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> this.client.scatter("stock").gather(Integer.class));
	}

	@Test
	void clientThatIsNotRunningEndsTheWhole() {
		this.client.stop();
		assertThatExceptionOfType(PigatoClientClosedException.class)
			.isThrownBy(() -> this.client.scatter("stock").gather(Integer.class));
		try (Stream<WorkerResult<Integer>> results = this.client.scatter("stock").stream(Integer.class)) {
			assertThatExceptionOfType(PigatoClientClosedException.class).isThrownBy(results::toList);
		}
	}

	@Test
	void dataThatCantBeWrittenIsNotSent() {
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> this.client.scatter("stock").data(new Object() {

				@SuppressWarnings("unused")
				public Object getSelf() {
					throw new IllegalStateException("expected");
				}

			}).gatherAsync(Integer.class));
		assertThat(this.client.statistics().requests()).isZero();
	}

	@Test
	void optionThatCantBeWrittenEndsTheWhole() {
		this.directory = "[\"w1\"]";
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> this.client.scatter("stock").option("key", new Object() {

				@SuppressWarnings("unused")
				public Object getSelf() {
					throw new IllegalStateException("expected");
				}

			}).gather(Integer.class));
	}

	@Test
	void valuesThatCantBeAreRefusedAtOnce() {
		ScatterSpec scatter = this.client.scatter("stock");
		assertThatIllegalArgumentException().isThrownBy(() -> scatter.timeout(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> scatter.deadline(Duration.ofSeconds(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> scatter.parallelism(0));
		assertThatIllegalArgumentException().isThrownBy(() -> scatter.option("workerId", "w1"));
	}

	private List<FakeBroker.Incoming> nextRequests(int count) {
		List<FakeBroker.Incoming> requests = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			requests.add(this.broker.nextRequest());
		}
		return requests;
	}

	private static FakeBroker.Incoming worker(List<FakeBroker.Incoming> requests, String id) {
		return requests.stream()
			.filter((incoming) -> id.equals(incoming.options().workerId()))
			.findFirst()
			.orElseThrow();
	}

	private static class Recorder<T> implements Flow.Subscriber<WorkerResult<T>> {

		final BlockingQueue<String> signals = new LinkedBlockingQueue<>();

		volatile Flow.Subscription subscription;

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
		}

		@Override
		public void onNext(WorkerResult<T> item) {
			this.signals.add(item.workerId() + " " + item.value());
		}

		@Override
		public void onError(Throwable throwable) {
			this.signals.add(throwable.toString());
		}

		@Override
		public void onComplete() {
			this.signals.add("complete");
		}

		String next() {
			return FakeBroker.next(this.signals);
		}

	}

}
