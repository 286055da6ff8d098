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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.CreditWindow;
import io.pigato.protocol.RequestOptions;
import io.pigato.protocol.ToWorker;
import io.pigato.transport.Timers.Timer;

/**
 * A request that was received and not finished. Belongs to the loop, but for
 * {@link #letGo()} and {@link #isInactive()}, and what does not change.
 */
final class InFlightRequest {

	private static final int FINISHED_AND_RETURNED = 2;

	final RequestKey key;

	final ToWorker.Request message;

	final RequestOptions options;

	/** When the request came. */
	final long receivedNanos;

	/** How long the request may be idle, negative for no end. */
	final long idleNanos;

	/** How long the whole request may take, negative for no end. */
	final long deadlineNanos;

	/** How many partial replies its client takes, {@code null} for any number. */
	final @Nullable ReplyCredit credit;

	/** When a partial reply was last given to the engine, or credit for one came. */
	long activityNanos;

	@Nullable Timer timer;

	/** Whether the handler was started: from then on the request holds a slot. */
	boolean started;

	/** Whether the end of the reply was given to the engine. */
	boolean ending;

	/** Whether the request is neither answered nor given up. */
	boolean live = true;

	private final AtomicInteger slotHolders = new AtomicInteger();

	private volatile boolean inactive;

	/** Set before the handler starts. */
	private @Nullable Runnable onInactive;

	/** Set before the handler starts. */
	private @Nullable Runnable onCredit;

	/**
	 * Create a request.
	 * @param nowNanos the time
	 * @param brokerGrants whether the broker would tell of more credit
	 */
	InFlightRequest(RequestKey key, ToWorker.Request message, long nowNanos, boolean brokerGrants) {
		this.key = key;
		this.message = message;
		this.options = RequestOptions.decode(message.payload().options());
		this.receivedNanos = nowNanos;
		this.activityNanos = nowNanos;
		this.idleNanos = nanos(this.options.timeout());
		this.deadlineNanos = nanos(this.options.deadline());
		CreditWindow window = brokerGrants ? this.options.credit() : null;
		this.credit = (window != null) ? new ReplyCredit(window) : null;
	}

	private static long nanos(long millis) {
		return (millis >= 0) ? TimeUnit.MILLISECONDS.toNanos(millis) : -1;
	}

	boolean hasTimer() {
		return this.idleNanos >= 0 || this.deadlineNanos >= 0;
	}

	/**
	 * Whether replies wait here for credit.
	 */
	boolean holdsReplies() {
		return this.credit != null && !this.credit.held.isEmpty();
	}

	/**
	 * Whether one more partial reply may be sent. Any thread may ask.
	 */
	boolean hasCredit() {
		return this.credit == null || !this.credit.isExhausted();
	}

	/**
	 * Return how long it is until the request expires here. As long as the handler waits
	 * for the client, the idle time does not pass.
	 */
	long remainingNanos(long now) {
		long idle = (this.idleNanos >= 0) ? this.idleNanos - (hasCredit() ? now - this.activityNanos : 0)
				: Long.MAX_VALUE;
		long deadline = (this.deadlineNanos >= 0) ? this.deadlineNanos - (now - this.receivedNanos) : Long.MAX_VALUE;
		return Math.min(idle, deadline);
	}

	/**
	 * Tell that the request is finished, or that its handler has returned. A request is
	 * done with its slot when both were told.
	 * @return {@code true} if this was the second
	 */
	boolean letGo() {
		return this.slotHolders.incrementAndGet() == FINISHED_AND_RETURNED;
	}

	void onInactive(Runnable task) {
		this.onInactive = task;
	}

	void onCredit(Runnable task) {
		this.onCredit = task;
	}

	/**
	 * More credit came, on the loop.
	 */
	void creditCame() {
		Runnable task = this.onCredit;
		if (task != null) {
			task.run();
		}
	}

	/**
	 * Mark the request as given up, on the loop.
	 */
	void deactivate() {
		this.inactive = true;
		if (this.credit != null) {
			this.credit.wakeAll();
		}
		Runnable task = this.onInactive;
		if (task != null) {
			task.run();
		}
	}

	boolean isInactive() {
		return this.inactive;
	}

}
