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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.nats.client.Connection;
import io.nats.client.Message;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests by one connection to NATS.
 */
final class NatsLoad implements LoadPeer {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Connection connection;

	private final String service;

	private final List<Slot> slots = new ArrayList<>();

	private final AtomicInteger open = new AtomicInteger();

	private volatile boolean stopped;

	NatsLoad(Connection connection, String service, LoadOptions load, Meter meter) {
		this.connection = connection;
		this.service = service;
		Payloads payloads = new Payloads(load.size());
		for (int i = 0; i < load.parallel(); i++) {
			this.slots.add(new Slot(new ReplyCheck(payloads, 0, meter)));
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

		Slot(ReplyCheck check) {
			this.check = check;
		}

		void next() {
			if (NatsLoad.this.stopped) {
				NatsLoad.this.open.decrementAndGet();
				return;
			}
			try {
				NatsLoad.this.connection.requestWithTimeout(NatsLoad.this.service, this.check.begin(), TIMEOUT)
					.whenComplete(this::onOutcome);
			}
			catch (RuntimeException ex) {
				this.check.failed(ex.toString());
				NatsLoad.this.open.decrementAndGet();
			}
		}

		private void onOutcome(@Nullable Message reply, @Nullable Throwable error) {
			if (reply == null) {
				this.check.failed(String.valueOf(error));
			}
			else {
				this.check.message(reply.getData());
			}
			next();
		}

	}

}
