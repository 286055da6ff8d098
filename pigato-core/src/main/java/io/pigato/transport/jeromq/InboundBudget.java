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

package io.pigato.transport.jeromq;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What has arrived at a socket and waits for the loop, over all connections. JeroMQ
 * itself limits only how many messages of each connection wait; many peers that send
 * large messages to a busy loop would fill any heap. Where this budget is used up, the
 * I/O thread waits for the loop, and TCP holds the senders back.
 * <p>
 * JeroMQ may drop what was counted when a connection ends. So whenever the loop finds
 * nothing to take, what had arrived by then counts as taken.
 */
final class InboundBudget {

	/** How long the I/O thread sleeps before it looks for itself. */
	private static final long MAX_WAIT_MILLIS = 100;

	private final long max;

	/** Written by the I/O thread only. */
	private final AtomicLong arrived = new AtomicLong();

	/** Written by the loop only. */
	private final AtomicLong taken = new AtomicLong();

	private volatile boolean waiting;

	private volatile boolean closed;

	/**
	 * Create a budget.
	 * @param max how many bytes may wait, apart from the last message
	 */
	InboundBudget(long max) {
		this.max = max;
	}

	/**
	 * Return a budget that fits into the heap besides all else.
	 */
	static InboundBudget ofHeap() {
		return new InboundBudget(Runtime.getRuntime().maxMemory() / 8);
	}

	/**
	 * A message has arrived; called on the I/O thread, which waits if there is no room
	 * for it.
	 * @param cost what the message takes
	 */
	void arrive(long cost) {
		if (isUsedUp()) {
			await();
		}
		this.arrived.lazySet(this.arrived.get() + cost);
	}

	private boolean isUsedUp() {
		return this.arrived.get() - this.taken.get() > this.max && !this.closed;
	}

	private synchronized void await() {
		this.waiting = true;
		boolean interrupted = false;
		while (isUsedUp() && !interrupted) {
			try {
				wait(MAX_WAIT_MILLIS);
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		this.waiting = false;
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Return how much has arrived in all; called on the loop's thread before it looks for
	 * a message.
	 */
	long arrived() {
		return this.arrived.get();
	}

	/**
	 * The loop has taken a message.
	 * @param cost what the message takes
	 */
	void take(long cost) {
		takenUpTo(this.taken.get() + cost);
	}

	/**
	 * The loop found nothing to take.
	 * @param arrivedBefore what had {@linkplain #arrived() arrived} before it looked
	 */
	void drained(long arrivedBefore) {
		if (this.taken.get() != arrivedBefore) {
			takenUpTo(arrivedBefore);
		}
	}

	private void takenUpTo(long total) {
		this.taken.set(total);
		if (this.waiting) {
			wakeUp();
		}
	}

	/**
	 * The socket is closed: nobody takes anything any more.
	 */
	void close() {
		this.closed = true;
		wakeUp();
	}

	private synchronized void wakeUp() {
		notifyAll();
	}

}
