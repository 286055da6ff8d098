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

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToBroker.RequestHeartbeat.Spelling;
import io.pigato.transport.Timers;
import io.pigato.transport.Timers.Timer;

/**
 * Says once in every heartbeat interval that a request that was sent is still wanted, the
 * first time one interval after it was sent (protocol part 3, "Client").
 * <p>
 * All intervals are the same, so the requests are in the order in which their heartbeats
 * are due, and one timer does for all of them.
 */
final class RequestHeartbeats {

	/** The timer runs at most this often in an interval. */
	private static final int TURNS = 8;

	private final Timers timers;

	private final BrokerConnection connection;

	private final RequestList sent;

	private final long interval;

	private @Nullable Timer timer;

	RequestHeartbeats(Timers timers, BrokerConnection connection, RequestList sent, long interval) {
		this.timers = timers;
		this.connection = connection;
		this.sent = sent;
		this.interval = interval;
	}

	/**
	 * Make sure that the timer runs, after a request was added to those sent.
	 */
	void arm() {
		if (this.timer == null) {
			this.timer = this.timers.schedule(this.interval, this::beat);
		}
	}

	void stop() {
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

	private void beat() {
		this.timer = null;
		long now = this.timers.nanoTime();
		PendingRequest request = this.sent.first();
		while (request != null && now - request.beatAt >= this.interval && beat(request)) {
			ReaderCredit credit = request.credit();
			if (credit != null) {
				credit.beat();
			}
			this.sent.remove(request);
			request.beatAt = now;
			this.sent.addLast(request);
			request = this.sent.first();
		}
		if (request != null) {
			long delay = Math.max(request.beatAt + this.interval - now, this.interval / TURNS);
			this.timer = this.timers.schedule(delay, this::beat);
		}
	}

	/**
	 * Say now that a request is still wanted.
	 */
	boolean beat(PendingRequest request) {
		return this.connection.send(new ToBroker.RequestHeartbeat(request.id(), Spelling.REQUEST));
	}

}
