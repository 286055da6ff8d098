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

package io.pigato.transport.netty;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.pigato.transport.SocketOptions;
import io.pigato.transport.Timers;
import io.pigato.transport.Timers.Timer;

/**
 * The connections that have not introduced themselves yet. Each has its time, and if
 * there are too many, the oldest has to go: who means it is quick.
 */
final class Handshakes {

	private final Timers timers;

	private final long timeout;

	private final int max;

	/** When each has to be done, in that order. */
	private final Map<Connection, Long> deadlines = new LinkedHashMap<>();

	private @Nullable Timer timer;

	Handshakes(Timers timers, SocketOptions options) {
		this.timers = timers;
		this.timeout = options.handshakeTimeout().toNanos();
		this.max = options.maxHandshakes();
	}

	void add(Connection connection) {
		if (this.deadlines.size() >= this.max) {
			removeFirst("too many others want to introduce themselves");
		}
		this.deadlines.put(connection, this.timers.nanoTime() + this.timeout);
		if (this.timer == null) {
			this.timer = this.timers.schedule(this.timeout, this::expire);
		}
	}

	void remove(Connection connection) {
		this.deadlines.remove(connection);
	}

	private void removeFirst(String reason) {
		Iterator<Connection> iterator = this.deadlines.keySet().iterator();
		Connection first = iterator.next();
		iterator.remove();
		first.abort(reason);
	}

	private void expire() {
		this.timer = null;
		while (!this.deadlines.isEmpty()) {
			long left = this.deadlines.values().iterator().next() - this.timers.nanoTime();
			if (left > 0) {
				this.timer = this.timers.schedule(left, this::expire);
				return;
			}
			removeFirst("it did not introduce itself in time");
		}
	}

}
