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

package io.pigato.benchmarks.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;

/**
 * Sends requests by one connection to NATS, each with an inbox of its own to which any
 * number of partial replies and an empty message come.
 */
final class NatsPartialsLoad implements LoadPeer {

	private final Connection connection;

	private final String service;

	private final List<Slot> slots = new ArrayList<>();

	private final AtomicInteger open = new AtomicInteger();

	private volatile boolean stopped;

	NatsPartialsLoad(Connection connection, String service, LoadOptions load, Meter meter) {
		this.connection = connection;
		this.service = service;
		Payloads payloads = new Payloads(load.size());
		for (int i = 0; i < load.parallel(); i++) {
			this.slots.add(new Slot(new ReplyCheck(payloads, load.partials(), meter)));
		}
	}

	@Override
	public void start() {
		this.open.set(this.slots.size());
		this.slots.forEach(Slot::next);
	}

	@Override
	public void stopSending() {
		this.stopped = true;
	}

	@Override
	public int unanswered() {
		return this.open.get();
	}

	/**
	 * One request after another.
	 */
	private final class Slot {

		private final ReplyCheck check;

		private final Dispatcher dispatcher = NatsPartialsLoad.this.connection.createDispatcher(this::onMessage);

		private volatile String inbox = "";

		Slot(ReplyCheck check) {
			this.check = check;
		}

		void next() {
			if (NatsPartialsLoad.this.stopped) {
				NatsPartialsLoad.this.open.decrementAndGet();
				return;
			}
			this.inbox = NatsPartialsLoad.this.connection.createInbox();
			this.dispatcher.subscribe(this.inbox);
			NatsPartialsLoad.this.connection.publish(NatsPartialsLoad.this.service, this.inbox, this.check.begin());
		}

		private void onMessage(Message message) {
			if (this.check.message(message.getData())) {
				this.dispatcher.unsubscribe(this.inbox);
				next();
			}
		}

	}

}
