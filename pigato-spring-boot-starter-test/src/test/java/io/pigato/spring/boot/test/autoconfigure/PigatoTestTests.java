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

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.test.context.ContextConfiguration;

import io.pigato.client.PigatoClient;
import io.pigato.client.PigatoNoWorkerException;
import io.pigato.client.PigatoRemoteException;
import io.pigato.spring.boot.test.PigatoRecorder;
import io.pigato.spring.boot.test.PigatoStubs;
import io.pigato.spring.boot.test.example.BillingClient;
import io.pigato.spring.boot.test.example.Doubler;
import io.pigato.spring.boot.test.example.ExampleApplication;
import io.pigato.spring.boot.test.example.GreetingWorkers;
import io.pigato.spring.boot.test.example.Order;
import io.pigato.spring.boot.test.example.Shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PigatoTest}.
 */
class PigatoTestTests {

	private static void assertThatNobodyOffers(String service, PigatoClient client) {
		assertThatExceptionOfType(PigatoNoWorkerException.class)
			.isThrownBy(() -> client.request(service).failFast().call(String.class));
	}

	@Nested
	@PigatoTest
	@ContextConfiguration(classes = ExampleApplication.class)
	class AllWorkers {

		@Test
		void areThereAndNothingElseIs(@Autowired ApplicationContext context, @Autowired PigatoClient client) {
			assertThat(client.call("greet", "Ann", String.class)).isEqualTo("Hello Ann");
			assertThat(client.call("double", 21, Integer.class)).isEqualTo(42);
			assertThat(context.getBeanProvider(GreetingWorkers.class).stream()).hasSize(1);
			assertThat(context.getBeanProvider(Doubler.class).stream()).hasSize(1);
			assertThat(context.getBeanProvider(Shop.class).stream()).isEmpty();
			assertThat(context.containsBean("applicationTaskExecutor")).isTrue();
			assertThat(client.endpoint().scheme()).isEqualTo("inproc");
		}

		@Test
		void haveTheirExceptionsMapped(@Autowired PigatoClient client, @Autowired PigatoRecorder recorder) {
			assertThatExceptionOfType(PigatoRemoteException.class)
				.isThrownBy(() -> client.call("double", Integer.MAX_VALUE, Integer.class))
				.returns("ARITHMETIC", PigatoRemoteException::code);
			assertThat(recorder).request("double").hasFailed("ARITHMETIC");
		}

		@Test
		void exchangeInterfacesAreThere(@Autowired BillingClient billing, @Autowired PigatoStubs stubs,
				@Autowired PigatoRecorder recorder) {
			stubs.stub("billing.charge").replies("receipt");
			assertThat(billing.charge(new Order("book", 2))).isEqualTo("receipt");
			assertThat(recorder).request("billing.charge").hasData(new Order("book", 2));
		}

		@Test
		void canBeLookedAtAndStubbed(@Autowired PigatoClient client, @Autowired PigatoRecorder recorder,
				@Autowired PigatoStubs stubs) {
			stubs.stub("other").replies(1);
			assertThat(client.call("other", null, Integer.class)).isOne();
			assertThat(recorder).hasRequest("other").hasRequestCount(1);
		}

	}

	@Nested
	@PigatoTest(Doubler.class)
	@ContextConfiguration(classes = ExampleApplication.class)
	class SomeWorkers {

		@Test
		void othersAreLeftOut(@Autowired ApplicationContext context, @Autowired PigatoClient client) {
			assertThat(client.call("double", 21, Integer.class)).isEqualTo(42);
			assertThat(context.getBeanProvider(GreetingWorkers.class).stream()).isEmpty();
			assertThatNobodyOffers("greet", client);
		}

	}

	@Nested
	@PigatoTest(properties = "x=y", useDefaultFilters = false,
			includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Shop.class))
	@ContextConfiguration(classes = ExampleApplication.class)
	class Filters {

		@Test
		void chooseWhatIsScanned(@Autowired ApplicationContext context, @Autowired PigatoClient client) {
			assertThat(context.getBeanProvider(Shop.class).stream()).hasSize(1);
			assertThat(context.getEnvironment().getProperty("x")).isEqualTo("y");
			assertThatNobodyOffers("double", client);
		}

	}

	@Nested
	@PigatoTest(workers = Doubler.class)
	@AutoConfigureTestPigatoBroker
	@ContextConfiguration(classes = ExampleApplication.class)
	class OnAPort {

		@Test
		void brokerIsBound(@LocalPigatoBrokerPort int port, @Autowired PigatoClient client) {
			assertThat(port).isPositive();
			assertThat(client.call("double", 21, Integer.class)).isEqualTo(42);
		}

	}

	@Nested
	@PigatoTest(excludeAutoConfiguration = PigatoTestAutoConfiguration.class)
	@ContextConfiguration(classes = ExampleApplication.class)
	class WithoutAnAutoConfiguration {

		@Test
		void itsBeansAreNotThere(@Autowired ApplicationContext context) {
			assertThat(context.getBeanProvider(PigatoRecorder.class).stream()).isEmpty();
			assertThat(context.getBeanProvider(PigatoStubs.class).stream()).isEmpty();
		}

	}

}
