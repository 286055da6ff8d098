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

package io.pigato.spring.observation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for requests of reactive handlers, with Reactor's automatic context propagation.
 */
@Timeout(180)
class ReactiveObservationTests {

	private final ObservedPeers peers = new ObservedPeers();

	@BeforeEach
	void propagateContext() {
		Hooks.enableAutomaticContextPropagation();
	}

	@AfterEach
	void close() {
		Hooks.disableAutomaticContextPropagation();
		this.peers.close();
	}

	@Test
	void futureOfAReactiveHandlerIsAChild() throws Exception {
		requestIsAChild(
				(text) -> Flux.from(Mono.fromFuture(() -> this.peers.client().callAsync("inner", text, String.class))));
	}

	@Test
	void publisherOfAReactiveHandlerIsAChild() throws Exception {
		requestIsAChild((text) -> JdkFlowAdapter
			.flowPublisherToFlux(this.peers.client().request("inner").data(text).publisher(String.class)));
	}

	private void requestIsAChild(Inner inner) throws Exception {
		this.peers.worker("inner", (request, reply) -> reply.end(request.json()));
		CompletableFuture<Observation> outer = new CompletableFuture<>();
		this.peers.observedWorker("outer", (request, reply) -> {
			outer.complete(this.peers.registry.getCurrentObservation());
			Mono.just(request.data(String.class))
				.publishOn(Schedulers.parallel())
				.flatMapMany(inner::send)
				.contextCapture()
				.subscribe(reply::end);
		});
		String result = this.peers.client().callAsync("outer", "hello", String.class).get(60, TimeUnit.SECONDS);
		assertThat(result).isEqualTo("hello");
		this.peers.clientEvents.nextStopped()
			.hasContextualNameEqualTo("inner")
			.hasParentObservationEqualTo(outer.join());
		this.peers.clientEvents.nextStopped().hasContextualNameEqualTo("outer");
		this.peers.workerEvents.nextStopped().hasContextualNameEqualTo("outer");
	}

	private interface Inner {

		Flux<String> send(String text);

	}

}
