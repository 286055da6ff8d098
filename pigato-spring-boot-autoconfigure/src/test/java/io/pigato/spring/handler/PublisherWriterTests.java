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

package io.pigato.spring.handler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for how publishers are read: on which thread, how much at a time, and until when.
 * All on the thread of the test, whose executor runs what it is told to.
 */
class PublisherWriterTests {

	private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

	private final RecordingReply reply = new RecordingReply();

	private final TestPublisher publisher = new TestPublisher();

	@Test
	void nothingIsAskedForUntilTheLastValueWasTaken() {
		write(multi(), this.reply);
		assertThat(this.publisher.demand).isEqualTo(1);
		this.publisher.next(1);
		assertThat(this.publisher.demand).isZero();
		assertThat(this.reply.sent).isEmpty();
		runTasks();
		assertThat(this.publisher.demand).isEqualTo(1);
		assertThat(this.reply.sent).containsExactly("partial 1");
	}

	@Test
	void nothingIsAskedForWhileAWriteWaitsForRoom() {
		List<Long> demandInWrite = new ArrayList<>();
		RecordingReply waiting = new RecordingReply((value) -> {
			demandInWrite.add(this.publisher.demand);
			return true;
		});
		write(multi(), waiting);
		for (int i = 0; i < 3; i++) {
			this.publisher.next(i);
			runTasks();
		}
		assertThat(demandInWrite).containsExactly(0L, 0L, 0L);
	}

	@Test
	void nothingIsAskedForUntilTheClientHasReadAndNoThreadWaitsForThat() {
		write(multi(), this.reply);
		this.reply.ready(false);
		this.publisher.next(1);
		runTasks();
		assertThat(this.reply.sent).containsExactly("partial 1");
		assertThat(this.publisher.demand).isZero();
		this.reply.ready(true);
		assertThat(this.publisher.demand).isZero();
		assertThat(this.tasks).hasSize(1);
		runTasks();
		assertThat(this.publisher.demand).isEqualTo(1);
		this.reply.ready(true);
		runTasks();
		assertThat(this.publisher.demand).isEqualTo(1);
	}

	@Test
	void clientThatIsNotReadyAfterAllIsWaitedForAgain() {
		write(multi(), this.reply);
		this.reply.ready(false);
		this.publisher.next(1);
		runTasks();
		this.reply.ready(true);
		this.reply.ready(false);
		runTasks();
		assertThat(this.publisher.demand).isZero();
		this.reply.ready(true);
		runTasks();
		assertThat(this.publisher.demand).isEqualTo(1);
	}

	@Test
	void endIsSentToAClientThatHasNotRead() {
		write(multi(), this.reply);
		this.reply.ready(false);
		this.publisher.next(1);
		runTasks();
		this.publisher.complete();
		runTasks();
		assertThat(this.reply.sent).containsExactly("partial 1", "final null");
		this.reply.ready(true);
		runTasks();
		assertThat(this.publisher.demand).isZero();
	}

	@Test
	void publisherIsCancelledWhenAClientLeavesThatHasNotRead() {
		write(multi(), this.reply);
		this.reply.ready(false);
		this.publisher.next(1);
		runTasks();
		this.reply.giveUp();
		this.reply.ready(true);
		runTasks();
		assertThat(this.publisher.cancelled).isTrue();
		assertThat(this.publisher.demand).isZero();
	}

	@Test
	void requestIsFailedIfThereIsNoThreadToGoOn() {
		boolean[] refusing = { false };
		write(writer(multiOf(), false, (task) -> {
			if (refusing[0]) {
				refuse(task);
			}
			task.run();
		}), this.reply, (demanded) -> {
		});
		this.reply.ready(false);
		this.publisher.next(1);
		refusing[0] = true;
		this.reply.ready(true);
		assertThat(this.publisher.cancelled).isTrue();
		assertThat(this.reply.sent).containsExactly("partial 1", "error W_REJECTED");
	}

