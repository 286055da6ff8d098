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
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.pigato.client.FakeBroker.Incoming;
import io.pigato.json.PayloadException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RequestSpec#stream}.
 */
@Timeout(120)
class PigatoClientStreamTests {

	private final FakeBroker broker = new FakeBroker();

	private final PigatoClient client = this.broker.newClient();

	@AfterEach
	void stop() {
		this.client.stop();
		this.broker.close();
		assertThat(this.client.statistics().pending()).isZero();
	}

	@Test
	void streamHasThePartialRepliesAndTheFinalOne() {
		this.broker.answering((incoming) -> {
			incoming.partial("1");
			incoming.partial("2");
			incoming.last("3");
		});
		try (Stream<Integer> stream = stream()) {
			assertThat(stream.toList()).containsExactly(1, 2, 3);
		}
		assertThat(this.client.statistics().cancelled()).isZero();
	}

	@Test
	void finalReplyOfNullIsLeftOut() {
		this.broker.answering((incoming) -> {
			incoming.partial("1");
			incoming.last("null");
		});
		try (Stream<Integer> stream = stream()) {
			assertThat(stream.toList()).containsExactly(1);
		}
	}

	@Test
	void partialReplyOfNullDoesNotEndTheStream() {
		this.broker.answering((incoming) -> {
			incoming.partial("1");
			incoming.partial("null");
			incoming.partial("undefined");
			incoming.last("4");
		});
		try (Stream<Integer> stream = stream()) {
			assertThat(stream.toList()).containsExactly(1, null, null, 4);
		}
	}

	@Test
	void longStreamArrivesWholeAndInOrder() {
		int count = 20_000;
		this.broker.answering((incoming) -> {
			for (int i = 0; i < 1000; i++) {
				incoming.partial("" + i);
			}
			this.broker.requests.add(incoming);
		});
		List<Integer> received = new ArrayList<>();
		try (Stream<Integer> stream = this.client.request("ticks").bufferSize(1000).stream(Integer.class)) {
			Iterator<Integer> iterator = stream.iterator();
			Incoming incoming = this.broker.nextRequest();
			for (int next = 1000; next <= count + 999; next++) {
				received.add(iterator.next());
				if (next < count) {
					incoming.partial("" + next);
				}
				else if (next == count) {
					incoming.last("null");
				}
				if (received.size() == count) {
					break;
				}
			}
			assertThat(iterator.hasNext()).isFalse();
		}
		assertThat(received).containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
	}

	@Test
	void errorIsThrownAfterThePartialReplies() {
		this.broker.answering((incoming) -> {
			incoming.partial("1");
			incoming.error("\"broken\"");
		});
		try (Stream<Integer> stream = stream()) {
			Iterator<Integer> iterator = stream.iterator();
			assertThat(iterator.next()).isEqualTo(1);
			assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(iterator::hasNext)
				.withMessageContaining("broken");
		}
	}

	@Test
	void closingTheStreamGivesTheRequestUp() {
		this.broker.answering((incoming) -> {
			this.broker.requests.add(incoming);
			incoming.partial("1");
		});
		try (Stream<Integer> stream = stream()) {
			assertThat(stream.findFirst()).hasValue(1);
		}
		assertThat(FakeBroker.next(this.broker.cancels)).isEqualTo(this.broker.nextRequest().id());
		assertThat(this.client.statistics().cancelled()).isOne();
	}

	@Test
	void closingTheStreamEndsAReaderThatWaits() {
		Stream<Integer> stream = stream();
		Iterator<Integer> iterator = stream.iterator();
		CompletableFuture<Boolean> reader = CompletableFuture.supplyAsync(iterator::hasNext,
				(task) -> new Thread(task).start());
		this.broker.nextRequest();
		stream.close();
		assertThat(reader).failsWithin(FakeBroker.PATIENCE)
			.withThrowableThat()
			.withCauseInstanceOf(PigatoCancelledException.class);
	}

	@Test
	void readerThatDoesNotKeepUpGetsWhatIsThereAndThenAnError() {
		this.broker.answering((incoming) -> {
			for (int i = 0; i < 10; i++) {
				incoming.partial("" + i);
			}
			this.broker.requests.add(incoming);
		});
		try (Stream<Integer> stream = this.client.request("ticks").bufferSize(4).stream(Integer.class)) {
			assertThat(FakeBroker.next(this.broker.cancels)).isEqualTo(this.broker.nextRequest().id());
			Iterator<Integer> iterator = stream.iterator();
			for (int i = 0; i < 4; i++) {
				assertThat(iterator.next()).isEqualTo(i);
			}
			assertThatExceptionOfType(PigatoOverflowException.class).isThrownBy(iterator::hasNext)
				.withMessageContainingAll("'ticks'", "bufferSize");
		}
	}

	@Test
	void replyThatDoesNotFitEndsTheStream() {
		this.broker.answering((incoming) -> {
			this.broker.requests.add(incoming);
			incoming.partial("1");
			incoming.partial("\"text\"");
			incoming.partial("3");
		});
		try (Stream<Integer> stream = stream()) {
			Iterator<Integer> iterator = stream.iterator();
			assertThat(iterator.next()).isEqualTo(1);
			assertThatExceptionOfType(PayloadException.class).isThrownBy(iterator::hasNext);
			assertThat(FakeBroker.next(this.broker.cancels)).isEqualTo(this.broker.nextRequest().id());
		}
	}

	@Test
	void interruptedReaderThrowsWithTheFlagSet() {
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Thread reader = new Thread(() -> {
			try (Stream<Integer> stream = stream()) {
				stream.toList();
			}
			catch (PigatoCancelledException ex) {
				interrupted.complete(Thread.currentThread().isInterrupted());
			}
		});
		reader.start();
		Incoming incoming = this.broker.nextRequest();
		reader.interrupt();
		assertThat(interrupted).succeedsWithin(FakeBroker.PATIENCE).isEqualTo(true);
		assertThat(FakeBroker.next(this.broker.cancels)).isEqualTo(incoming.id());
	}

	@Test
	void streamOfAClientThatIsNotRunningThrows() {
		this.client.stop();
		assertThatExceptionOfType(PigatoClientClosedException.class).isThrownBy(() -> stream().toList());
	}

	private Stream<Integer> stream() {
		return this.client.request("ticks").stream(Integer.class);
	}

}
