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

package io.pigato.spring.boot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.pigato.spring.PigatoHandler;
import io.pigato.spring.PigatoWorker;
import io.pigato.spring.exchange.ImportPigatoClients;
import io.pigato.spring.exchange.PigatoExchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what an application says that can't start, and for what it leaves behind.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTests {

	@Test
	void portInUse(CapturedOutput output) throws IOException {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String endpoint = "tcp://127.0.0.1:" + other.getLocalPort();
			assertThatStartFails("pigato.broker.enabled=true", "pigato.broker.endpoints=" + endpoint);
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains(endpoint + ": address already in use")
				.contains("'pigato.broker.endpoints'")
				.doesNotContain("\tat ");
		}
	}

	@Test
	void portOfTheDirectoryInUseLeavesTheOtherFree(CapturedOutput output) throws IOException {
		int free = freePort();
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String directory = "tcp://127.0.0.1:" + other.getLocalPort();
			assertThatStartFails("pigato.broker.enabled=true", "pigato.broker.endpoints=tcp://127.0.0.1:" + free,
					"pigato.broker.directory-endpoint=" + directory);
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains(directory + ": address already in use")
				.contains("'pigato.broker.directory-endpoint'")
				.doesNotContain("\tat ");
		}
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress("127.0.0.1", free));
			assertThat(socket.isBound()).isTrue();
		}
	}

	@Test
	void endpointThatIsNone(CapturedOutput output) {
		assertThatStartFails("pigato.endpoints=localhost:55555");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'pigato.endpoints'")
			.contains("'localhost:55555' is not an endpoint: it has no scheme")
			.doesNotContain("\tat ");
	}

	@Test
	void severalEndpoints(CapturedOutput output) {
		assertThatStartFails("pigato.endpoints=tcp://a:1,tcp://b:1");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'pigato.endpoints'")
			.contains("connect to one broker")
			.doesNotContain("\tat ");
	}

	@Test
	void brokerThatIsRequired(CapturedOutput output) {
		String endpoint = "inproc://" + UUID.randomUUID();
		assertThatStartFails("pigato.endpoints=" + endpoint, "pigato.client.required-at-startup=true",
				"pigato.client.startup-timeout=10ms");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("No broker answered at " + endpoint + " within 10 ms")
			.contains("'pigato.client.required-at-startup'")
			.doesNotContain("\tat ");
	}

	@Test
	void negativeLimit(CapturedOutput output) {
		assertThatStartFails("pigato.broker.enabled=true", "pigato.broker.endpoints=inproc://" + UUID.randomUUID(),
				"pigato.broker.limits.max-queued=-1");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'pigato.broker.limits.max-queued'")
			.contains("must be positive but is -1")
			.contains("from \"pigato.broker.limits.max-queued\" from property source \"commandLineArgs\"")
			.doesNotContain("\tat ");
	}

	@Test
	void unknownTransport(CapturedOutput output) {
		assertThatStartFails("pigato.transport=carrier-pigeon");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'pigato.transport'")
			.contains("There is no transport 'carrier-pigeon', only: jeromq, memory, netty")
			.doesNotContain("\tat ");
	}

	@Test
	void methodThatCantBeAWorkerAfterTheBroker(CapturedOutput output) {
		assertThatStartFails(BadWorkerConfiguration.class, "pigato.broker.enabled=true",
				"pigato.broker.endpoints=tcp://127.0.0.1:0");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("BadWorker.add(int, int)")
			.contains("more than one parameter")
			.doesNotContain("\tat ");
	}

	@Test
	void twoWorkersWithTheSameId(CapturedOutput output) {
		assertThatStartFails(DuplicateConfiguration.class, "pigato.broker.enabled=true",
				"pigato.broker.endpoints=inproc://" + UUID.randomUUID());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("DuplicateConfiguration.one(String)")
			.contains("DuplicateConfiguration.two(String)")
			.contains("Change the id 'same' in one of the two @PigatoWorker annotations")
			.doesNotContain("\tat ");
	}

	@Test
	void handlerWithoutAWorker(CapturedOutput output) {
		assertThatStartFails(HandlerConfiguration.class, "pigato.broker.enabled=true",
				"pigato.broker.endpoints=inproc://" + UUID.randomUUID());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("HandlerConfiguration.create(String)")
			.contains("Annotate the class with @PigatoWorker(\"service.*\")")
			.doesNotContain("\tat ");
	}

	@Test
	void methodThatCantBeAnExchange(CapturedOutput output) {
		assertThatStartFails(BadExchangeConfiguration.class, "pigato.endpoints=inproc://" + UUID.randomUUID());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("BadExchange.add(int, int)")
			.contains("more than one parameter")
			.doesNotContain("\tat ");
	}

	@Test
	void clientOfAnExchangeThatIsNotThere(CapturedOutput output) {
		assertThatStartFails(UnknownClientConfiguration.class, "pigato.endpoints=inproc://" + UUID.randomUUID());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("GoodExchange")
			.contains("'pigato.clients.billing.endpoints'")
			.doesNotContain("\tat ");
	}

	private static void assertThatStartFails(String... properties) {
		assertThatStartFails(EmptyConfiguration.class, properties);
	}

	private static void assertThatStartFails(Class<?> source, String... properties) {
		List<Thread> before = threads();
		SpringApplication application = new SpringApplication(source);
		application.setWebApplicationType(WebApplicationType.NONE);
		String[] args = new String[properties.length];
		for (int i = 0; i < args.length; i++) {
			args[i] = "--" + properties[i];
		}
		assertThatException().isThrownBy(() -> application.run(args).close());
		Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
	}

	private static List<Thread> threads() {
		List<Thread> threads = new ArrayList<>();
		Thread.getAllStackTraces().keySet().forEach((thread) -> {
			if (thread.getName().startsWith("pigato-")) {
				threads.add(thread);
			}
		});
		return threads;
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(PigatoAutoConfiguration.class)
	static class EmptyConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(PigatoAutoConfiguration.class)
	static class BadWorkerConfiguration {

		@Bean
		BadWorker badWorker() {
			return new BadWorker();
		}

	}

	static class BadWorker {

		@PigatoWorker("add")
		int add(int a, int b) {
			return a + b;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(PigatoAutoConfiguration.class)
	static class DuplicateConfiguration {

		@PigatoWorker(service = "a", id = "same")
		String one(String text) {
			return text;
		}

		@PigatoWorker(service = "b", id = "same")
		String two(String text) {
			return text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(PigatoAutoConfiguration.class)
	static class HandlerConfiguration {

		@PigatoHandler
		String create(String text) {
			return text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(PigatoAutoConfiguration.class)
	@ImportPigatoClients(BadExchange.class)
	static class BadExchangeConfiguration {

	}

	interface BadExchange {

		@PigatoExchange("add")
		int add(int a, int b);

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(PigatoAutoConfiguration.class)
	@ImportPigatoClients(types = GoodExchange.class, client = "billing")
	static class UnknownClientConfiguration {

	}

	interface GoodExchange {

		@PigatoExchange("echo")
		String echo(String text);

	}

}
