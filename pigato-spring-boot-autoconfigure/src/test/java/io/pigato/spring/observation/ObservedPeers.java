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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.micrometer.observation.tck.TestObservationRegistry;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.ClientListener;
import io.pigato.client.PigatoClient;
import io.pigato.spring.WorkerEndpoint;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A broker in memory, a client and workers that are observed. The registry checks that
 * observations are used as they should be: started and stopped once, out of scope.
 */
final class ObservedPeers implements AutoCloseable {

	final TestObservationRegistry registry = TestObservationRegistry.create();

	final ObservationEvents clientEvents = new ObservationEvents(PigatoClientObservationContext.class);

	final ObservationEvents workerEvents = new ObservationEvents(PigatoWorkerObservationContext.class);

	private final String endpoint = "inproc://" + UUID.randomUUID();

	private final PigatoBroker broker = PigatoBroker.builder().endpoint(this.endpoint).build();

	private final List<ServiceWorker> workers = new ArrayList<>();

	private final BlockingQueue<Throwable> misuse = new LinkedBlockingQueue<>();

	private final PigatoClient client;

	ObservedPeers() {
		this(null, new DefaultPigatoClientObservationConvention(2, Set.of("SOLD_OUT")));
	}

	ObservedPeers(PigatoClientObservationConvention custom, PigatoClientObservationConvention convention) {
		this.registry.observationConfig().observationHandler(this.clientEvents).observationHandler(this.workerEvents);
		this.broker.start();
		this.client = PigatoClient.builder()
			.endpoint(this.endpoint)
			.interceptor(new PigatoClientObservationInterceptor(this.registry, custom, convention))
			.listener(new ClientListener() {

				@Override
				public void onError(Throwable cause) {
					ObservedPeers.this.misuse.add(cause);
				}

			})
			.build();
		this.client.start();
	}

	PigatoClient client() {
		return this.client;
	}

	/**
	 * Start a worker that is not observed.
	 */
	ServiceWorker worker(String service, RequestHandler handler) {
		ServiceWorker worker = ServiceWorker.builder(service, handler).endpoint(this.endpoint).build();
		this.workers.add(worker);
		worker.start();
		return worker;
	}

	/**
	 * Start a worker that is observed.
	 */
	ServiceWorker observedWorker(String service, RequestHandler handler) {
		return observedWorker(service, handler, null);
	}

	ServiceWorker observedWorker(String service, RequestHandler handler, PigatoWorkerObservationConvention custom) {
		WorkerEndpoint endpoint = new WorkerEndpoint("the-worker", service, handler, null, true, "test");
		RequestHandler observed = new PigatoWorkerObservationDecorator(this.registry, custom,
				new DefaultPigatoWorkerObservationConvention(Set.of("SOLD_OUT")))
			.decorate(handler, endpoint);
		return worker(service, (request, reply) -> {
			observed.handle(request, reply);
			if (this.registry.getCurrentObservation() != null) {
				this.misuse.add(new IllegalStateException("The thread of the handler is left in scope"));
			}
		});
	}

	@Override
	public void close() {
		this.client.stop();
		this.workers.forEach(ServiceWorker::stop);
		this.broker.stop();
		assertThat(this.misuse).isEmpty();
		this.clientEvents.nothingStopped();
		this.workerEvents.nothingStopped();
	}

}
