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

package io.pigato.spring.boot.test.autoconfigure;

import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.spring.PigatoWorkerContainer;
import io.pigato.spring.PigatoWorkerRegistry;
import io.pigato.spring.boot.test.PigatoRecorder;
import io.pigato.spring.boot.test.PigatoStubs;
import io.pigato.spring.boot.test.example.ExampleApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for contexts in the cache of the test framework, which pauses them when the next
 * test has another one.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class PausedContextTests {

	private static ApplicationContext first;

	@Nested
	@Order(1)
	@SpringBootTest(classes = ExampleApplication.class, properties = "paused.context=1")
	@AutoConfigureTestPigatoBroker
	class First {

		@Test
		void isUsed(@Autowired ApplicationContext context, @Autowired PigatoClient client) {
			first = context;
			assertThat(client.call("greet", "Ann", String.class)).isEqualTo("Hello Ann");
		}

	}

	@Nested
	@Order(2)
	@SpringBootTest(classes = ExampleApplication.class, properties = "paused.context=2")
	@AutoConfigureTestPigatoBroker
	class Second {

		@Test
		void pausesTheFirstWhichKeepsItsBroker(@Autowired PigatoClient client) {
			assertThat(client.call("greet", "Bob", String.class)).isEqualTo("Hello Bob");
			assertThat(first.getBean(PigatoClient.class).isRunning()).isFalse();
			assertThat(first.getBean(PigatoWorkerRegistry.class).getContainers()).isNotEmpty()
				.noneMatch(PigatoWorkerContainer::isRunning);
			assertThat(first.getBean(PigatoStubs.class).isRunning()).isFalse();
			assertThat(first.getBean(PigatoBroker.class).isRunning()).isTrue();
		}

	}

	@Nested
	@Order(3)
	@SpringBootTest(classes = ExampleApplication.class, properties = "paused.context=1")
	@AutoConfigureTestPigatoBroker
	class FirstAgain {

		@Test
		void goesOnWhereItWas(@Autowired ApplicationContext context, @Autowired PigatoClient client,
				@Autowired PigatoRecorder recorder, @Autowired PigatoStubs stubs, @LocalPigatoBrokerPort int port) {
			assertThat(context).isSameAs(first);
			assertThat(recorder).hasNoRequests();
			assertThat(client.call("greet", "Ann", String.class)).isEqualTo("Hello Ann");
			stubs.stub("other").replies(port);
			assertThat(client.call("other", null, Integer.class)).isEqualTo(client.endpoint().port());
		}

	}

}