	@Test
	void valuesOfThreadsOfThePublisherAreWrittenOnThoseForReplies() {
		write(multi(), this.reply);
		this.publisher.next(1);
		this.publisher.complete();
		assertThat(this.reply.sent).isEmpty();
		assertThat(this.tasks).hasSize(1);
		runTasks();
		assertThat(this.reply.sent).containsExactly("partial 1", "final null");
	}

	@Test
	void valuesThatAreThereAtOnceAreWrittenOnTheHandlersThread() {
		write(multi(), this.reply, (demanded) -> {
			if (this.publisher.produced < 3) {
				this.publisher.next(this.publisher.produced + 1);
			}
			else {
				this.publisher.complete();
			}
		});
		assertThat(this.tasks).isEmpty();
		assertThat(this.reply.sent).containsExactly("partial 1", "partial 2", "partial 3", "final null");
	}

	@Test
	void nothingOfManyIsWrittenOnTheLoop() {
		PublisherWriter onLoop = writer(new Publishers(true, (result) -> (Flow.Publisher<?>) result), true,
				this.tasks::add);
		write(onLoop, this.reply, (demanded) -> this.publisher.next(1));
		assertThat(this.reply.sent).isEmpty();
		assertThat(this.tasks).hasSize(1);
	}

	@Test
	void oneValueIsTheEndOnlyWhenThePublisherIsComplete() {
		write(single(), this.reply);
		this.publisher.next(1);
		runTasks();
		assertThat(this.reply.sent).isEmpty();
		this.publisher.complete();
		runTasks();
		assertThat(this.reply.sent).containsExactly("final 1");
	}

	@Test
	void failureEndsTheReplyAfterWhatCameBefore() {
		write(multi(), this.reply);
		this.publisher.next(1);
		this.publisher.fail(new IllegalStateException("expected"));
		runTasks();
		assertThat(this.reply.sent).containsExactly("partial 1", "error W_ERROR");
	}

	@Test
	void publisherIsCancelledWhenNobodyWaits() {
		write(multi(), this.reply);
		this.reply.giveUp();
		assertThat(this.publisher.cancelled).isTrue();
		this.publisher.next(1);
		this.publisher.complete();
		runTasks();
		assertThat(this.reply.sent).isEmpty();
	}

	@Test
	void publisherIsNotAskedIfNobodyWaitsFromTheStart() {
		this.reply.giveUp();
		write(multi(), this.reply);
		assertThat(this.publisher.cancelled).isTrue();
		assertThat(this.publisher.demand).isZero();
	}

	@Test
	void publisherIsCancelledWhenAValueIsNotTaken() {
		write(multi(), new RecordingReply((value) -> false));
		this.publisher.next(1);
		runTasks();
		assertThat(this.publisher.cancelled).isTrue();
		assertThat(this.publisher.demand).isZero();
	}

	@Test
	void publisherIsCancelledWhenAValueCantBeWritten() {
		RecordingReply failing = new RecordingReply((value) -> {
			throw new IllegalArgumentException("expected");
		});
		write(multi(), failing);
		this.publisher.next(1);
		runTasks();
		assertThat(this.publisher.cancelled).isTrue();
		assertThat(failing.sent).containsExactly("error W_ERROR");
	}

	@Test
	void refusedValueRejectsTheRequest() {
		write(writer(multiOf(), false, PublisherWriterTests::refuse), this.reply, (demanded) -> {
		});
		this.publisher.next(1);
		assertThat(this.publisher.cancelled).isTrue();
		assertThat(this.reply.sent).containsExactly("reject W_BUSY");
		this.publisher.next(2);
		assertThat(this.reply.sent).hasSize(1);
	}

	@Test
	void refusedValueAfterAPartialReplyIsAnError() {
		boolean[] refusing = { false };
		write(writer(multiOf(), false, (task) -> {
			if (refusing[0]) {
				refuse(task);
			}
			task.run();
		}), this.reply, (demanded) -> {
		});
		this.publisher.next(1);
		refusing[0] = true;
		this.publisher.next(2);
		assertThat(this.reply.sent).containsExactly("partial 1", "error W_REJECTED");
	}

