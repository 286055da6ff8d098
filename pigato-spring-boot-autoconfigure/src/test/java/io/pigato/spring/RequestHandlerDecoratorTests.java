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
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.pigato.client.PigatoRemoteException;
import io.pigato.spring.handler.PigatoError;
import io.pigato.spring.handler.PigatoExceptionMapper;
import io.pigato.worker.RequestHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for beans that decorate the handlers of workers.
 */
class RequestHandlerDecoratorTests {

	@Test
	void decoratorsAreCalledInTheirOrderAroundTheHandler() {
		try (PigatoContext context = PigatoContext.with(Decorators.class, Worker.class)) {
			assertThat(context.client().call("echo", "x", String.class)).isEqualTo("x");
			assertThat(context.context().getBean(Calls.class).list).containsExactly("first echo", "second echo",
					"handler");
		}
	}

	@Test
	void decoratorsKnowWhatTheWorkerIsMadeOf() {
		try (PigatoContext context = PigatoContext.with(Decorators.class, Worker.class)) {
			assertThat(context.context().getBean(Calls.class).endpoints).extracting(WorkerEndpoint::source)
				.hasSize(2)
				.allMatch((source) -> source.endsWith("Worker.echo(String)"));
			assertThat(context.context().getBean(Calls.class).endpoints).extracting(WorkerEndpoint::id)
				.containsOnly("echo-worker");
		}
	}

	@Test
	void decoratorsSeeWhatHandlersThrowBeforeItIsMapped() {
		try (PigatoContext context = PigatoContext.with(Decorators.class, Failing.class)) {
			assertThatExceptionOfType(PigatoRemoteException.class)
				.isThrownBy(() -> context.client().call("fails", "x", String.class))
				.satisfies((error) -> assertThat(error.code()).isEqualTo("MAPPED"));
			assertThat(context.context().getBean(Calls.class).list).containsExactly("first fails", "second fails",
					"second saw expected", "first saw expected");
		}
	}

	@Test
	void decoratorMaySeeTheErrorReplyInPlaceOfTheException() {
		try (PigatoContext context = PigatoContext.with(Decorators.class, Failing.class, AroundErrors.class)) {
			assertThatExceptionOfType(PigatoRemoteException.class)
				.isThrownBy(() -> context.client().call("fails", "x", String.class));
			Calls calls = context.context().getBean(Calls.class);
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> calls.list.size() == 5);
			assertThat(calls.list).containsExactly("first fails", "second fails", "second saw expected",
					"first saw expected", "outermost saw the end");
		}
	}

	private static final class Calls {

		private final List<String> list = new CopyOnWriteArrayList<>();

		private final List<WorkerEndpoint> endpoints = new CopyOnWriteArrayList<>();

		private RequestHandlerDecorator decorator(String name) {
			return (handler, endpoint) -> {
				this.endpoints.add(endpoint);
				return (request, reply) -> {
					this.list.add(name + " " + endpoint.service());
					try {
						handler.handle(request, reply);
					}
					catch (IllegalStateException ex) {
						this.list.add(name + " saw " + ex.getMessage());
						throw ex;
					}
				};
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Decorators {

		@Bean
		Calls calls() {
			return new Calls();
		}

		@Bean
		@Order(2)
		RequestHandlerDecorator second(Calls calls) {
			return calls.decorator("second");
		}

		@Bean
		@Order(1)
		RequestHandlerDecorator first(Calls calls) {
			return calls.decorator("first");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AroundErrors {

		@Bean
		@Order(0)
		RequestHandlerDecorator outermost(Calls calls) {
			return new RequestHandlerDecorator() {

				@Override
				public RequestHandler decorate(RequestHandler handler, WorkerEndpoint endpoint) {
					return (request, reply) -> {
						handler.handle(request, reply);
						calls.list.add(reply.isEnded() ? "outermost saw the end" : "outermost saw nothing");
					};
				}

				@Override
				public boolean seesErrorReplies() {
					return true;
				}

			};
		}

	}

	static class Worker {

		private final Calls calls;

		Worker(Calls calls) {
			this.calls = calls;
		}

		@PigatoWorker(service = "echo", id = "echo-worker")
		String echo(String text) {
			this.calls.list.add("handler");
			return text;
		}

	}

	static class Failing {

		@PigatoWorker("fails")
		String fails() {
			throw new IllegalStateException("expected");
		}

		@Bean
		PigatoExceptionMapper mapper() {
			return (failure, request) -> new PigatoError("MAPPED", String.valueOf(failure.getMessage()));
		}

	}

}
