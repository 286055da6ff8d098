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
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.client.FakeBroker.Incoming;
import io.pigato.protocol.ToBroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PigatoClient}: credit for partial replies that are read. Each has 12
 * bytes.
 */
@Timeout(120)
class PigatoClientCreditTests {

	private final FakeBroker broker = new FakeBroker();

	private final PigatoClient client = this.broker.newClient();

	@AfterEach
	void stop() {
		this.client.stop();
		this.broker.close();
		assertThat(this.client.statistics().pending()).isZero();
	}

	@Test
	void streamGrantsWhatItsReaderHasTaken() {
		try (Stream<Integer> stream = this.client.request("ticks")
			.bufferSize(4)
			.bufferBytes(1000)
			.stream(Integer.class)) {
			Incoming incoming = this.broker.nextRequest();
			assertCredit(incoming, 4, 1000);
			partials(incoming, 4);
			Iterator<Integer> replies = stream.iterator();
			replies.next();
			replies.next();
			assertGrant(incoming, 2, 24);
			replies.next();
			replies.next();
			assertGrant(incoming, 2, 24);
		}
		assertThat(this.broker.grants).isEmpty();
	}

	@Test
	void publisherGrantsWhatItsSubscriberHasTaken() {
		BlockingQueue<Integer> told = new LinkedBlockingQueue<>();
		BlockingQueue<Flow.Subscription> subscriptions = new LinkedBlockingQueue<>();
		this.client.request("ticks").bufferSize(2).publisher(Integer.class).subscribe(new Flow.Subscriber<>() {

			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				subscriptions.add(subscription);
			}

			@Override
			public void onNext(Integer item) {
				told.add(item);
			}

			@Override
			public void onError(Throwable failure) {
				told.add(-1);
			}

			@Override
			public void onComplete() {
				told.add(-2);
			}

		});
		Flow.Subscription subscription = FakeBroker.next(subscriptions);
		subscription.request(1);
		Incoming incoming = this.broker.nextRequest();
		assertCredit(incoming, 2, 1 << 20);
		partials(incoming, 2);
		assertThat(FakeBroker.next(told)).isZero();
		assertGrant(incoming, 1, 12);
		assertThat(this.broker.grants).isEmpty();
		subscription.request(1);
		assertThat(FakeBroker.next(told)).isOne();
		assertGrant(incoming, 1, 12);
		subscription.cancel();
		assertThat(FakeBroker.next(this.broker.cancels)).isEqualTo(incoming.id());
	}

	@Test
	void listenerGrantsWhatItWasTold() {
		CountDownLatch release = new CountDownLatch(1);
		BlockingQueue<Integer> told = new LinkedBlockingQueue<>();
		Call call = this.client.request("ticks").bufferSize(2).send(new CallListener<>() {

			@Override
			public void onPartial(RawReply reply) {
				told.add(reply.as(Integer.class));
				try {
					release.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}

			@Override
			public void onFinal(RawReply reply) {
			}

			@Override
			public void onError(PigatoException error) {
			}

		});
		Incoming incoming = this.broker.nextRequest();
		partials(incoming, 2);
		assertThat(FakeBroker.next(told)).isZero();
		assertGrant(incoming, 1, 12);
		assertThat(this.broker.grants).isEmpty();
		release.countDown();
		assertGrant(incoming, 1, 12);
		call.cancel();
	}

	@Test
	void callsThatKeepNoPartialRepliesHaveNoLimit() {
		this.broker.answering((incoming) -> {
			this.broker.requests.add(incoming);
			partials(incoming, 100);
			incoming.last("7");
		});
		assertThat(this.client.request("ticks").bufferSize(2).call(Integer.class)).isEqualTo(7);
		assertThat(this.client.request("ticks").bufferSize(2).callAsync(Integer.class).join()).isEqualTo(7);
		for (int i = 0; i < 2; i++) {
			assertThat(this.broker.nextRequest().options().asMap()).doesNotContainKeys("credit", "creditBytes");
		}
		assertThat(this.broker.grants).isEmpty();
	}

	@Test
	void manyThatAreReadTogetherAreContentWithLess() {
		List<Stream<Integer>> streams = new ArrayList<>();
		long bytes = 0;
		for (int i = 0; i < 50; i++) {
			streams.add(this.client.request("ticks").stream(Integer.class));
			bytes += (Integer) this.broker.nextRequest().options().asMap().get("creditBytes");
		}
		assertThat(bytes).isLessThan(16 << 20);
		streams.forEach(Stream::close);
		for (int i = 0; i < 50; i++) {
			FakeBroker.next(this.broker.cancels);
		}
		try (Stream<Integer> stream = this.client.request("ticks").stream(Integer.class)) {
			assertCredit(this.broker.nextRequest(), 1024, 1 << 20);
			assertThat(stream.isParallel()).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "credit", "creditBytes" })
	void creditFollowsFromTheSizeOfTheBuffer(String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.request("ticks").option(key, 1))
			.withMessageContaining("bufferSize and bufferBytes");
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.scatter("ticks").option(key, 1));
	}

	@Test
	void sizeOfTheBufferIsPositive() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.request("ticks").bufferBytes(0));
		assertThatIllegalArgumentException().isThrownBy(() -> PigatoClient.builder().bufferBytes(0).build())
			.withMessageContaining("bufferBytes");
	}

	private static void partials(Incoming incoming, int count) {
		for (int i = 0; i < count; i++) {
			incoming.partial("" + i % 10);
		}
	}

	private static void assertCredit(Incoming incoming, int partials, int bytes) {
		assertThat(incoming.options().asMap()).containsEntry("credit", partials).containsEntry("creditBytes", bytes);
	}

	private void assertGrant(Incoming incoming, int partials, int bytes) {
		assertThat(FakeBroker.next(this.broker.grants))
			.isEqualTo(new ToBroker.CreditGrant(incoming.request().requestId(), partials, bytes));
	}

}
