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
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Publishers of handlers whose clients read slowly.
 */
@Timeout(120)
class SlowReaderTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int COUNT = 10_000;

	private static final int BUFFER_SIZE = 8;

	private final PigatoContext context = PigatoContext.with(Worker.class);

	private final ReactivePigatoClient client = new ReactivePigatoClient(this.context.client());

	private final Worker worker = this.context.context().getBean(Worker.class);

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void publisherIsAskedForNoMoreThanThereIsRoomForAndNoThreadWaits() {
		StepVerifier.create(this.client.request("naturals").data(COUNT).bufferSize(BUFFER_SIZE).flux(Integer.class), 1)
			.expectNext(0)
			.then(this::awaitStillness)
			.thenRequest(1)
			.expectNext(1)
			.thenRequest(Long.MAX_VALUE)
			.expectNextSequence(Flux.range(2, COUNT - 2).toIterable())
			.expectComplete()
			.verify(PATIENCE);
		assertThat(this.worker.produced).hasValue(COUNT);
	}

	/** As much comes as there is room for, and then nobody waits for the reader. */
	private void awaitStillness() {
		Awaitility.await().atMost(PATIENCE).until(() -> this.worker.produced.get() == BUFFER_SIZE);
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> Thread.getAllStackTraces()
				.values()
				.stream()
				.flatMap(Arrays::stream)
				.noneMatch((frame) -> frame.getClassName().startsWith("io.pigato.spring.handler.")));
		assertThat(this.worker.produced).hasValue(BUFFER_SIZE);
	}

	static class Worker {

		private final AtomicInteger produced = new AtomicInteger();

		@PigatoWorker("naturals")
		Flux<Integer> naturals(int count) {
			return Flux.range(0, count).doOnNext((number) -> this.produced.incrementAndGet());
		}

	}

}
