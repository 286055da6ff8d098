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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import io.pigato.worker.ServiceWorker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PigatoWorkerRegistry}.
 */
class PigatoWorkerRegistryTests {

	private final CompletableFuture<Void> entered = new CompletableFuture<>();

	private final CompletableFuture<Void> goOn = new CompletableFuture<>();

	@Test
	void nobodyWaitsWhileAWorkerIsMade() throws Exception {
		try (AnnotationConfigApplicationContext context = context()) {
			PigatoWorkerRegistry registry = new PigatoWorkerRegistry(context, this::slow);
			CompletableFuture<PigatoWorkerContainer> registered = CompletableFuture
				.supplyAsync(() -> registry.register(endpoint("slow")));
			this.entered.get(60, TimeUnit.SECONDS);
			CompletableFuture<Void> looked = CompletableFuture.runAsync(() -> {
				assertThat(registry.getContainers()).isEmpty();
				assertThat(registry.contains("slow")).isTrue();
				assertThatExceptionOfType(DuplicateWorkerException.class)
					.isThrownBy(() -> registry.register(endpoint("slow")));
			});
			looked.get(60, TimeUnit.SECONDS);
			this.goOn.complete(null);
			PigatoWorkerContainer container = registered.get(60, TimeUnit.SECONDS);
			assertThat(registry.getContainers()).containsExactly(container);
		}
	}

	@Test
	void idOfAWorkerThatCouldNotBeMadeIsFreeAgain() {
		try (AnnotationConfigApplicationContext context = context()) {
			PigatoWorkerRegistry registry = new PigatoWorkerRegistry(context, this::failing);
			assertThatExceptionOfType(InvalidWorkerException.class)
				.isThrownBy(() -> registry.register(endpoint("echo")))
				.withMessageContaining("test")
				.withMessageContaining("not today");
			assertThat(registry.contains("echo")).isFalse();
			this.goOn.complete(null);
			assertThat(registry.register(endpoint("echo")).getId()).isEqualTo("echo");
		}
	}

	private static AnnotationConfigApplicationContext context() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.refresh();
		return context;
	}

	private static WorkerEndpoint endpoint(String id) {
		return new WorkerEndpoint(id, "echo", (request, reply) -> reply.end(), null, false, "test");
	}

	private ServiceWorker slow(WorkerEndpoint endpoint) {
		this.entered.complete(null);
		this.goOn.orTimeout(60, TimeUnit.SECONDS).join();
		return worker(endpoint);
	}

	private ServiceWorker failing(WorkerEndpoint endpoint) {
		if (!this.goOn.isDone()) {
			throw new IllegalArgumentException("not today");
		}
		return worker(endpoint);
	}

	private static ServiceWorker worker(WorkerEndpoint endpoint) {
		return ServiceWorker.builder(endpoint.service(), endpoint.handler()).build();
	}

}
