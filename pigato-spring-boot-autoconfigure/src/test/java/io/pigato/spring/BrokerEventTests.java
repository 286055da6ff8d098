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

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.context.event.EventListener;

import io.pigato.broker.DepartureReason;
import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.worker.ServiceWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the application events of a broker.
 */
class BrokerEventTests {

	@Test
	void eventsTellOfTheBrokerAndItsPeers() throws Exception {
		PigatoContext context = PigatoContext.with(Recorder.class);
		Recorder recorder = context.context().getBean(Recorder.class);
		PigatoBroker broker = context.broker();
		assertThat(recorder.next(PigatoBrokerStartedEvent.class).getBroker()).isSameAs(broker);
		ServiceWorker worker = ServiceWorker.builder("echo", (request, reply) -> reply.end())
			.endpoint(broker.endpoints().get(0))
			.build();
		worker.start();
		PigatoWorkerJoinedEvent joined = recorder.next(PigatoWorkerJoinedEvent.class);
		assertThat(joined.getService()).isEqualTo("echo");
		assertThat(joined.getWorkerId()).isEqualTo(worker.workerId());
		assertThat(joined.getBroker()).isSameAs(broker);
		PigatoClient client = PigatoClient.builder().endpoint(broker.endpoints().get(0)).prefix("other").build();
		client.start();
		client.call("echo", null, Void.class);
		String clientId = recorder.nextClient("other", PigatoClientConnectedEvent.class).getClientId();
		worker.stop();
		PigatoWorkerLeftEvent left = recorder.next(PigatoWorkerLeftEvent.class);
		assertThat(left.getService()).isEqualTo("echo");
		assertThat(left.getWorkerId()).isEqualTo(joined.getWorkerId());
		assertThat(left.getReason()).isEqualTo(DepartureReason.DISCONNECTED);
		client.stop();
		assertThat(recorder.nextClient("other", PigatoClientLostEvent.class).getClientId()).isEqualTo(clientId);
		context.close();
		assertThat(recorder.next(PigatoBrokerStoppedEvent.class).getBroker()).isSameAs(broker);
		assertThat(recorder.events).isEmpty();
	}

	@Test
	void eachStartAndStopIsTold() throws Exception {
		try (PigatoContext context = PigatoContext.with(Recorder.class)) {
			Recorder recorder = context.context().getBean(Recorder.class);
			for (int i = 0; i < 2; i++) {
				recorder.next(PigatoBrokerStartedEvent.class);
				context.context().stop();
				recorder.next(PigatoBrokerStoppedEvent.class);
				context.context().start();
			}
		}
	}

	@Test
	void nothingIsPublishedToAContextWhoseBeansAreDestroyed() {
		List<Object> published = new CopyOnWriteArrayList<>();
		PigatoBroker broker = PigatoBroker.builder().endpoint("inproc://*").build();
		PigatoBrokerLifecycle lifecycle = new PigatoBrokerLifecycle(broker, published::add);
		lifecycle.start();
		lifecycle.stop();
		lifecycle.start();
		lifecycle.destroy();
		assertThat(broker.isRunning()).isFalse();
		assertThat(published).extracting(Object::getClass)
			.containsExactly(PigatoBrokerStartedEvent.class, PigatoBrokerStoppedEvent.class,
					PigatoBrokerStartedEvent.class);
	}

	static class Recorder {

		private final BlockingQueue<PigatoBrokerEvent> events = new LinkedBlockingQueue<>();

		@EventListener
		void onEvent(PigatoBrokerEvent event) {
			this.events.add(event);
		}

		/** The next event, those of the context's own client left out. */
		private <E extends PigatoBrokerEvent> E next(Class<E> type) throws InterruptedException {
			PigatoBrokerEvent event = take();
			while (event instanceof PigatoClientConnectedEvent || event instanceof PigatoClientLostEvent) {
				event = take();
			}
			assertThat(event).isInstanceOf(type);
			return type.cast(event);
		}

		private <E extends PigatoBrokerEvent> E nextClient(String prefix, Class<E> type) throws InterruptedException {
			PigatoBrokerEvent event = take();
			while (!type.isInstance(event) || !clientId(event).startsWith(prefix)) {
				event = take();
			}
			return type.cast(event);
		}

		private static String clientId(PigatoBrokerEvent event) {
			return (event instanceof PigatoClientConnectedEvent connected) ? connected.getClientId()
					: ((PigatoClientLostEvent) event).getClientId();
		}

		private PigatoBrokerEvent take() throws InterruptedException {
			PigatoBrokerEvent event = this.events.poll(60, TimeUnit.SECONDS);
			assertThat(event).as("an event").isNotNull();
			return event;
		}

	}

}
