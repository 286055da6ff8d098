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
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.pigato.client.PigatoRemoteException;
import io.pigato.json.PayloadException;
import io.pigato.json.TypeRef;
import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ReactivePigatoClient}.
 */
@Timeout(120)
class ReactivePigatoClientTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final PigatoContext context = PigatoContext.with(Worker.class);

	private final ReactivePigatoClient client = new ReactivePigatoClient(this.context.client());

	private final Worker worker = this.context.context().getBean(Worker.class);

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void monoIsTheFinalReply() {
		StepVerifier.create(this.client.request("count").data(3).mono(Integer.class))
			.expectNext(0)
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void monoIsEmptyIfTheFinalReplyIsNull() {
		StepVerifier.create(this.client.request("nothing").mono(String.class)).expectComplete().verify(PATIENCE);
	}

	@Test
	void fluxIsAllReplies() {
		StepVerifier.create(this.client.request("count").data(3).flux(Integer.class))
			.expectNext(3, 2, 1, 0)
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void fluxTellsNoMoreThanIsAskedFor() {
		StepVerifier.create(this.client.request("count").data(3).flux(Integer.class), 1)
			.expectNext(3)
			.thenRequest(2)
			.expectNext(2, 1)
			.thenRequest(1)
			.expectNext(0)
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void repliesAreOfGenericTypes() {
		StepVerifier.create(this.client.request("list").data("a").mono(new TypeRef<List<String>>() {
		})).expectNext(List.of("a")).expectComplete().verify(PATIENCE);
		StepVerifier.create(this.client.request("list").data("a").flux(new TypeRef<List<String>>() {
		})).expectNext(List.of("a")).expectComplete().verify(PATIENCE);
	}

	@Test
	void eachSubscriptionIsARequestOfItsOwnAndNothingIsSentBefore() {
		Mono<Integer> mono = this.client.request("next").mono(Integer.class);
		Flux<Integer> flux = this.client.request("next").flux(Integer.class);
		assertThat(this.context.client().statistics().requests()).isZero();
		assertThat(mono.block(PATIENCE)).isEqualTo(1);
		assertThat(mono.block(PATIENCE)).isEqualTo(2);
		assertThat(flux.blockLast(PATIENCE)).isEqualTo(3);
		assertThat(flux.blockLast(PATIENCE)).isEqualTo(4);
	}

	@Test
	void whatIsSetLaterDoesNotChangeWhatWasReturned() {
		ReactiveRequestSpec request = this.client.request("list").data("before");
		Mono<List<String>> mono = request.mono(new TypeRef<List<String>>() {
		});
		request.data("after");
		assertThat(mono.block(PATIENCE)).containsExactly("before");
	}

	@Test
	void errorsAreThoseOfTheClient() {
		StepVerifier.create(this.client.request("fail").mono(String.class))
			.expectError(PigatoRemoteException.class)
			.verify(PATIENCE);
		StepVerifier.create(this.client.request("fail").flux(String.class))
			.expectError(PigatoRemoteException.class)
			.verify(PATIENCE);
		Object unwritable = new Unwritable();
		StepVerifier.create(this.client.request("list").data(unwritable).mono(String.class))
			.expectError(PayloadException.class)
			.verify(PATIENCE);
		StepVerifier.create(this.client.request("list").data(unwritable).flux(String.class))
			.expectError(PayloadException.class)
			.verify(PATIENCE);
	}

	@Test
	void cancelGivesTheRequestUp() throws InterruptedException {
		StepVerifier.create(this.client.request("silent").mono(String.class))
			.thenAwait()
			.then(() -> assertThat(this.worker.next()).isNotNull())
			.thenCancel()
			.verify(PATIENCE);
		StepVerifier.create(this.client.request("silent").flux(String.class))
			.then(() -> assertThat(this.worker.next()).isNotNull())
			.thenCancel()
			.verify(PATIENCE);
		Awaitility.await().atMost(PATIENCE).until(() -> this.context.client().statistics().cancelled() == 2);
	}

	@Test
	void optionsAreThoseOfTheRequest() {
		// this one waits until the worker is there
		StepVerifier.create(this.client.request("options").noTimeout().mono(String.class))
			.expectNext("-1 -1 false null false false null")
			.expectComplete()
			.verify(PATIENCE);
		String workerId = this.context.registry()
			.getContainers()
			.stream()
			.filter((container) -> container.getWorker().service().equals("options"))
			.findFirst()
			.orElseThrow()
			.getWorker()
			.workerId();
		StepVerifier
			.create(this.client.request("options")
				.timeout(Duration.ofSeconds(50))
				.deadline(Duration.ofSeconds(55))
				.retry(true)
				.workerId(workerId)
				.noCache()
				.failFast()
				.option("tenant", "t1")
				.bufferSize(2)
				.bufferBytes(1000)
				.mono(String.class))
			.expectNext("50000 55000 true " + workerId + " true true t1")
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void valuesThatCantBeAreRefusedAtOnce() {
		ReactiveRequestSpec request = this.client.request("options");
		assertThatIllegalArgumentException().isThrownBy(() -> request.timeout(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> request.bufferSize(0));
		assertThatIllegalArgumentException().isThrownBy(() -> request.bufferBytes(0));
		assertThatIllegalArgumentException().isThrownBy(() -> request.option("timeout", 1));
	}

	static class Unwritable {

		public Object getValue() {
			throw new IllegalStateException("expected");
		}

	}

	static class Worker {

		private final BlockingQueue<PigatoRequest> silent = new LinkedBlockingQueue<>();

		private final AtomicInteger next = new AtomicInteger();

		PigatoRequest next() {
			try {
				return this.silent.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@PigatoWorker("count")
		int count(int from, PigatoReply reply) {
			for (int i = from; i > 0; i--) {
				reply.write(i);
			}
			return 0;
		}

		@PigatoWorker("nothing")
		void nothing() {
		}

		@PigatoWorker("list")
		List<String> list(String element) {
			return List.of(element);
		}

		@PigatoWorker("next")
		int nextNumber() {
			return this.next.incrementAndGet();
		}

		@PigatoWorker("fail")
		String fail() {
			throw new IllegalStateException("expected");
		}

		@PigatoWorker("silent")
		void silent(PigatoRequest request, PigatoReply reply) {
			this.silent.add(request);
		}

		@PigatoWorker("options")
		String options(PigatoRequest request) {
			var options = request.options();
			return options.timeout() + " " + options.deadline() + " " + options.retry() + " " + options.workerId() + " "
					+ options.noCache() + " " + options.failFast() + " " + options.get("tenant");
		}

	}

}
