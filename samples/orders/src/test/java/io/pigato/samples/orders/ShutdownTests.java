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

package io.pigato.samples.orders;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

import io.pigato.spring.RequestHandlerDecorator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the end of the application, with its own broker at a free port.
 */
class ShutdownTests {

	private static final long PATIENCE_SECONDS = 60;

	@Test
	void requestInFlightIsAnsweredWhileTheApplicationCloses() throws Exception {
		ConfigurableApplicationContext context = start();
		Gate gate = context.getBean(Gate.class);
		CompletableFuture<HttpResponse<String>> response = placeOrder(context);
		assertThat(gate.entered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
		assertThat(gate.closing.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
		assertThat(response).isNotDone();
		gate.leave.countDown();
		assertThat(response.get(PATIENCE_SECONDS, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
		closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void handlersRunOnVirtualThreads() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			Gate gate = context.getBean(Gate.class);
			gate.leave.countDown();
			placeOrder(context).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
			assertThat(gate.thread).startsWith("VirtualThread");
		}
	}

	private static ConfigurableApplicationContext start() {
		return new SpringApplicationBuilder(OrdersApplication.class, GateConfiguration.class).run("--server.port=0",
				"--pigato.broker.endpoints=tcp://127.0.0.1:0");
	}

	private static CompletableFuture<HttpResponse<String>> placeOrder(ConfigurableApplicationContext context) {
		int port = ((WebServerApplicationContext) context).getWebServer().getPort();
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/orders"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"item\":\"book\",\"quantity\":2}"))
			.build();
		return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
	}

	/**
	 * Holds up handlers.
	 */
	static final class Gate implements ApplicationListener<ContextClosedEvent> {

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch closing = new CountDownLatch(1);

		private final CountDownLatch leave = new CountDownLatch(1);

		private volatile String thread = "";

		@Override
		public void onApplicationEvent(ContextClosedEvent event) {
			this.closing.countDown();
		}

		void pass() throws InterruptedException {
			this.thread = Thread.currentThread().toString();
			this.entered.countDown();
			assertThat(this.leave.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class GateConfiguration {

		@Bean
		Gate gate() {
			return new Gate();
		}

		@Bean
		RequestHandlerDecorator gateDecorator(Gate gate) {
			return (handler, endpoint) -> (request, reply) -> {
				gate.pass();
				handler.handle(request, reply);
			};
		}

	}

}
