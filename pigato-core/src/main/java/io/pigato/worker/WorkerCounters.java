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

package io.pigato.worker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a worker counts, over all its starts. Written by one thread at a time, the loop's,
 * but for {@link #dropped}; read by any.
 */
final class WorkerCounters {

	final AtomicInteger connected = new AtomicInteger();

	/** Whether the worker takes no more requests, or its broker hands out no more. */
	volatile boolean draining;

	final AtomicInteger inFlight = new AtomicInteger();

	final AtomicInteger queued = new AtomicInteger();

	final AtomicLong requests = new AtomicLong();

	final AtomicLong replies = new AtomicLong();

	final AtomicLong partials = new AtomicLong();

	final AtomicLong errors = new AtomicLong();

	final AtomicLong rejects = new AtomicLong();

	/** Also written by handlers' threads. */
	final AtomicLong dropped = new AtomicLong();

	final AtomicLong inactive = new AtomicLong();

	final AtomicLong duplicates = new AtomicLong();

	final AtomicLong malformed = new AtomicLong();

	final AtomicLong reconnects = new AtomicLong();

	private final AtomicLong lastHeard = new AtomicLong();

	private volatile boolean heard;

	/**
	 * Add one, which needs no atomicity with a single writer.
	 */
	static void increment(AtomicLong counter) {
		counter.lazySet(counter.get() + 1);
	}

	void countSent(OutboundReply reply) {
		increment(switch (reply.type()) {
			case PARTIAL -> this.partials;
			case REJECT -> this.rejects;
			case FINAL -> reply.error() ? this.errors : this.replies;
		});
	}

	/**
	 * The broker sent something.
	 */
	void heard(long now) {
		this.lastHeard.lazySet(now);
		if (!this.heard) {
			this.heard = true;
		}
	}

	WorkerStatistics snapshot() {
		return snapshot(System.nanoTime());
	}

	/**
	 * Return what was counted.
	 * @param now the time, as {@link System#nanoTime()}
	 */
	WorkerStatistics snapshot(long now) {
		Duration silence = this.heard ? Duration.ofNanos(Math.max(now - this.lastHeard.get(), 0)) : null;
		return new WorkerStatistics(this.connected.get() != 0, this.inFlight.get(), this.queued.get(),
				this.requests.get(), this.replies.get(), this.partials.get(), this.errors.get(), this.rejects.get(),
				this.dropped.get(), this.inactive.get(), this.duplicates.get(), this.malformed.get(),
				this.reconnects.get(), silence, this.draining);
	}

}