	@Test
	void refusedEndIsSentAllTheSame() {
		write(writer(multiOf(), false, PublisherWriterTests::refuse), this.reply, (demanded) -> {
		});
		this.publisher.complete();
		assertThat(this.reply.sent).containsExactly("final null");
	}

	@Test
	void secondSubscriptionIsCancelled() {
		TestPublisher other = new TestPublisher();
		write(multi(), this.reply, (demanded) -> {
		});
		Flow.Subscriber<Object> subscriber = this.publisher.subscriber();
		other.subscribe(subscriber);
		assertThat(other.cancelled).isTrue();
		assertThat(this.publisher.cancelled).isFalse();
	}

	@Test
	void failureIsToldToThoseWhoWantToKnow() {
		List<Throwable> failures = new ArrayList<>();
		class AwareReply extends RecordingReply implements FailureAwareReply {

			@Override
			public void failed(Throwable failure) {
				failures.add(failure);
				assertThat(isEnded()).isFalse();
			}

		}
		IllegalStateException failure = new IllegalStateException("expected");
		AwareReply aware = new AwareReply();
		write(single(), aware);
		this.publisher.fail(failure);
		runTasks();
		assertThat(failures).containsExactly(failure);
		assertThat(aware.sent).containsExactly("error W_ERROR");
	}

	@Test
	void nullIsAFailure() {
		assertThatIllegalStateException().isThrownBy(() -> multi().write(null, new TestRequest("test"), this.reply))
			.withMessageContaining("The handler of 'test' returned null in place of a publisher");
	}

	private static void refuse(Runnable task) {
		throw new RejectedExecutionException("expected");
	}

	private PublisherWriter multi() {
		return writer(multiOf(), false, this.tasks::add);
	}

	private static Publishers multiOf() {
		return new Publishers(true, (result) -> (Flow.Publisher<?>) result);
	}

	private PublisherWriter single() {
		return writer(new Publishers(false, (result) -> (Flow.Publisher<?>) result), false, this.tasks::add);
	}

	private static PublisherWriter writer(Publishers publishers, boolean onLoop, Executor executor) {
		return new PublisherWriter(publishers, new ErrorReplies(List.of(), false), new ReplyThreads(executor, onLoop),
				false);
	}

	private void write(PublisherWriter writer, RecordingReply to) {
		write(writer, to, (demanded) -> {
		});
	}

	private void write(PublisherWriter writer, RecordingReply to, Consumer<Long> onRequest) {
		this.publisher.onRequest = onRequest;
		writer.write(this.publisher, new TestRequest("test"), to);
	}

	private void runTasks() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

	/**
	 * A publisher that does what it is told to.
	 */
	private static final class TestPublisher implements Flow.Publisher<Object>, Flow.Subscription {

		private Flow.@Nullable Subscriber<Object> subscriber;

		private Consumer<Long> onRequest = (demanded) -> {
		};

		private long demand;

		private int produced;

		private boolean cancelled;

		@Override
		public void subscribe(Flow.Subscriber<? super Object> subscriber) {
			this.subscriber = subscriber;
			subscriber.onSubscribe(this);
		}

		private Flow.Subscriber<Object> subscriber() {
			Flow.Subscriber<Object> current = this.subscriber;
			if (current == null) {
				throw new AssertionError("Nobody has subscribed");
			}
			return current;
		}

		private void next(Object value) {
			this.demand--;
			this.produced++;
			subscriber().onNext(value);
		}

		private void complete() {
			subscriber().onComplete();
		}

		private void fail(Throwable failure) {
			subscriber().onError(failure);
		}

		@Override
		public void request(long n) {
			this.demand += n;
			this.onRequest.accept(n);
		}

		@Override
		public void cancel() {
			this.cancelled = true;
		}

	}

}
