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

package io.pigato.broker;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.pigato.client.PigatoClient;
import io.pigato.worker.ServiceWorker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a running broker tells of itself, over its loop.
 */
class PigatoBrokerIntrospectionTests {

	@ParameterizedTest
	@ValueSource(strings = { "inproc://*", "tcp://127.0.0.1:0" })
	void tellsWhoIsThereAndCountsBytes(String endpoint) {
		try (PigatoBroker broker = PigatoBroker.builder().endpoint(endpoint).build()) {
			broker.start();
			try (ServiceWorker worker = ServiceWorker
				.builder("echo", (request, reply) -> reply.end(request.data(String.class)))
				.endpoint(broker.endpoints().get(0))
				.build(); PigatoClient client = PigatoClient.builder().endpoint(broker.endpoints().get(0)).build()) {
				worker.start();
				client.start();
				String data = "x".repeat(100_000);
				assertThat(client.call("echo", data, String.class)).isEqualTo(data);
				assertThat(broker.services(Page.first(10)).join().entries()).extracting(ServiceInfo::name)
					.containsExactly("echo");
				assertThat(broker.service("echo").join().dispatched()).isEqualTo(1);
				assertThat(broker.service("nobody").join()).isNull();
				assertThat(broker.workers(Page.first(10)).join().entries()).extracting(WorkerInfo::id)
					.containsExactly(worker.workerId());
				assertThat(broker.worker(worker.workerId()).join().concurrency()).isEqualTo(100);
				assertThat(broker.worker("nobody").join()).isNull();
				assertThat(broker.clients(Page.first(10)).join().total()).isEqualTo(1);
				BrokerStatistics statistics = broker.statistics();
				assertThat(statistics.bytesReceived()).isBetween(200_000L, 210_000L);
				assertThat(statistics.bytesSent()).isBetween(200_000L, 210_000L);
			}
		}
	}

	@Test
	void answersAwayFromTheLoop() {
		try (PigatoBroker broker = PigatoBroker.builder().endpoint("inproc://*").build()) {
			broker.start();
			// waiting on the loop would be refused
			broker.services(Page.first(1)).thenRun(broker::stop).join();
			assertThat(broker.isRunning()).isFalse();
		}
	}

	@Test
	void listenerMayWaitForTheAnswer() throws Exception {
		BlockingQueue<Object> told = new LinkedBlockingQueue<>();
		try (PigatoBroker broker = PigatoBroker.builder().endpoint("inproc://*").build()) {
			broker.addListener(new BrokerListener() {

				@Override
				public void onWorkerJoined(String service, String workerId) {
					told.add(broker.worker(workerId).join().service());
				}

			});
			broker.start();
			try (ServiceWorker worker = ServiceWorker.builder("echo", (request, reply) -> reply.end())
				.endpoint(broker.endpoints().get(0))
				.build()) {
				worker.start();
				assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo("echo");
			}
		}
	}

	@Test
	void brokerThatDoesNotRunHasNoAnswer() {
		PigatoBroker broker = PigatoBroker.builder().endpoint("inproc://*").build();
		assertNotRunning(broker);
		broker.start();
		broker.stop();
		assertNotRunning(broker);
	}

	private static void assertNotRunning(PigatoBroker broker) {
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> broker.workers(Page.first(1)).join())
			.withCauseInstanceOf(IllegalStateException.class)
			.withMessageContaining("not running");
		assertThat(broker.isDraining()).isFalse();
	}

	@Test
	void tellsThatItDrains() {
		BlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();
		try (PigatoBroker broker = PigatoBroker.builder()
			.endpoint("inproc://*")
			.gracePeriod(Duration.ofSeconds(60))
			.build()) {
			broker.start();
			try (ServiceWorker worker = ServiceWorker.builder("slow", (request, reply) -> {
				Awaitility.await().atMost(Duration.ofSeconds(60)).until(broker::isDraining);
				answers.add(broker.isRunning());
				reply.end("done");
			}).endpoint(broker.endpoints().get(0)).build();
					PigatoClient client = PigatoClient.builder().endpoint(broker.endpoints().get(0)).build()) {
				worker.start();
				client.start();
				assertThat(broker.isDraining()).isFalse();
				var reply = client.callAsync("slow", null, String.class);
				Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> broker.statistics().inFlight() == 1);
				broker.stop();
				assertThat(reply.join()).isEqualTo("done");
				assertThat(answers).containsExactly(true);
				assertThat(broker.isDraining()).isFalse();
			}
		}
	}

}
