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

package io.pigato.spring.exchange;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A broker in memory, a client, and workers: {@code echo} sends the data back,
 * {@code count} counts down from it by partial replies, {@code seen.*} tells what it was
 * asked, {@code fail} fails, and {@code silent} never answers.
 */
final class ExchangeWorld implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofSeconds(60);

	final String endpoint = "inproc://" + UUID.randomUUID();

	final PigatoClient client = newClient();

	final BlockingQueue<PigatoRequest> silent = new LinkedBlockingQueue<>();

	private final PigatoBroker broker = PigatoBroker.builder().endpoint(this.endpoint).build();

	private final List<ServiceWorker> workers = new ArrayList<>();

	ExchangeWorld() {
		this.broker.start();
		this.client.start();
		worker("echo", (request, reply) -> reply.end(request.json()));
		worker("count", (request, reply) -> {
			for (int i = request.data(Integer.class); i > 0; i--) {
				reply.write(i);
			}
			reply.end();
		});
		worker("seen.*", (request, reply) -> reply.end(seen(request)));
		worker("fail", (request, reply) -> reply.error("E1", "it failed"));
		worker("silent", (request, reply) -> this.silent.add(request));
	}

	PigatoClient newClient() {
		return PigatoClient.builder().endpoint(this.endpoint).build();
	}

	ServiceWorker worker(String service, RequestHandler handler) {
		ServiceWorker worker = ServiceWorker.builder(service, handler).endpoint(this.endpoint).build();
		this.workers.add(worker);
		worker.start();
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> List.of(this.client.call("$dir", service, String[].class)).contains(worker.workerId()));
		return worker;
	}

	private static Map<String, Object> seen(PigatoRequest request) {
		Map<String, Object> seen = new LinkedHashMap<>();
		seen.put("service", request.service());
		seen.put("data", request.data(Object.class));
		seen.putAll(request.options().asMap());
		return seen;
	}

	void awaitSilentRequest() {
		try {
			assertThat(this.silent.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void awaitCancelled(int count) {
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.statistics().cancelled() == count);
	}

	@Override
	public void close() {
		this.client.close();
		this.workers.forEach(ServiceWorker::close);
		this.broker.close();
	}

}
