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

package io.pigato.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.pigato.broker.PigatoBroker;
import io.pigato.protocol.Bytes;
import io.pigato.transport.EventLoop;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.TestDealer;
import io.pigato.transport.Transports;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceWorker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PigatoClient#scatter} with a real broker and its directory.
 */
@Timeout(120)
class ScatterGatherTests {

	private final String endpoint = "inproc://" + UUID.randomUUID();

	private final PigatoBroker broker = PigatoBroker.builder().endpoint(this.endpoint).build();

	private final PigatoClient client = PigatoClient.builder().endpoint(this.endpoint).build();

	private final List<ServiceWorker> workers = new ArrayList<>();

	@BeforeEach
	void start() {
		this.broker.start();
		this.client.start();
	}

	@AfterEach
	void stop() {
		this.client.stop();
		this.workers.forEach(ServiceWorker::close);
		this.broker.close();
	}

	private ServiceWorker startWorker(String service) {
		return startWorker(service, (request, reply) -> reply.end(service + " " + request.service()));
	}

	private ServiceWorker startWorker(String service, RequestHandler handler) {
		ServiceWorker worker = ServiceWorker.builder(service, handler).endpoint(this.endpoint).build();
		this.workers.add(worker);
		worker.start();
		awaitInDirectory(service, worker);
		return worker;
	}

	private void awaitInDirectory(String service, ServiceWorker worker) {
		Awaitility.await()
			.atMost(FakeBroker.PATIENCE)
			.until(() -> List.of(this.client.call("$dir", service, String[].class)).contains(worker.workerId()));
	}

	@Test
	void allWorkersOfAServiceAnswer() {
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			ids.add(startWorker("stock").workerId());
		}
		startWorker("other");
		GatherResult<String> result = this.client.scatter("stock").parallelism(2).gather(String.class);
		assertThat(result.isComplete()).isTrue();
		assertThat(result.replies()).extracting(WorkerResult::workerId).containsExactlyInAnyOrderElementsOf(ids);
		assertThat(result.values()).hasSize(5).containsOnly("stock stock");
	}

	@Test
	void serviceWithoutWorkersHasAnEmptyResult() {
		startWorker("other");
		GatherResult<String> result = this.client.scatter("stock").gather(String.class);
		assertThat(result.size()).isZero();
		assertThat(result.isComplete()).isTrue();
	}

	@Test
	void serviceWithoutWorkersIsAnErrorIfAskedToFailFast() {
		assertThatExceptionOfType(PigatoNoWorkerException.class)
			.isThrownBy(() -> this.client.scatter("stock").failFast().gather(String.class))
			.withMessageContaining("'stock'");
	}

	@Test
	void workersOfTheLongestWildcardAreAskedByTheRequestedName() {
		startWorker("ord*");
		startWorker("orders.*");
		startWorker("orders.*");
		assertThat(this.client.scatter("orders.create").gather(String.class).values())
			.containsExactly("orders.* orders.create", "orders.* orders.create");
		startWorker("orders.create");
		assertThat(this.client.scatter("orders.create").gather(String.class).values())
			.containsExactly("orders.create orders.create");
	}

	@Test
	void workersOfAllVersionsInTheRangeAreAsked() {
		startWorker("echo@1.1.0");
		startWorker("echo@1.2.0");
		startWorker("echo@2.0.0");
		assertThat(this.client.scatter("echo@^1").gather(String.class).values())
			.containsExactlyInAnyOrder("echo@1.1.0 echo@^1", "echo@1.2.0 echo@^1");
	}

	@Test
	void workerThatDiesInTheMiddleFailsAndTheOthersAnswer() {
		ServiceWorker alive = startWorker("stock");
		EventLoop loop = Transports.named("memory").newEventLoop("mortal");
		try {
			TestDealer mortal = new TestDealer(loop, Bytes.of("mortal"));
			mortal.connect(this.broker.endpoints().get(0), SocketOptions.defaults());
			mortal.awaitEvent("connected");
			mortal.send(bytes("W", "1", "stock"));
			mortal.nextMessage();
			CompletableFuture<GatherResult<String>> future = this.client.scatter("stock").gatherAsync(String.class);
			assertThat(new String(mortal.nextMessage()[1], StandardCharsets.UTF_8)).isEqualTo("2");
			loop.close();
			assertThat(future).succeedsWithin(FakeBroker.PATIENCE).satisfies((result) -> {
				assertThat(result.replies()).extracting(WorkerResult::workerId).containsExactly(alive.workerId());
				assertThat(result.failures()).singleElement().satisfies((failed) -> {
					assertThat(failed.workerId()).isEqualTo("mortal");
					assertThat(failed.failure()).isInstanceOf(PigatoWorkerLostException.class);
				});
			});
		}
		finally {
			loop.close();
		}
	}

	@Test
	void workerThatStopsTakingRequestsFailsWithTheOthersAnswering() {
		startWorker("stock", (request, reply) -> reply.reject("not now"));
		startWorker("stock");
		GatherResult<String> result = this.client.scatter("stock").gather(String.class);
		assertThat(result.values()).containsExactly("stock stock");
		assertThat(result.failures()).singleElement()
			.satisfies((failed) -> assertThat(failed.failure()).isInstanceOf(PigatoRejectedException.class));
	}

	@Test
	void handlerMayGatherItself() {
		startWorker("leaf");
		startWorker("leaf");
		startWorker("root",
				(request, reply) -> this.client.scatter("leaf")
					.gatherAsync(String.class)
					.thenAccept((result) -> reply.end(result.values().size())));
		assertThat(this.client.call("root", null, Integer.class)).isEqualTo(2);
	}

	private static byte[][] bytes(String... frames) {
		byte[][] bytes = new byte[frames.length][];
		for (int i = 0; i < frames.length; i++) {
			bytes[i] = frames[i].getBytes(StandardCharsets.UTF_8);
		}
		return bytes;
	}

}
