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

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The counters of a client, over all its starts; read and changed by any thread.
 */
final class ClientCounters {

	final AtomicInteger pending = new AtomicInteger();

	final AtomicLong requests = new AtomicLong();

	final AtomicLong refused = new AtomicLong();

	final AtomicLong partials = new AtomicLong();

	final AtomicLong lateReplies = new AtomicLong();

	final AtomicLong resent = new AtomicLong();

	final AtomicLong malformed = new AtomicLong();

	final AtomicLong connects = new AtomicLong();

	volatile boolean connected;

	/** Whether the broker says that it is about to stop. */
	volatile boolean draining;

	private final AtomicLong lastHeard = new AtomicLong();

	private volatile boolean heard;

	private final AtomicLong replies = new AtomicLong();

	private final AtomicLong errors = new AtomicLong();

	private final AtomicLong timeouts = new AtomicLong();

	private final AtomicLong cancelled = new AtomicLong();

	/**
	 * Count a request that is taken over.
	 * @param limit how many may be pending
	 * @return whether it may be taken over
	 */
	boolean admit(int limit) {
		if (this.pending.incrementAndGet() > limit) {
			this.pending.decrementAndGet();
			this.refused.incrementAndGet();
			return false;
		}
		this.requests.incrementAndGet();
		return true;
	}

	/**
	 * Count the outcome of a request that was taken over.
	 */
	void ended(Outcome outcome) {
		switch (outcome.kind()) {
			case RESULT -> this.replies.incrementAndGet();
			case TIMEOUT, NEVER_SENT, DEADLINE -> this.timeouts.incrementAndGet();
			case CANCELLED -> this.cancelled.incrementAndGet();
			default -> this.errors.incrementAndGet();
		}
		this.pending.decrementAndGet();
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

	ClientStatistics snapshot() {
		return snapshot(System.nanoTime());
	}

	/**
	 * Return what was counted.
	 * @param now the time, as {@link System#nanoTime()}
	 */
	ClientStatistics snapshot(long now) {
		Duration silence = this.heard ? Duration.ofNanos(Math.max(now - this.lastHeard.get(), 0)) : null;
		return new ClientStatistics(this.connected, this.pending.get(), this.requests.get(), this.refused.get(),
				this.replies.get(), this.partials.get(), this.errors.get(), this.timeouts.get(), this.cancelled.get(),
				this.lateReplies.get(), this.resent.get(), this.malformed.get(), Math.max(this.connects.get() - 1, 0),
				silence, this.draining);
	}

}
