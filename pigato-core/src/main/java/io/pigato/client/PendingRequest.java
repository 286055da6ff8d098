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

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Payload;
import io.pigato.protocol.RequestOptions;
import io.pigato.protocol.ToBroker;
import io.pigato.transport.Timers.Timer;

/**
 * A request without an outcome. Made on the caller's thread, then owned by the event
 * loop; it waits in one {@link RequestList} at a time.
 */
final class PendingRequest {

	private static final ReplySink NOBODY = new ReplySink() {

		@Override
		public boolean onPartial(Payload payload) {
			return true;
		}

		@Override
		public void onOutcome(Outcome outcome) {
		}

	};

	private final String service;

	private final Bytes id;

	private final long timeoutMillis;

	private final long deadlineMillis;

	private final boolean retry;

	/** Those that interceptors left, set before the request is handed over. */
	private @Nullable RequestObservers observers;

	/** That of a request whose partial replies are read. */
	private @Nullable ReaderCredit credit;

	private ReplySink sink = NOBODY;

	/** What to send, given up when it won't be sent again. */
	private ToBroker.@Nullable Request message;

	private volatile boolean done;

	private boolean sentBefore;

	private boolean partialSeen;

	private long sequence;

	private long startedAt;

	private long lastActivity;

	/** When the request was sent, or interest in it was last shown. */
	long beatAt;

	@Nullable Timer timer;

	@Nullable RequestList list;

	@Nullable PendingRequest previous;

	@Nullable PendingRequest next;

	/**
	 * Create a request.
	 * @param message the message to send
	 * @param timeoutMillis how long it may be idle, or {@link RequestOptions#NONE}
	 * @param deadlineMillis how long it may take, or {@link RequestOptions#NONE}
	 * @param retry whether it may be sent again on another connection
	 */
	PendingRequest(ToBroker.Request message, long timeoutMillis, long deadlineMillis, boolean retry) {
		this.message = message;
		this.service = message.service();
		this.id = message.requestId();
		this.timeoutMillis = timeoutMillis;
		this.deadlineMillis = deadlineMillis;
		this.retry = retry;
	}

	/**
	 * Set where the replies go, before the request is handed over.
	 */
	PendingRequest attach(ReplySink sink) {
		this.sink = sink;
		return this;
	}

	/**
	 * Set who is told how the request goes, before it is handed over.
	 */
	PendingRequest observedBy(RequestObservers observers) {
		this.observers = observers;
		return this;
	}

	/**
	 * Set how much of partial replies may come before their reader has taken some, before
	 * the request is handed over.
	 */
	PendingRequest limitedBy(ReaderCredit credit) {
		this.credit = credit;
		return this;
	}

	@Nullable ReaderCredit credit() {
		return this.credit;
	}

	/**
	 * A partial reply was taken out of the buffer, on the thread that reads.
	 */
	void taken(Payload partial, Calls calls) {
		ReaderCredit.Amount taken = (this.credit != null) ? this.credit.taken(partial.length()) : null;
		if (taken != null) {
			calls.grant(this, taken);
		}
	}

	boolean isObserved() {
		return this.observers != null;
	}

	/**
	 * Tell those who observe the request of its outcome, unless they know. Not for the
	 * event loop.
	 */
	void tellObservers(Outcome outcome) {
		RequestObservers observers = this.observers;
		if (observers != null) {
			observers.outcome(outcome, this);
		}
	}

	/**
	 * Tell those who observe the request of the exception its caller gets, unless they
	 * know of an outcome. Not for the event loop.
	 */
	void tellObservers(Throwable error) {
		RequestObservers observers = this.observers;
		if (observers != null) {
			observers.error(error);
		}
	}

	long timeoutMillis() {
		return this.timeoutMillis;
	}

	long deadlineMillis() {
		return this.deadlineMillis;
	}

	String service() {
		return this.service;
	}

	Bytes id() {
		return this.id;
	}

	ReplySink sink() {
		return this.sink;
	}

	/**
	 * Hand a partial reply to its reader.
	 * @return {@code false} if there is no room for it
	 */
	boolean deliver(Payload payload) {
		RequestObservers observers = this.observers;
		if (observers != null) {
			observers.partial(payload);
		}
		return this.sink.onPartial(payload);
	}

	/**
	 * Whether there is an outcome; the only thing here that any thread may ask.
	 */
	boolean isDone() {
		return this.done;
	}

	void start(long now, long sequence) {
		this.startedAt = now;
		this.lastActivity = now;
		this.sequence = sequence;
	}

	long sequence() {
		return this.sequence;
	}

	ToBroker.@Nullable Request message() {
		return this.message;
	}

	void sent(long now) {
		this.sentBefore = true;
		this.beatAt = now;
		if (!this.retry) {
			this.message = null;
		}
	}

	boolean wasSent() {
		return this.sentBefore;
	}

	void partial(long now) {
		this.partialSeen = true;
		this.lastActivity = now;
		this.message = null;
	}

	/**
	 * Whether the request may go to another connection: never after a partial reply, or
	 * its caller would see partial replies twice.
	 */
	boolean mayBeSentAgain() {
		return this.retry && !this.partialSeen;
	}

	/**
	 * The worker may send more: it is its turn from now on.
	 */
	void granted(long now) {
		this.lastActivity = now;
	}

	/**
	 * Return how long the request may still take. As long as the worker waits for the
	 * reader, the idle time does not pass.
	 * @return the time in nanoseconds, zero or less if it is over, {@link Long#MAX_VALUE}
	 * if it never is
	 */
	long nanosLeft(long now) {
		return Math.min(idleNanosLeft(now), nanosToDeadline(now));
	}

	private long idleNanosLeft(long now) {
		if (this.timeoutMillis < 0) {
			return Long.MAX_VALUE;
		}
		long whole = Millis.toNanos(this.timeoutMillis);
		return (this.credit != null && this.credit.isExhausted()) ? whole : this.lastActivity + whole - now;
	}

	long nanosToDeadline(long now) {
		return (this.deadlineMillis >= 0) ? this.startedAt + Millis.toNanos(this.deadlineMillis) - now : Long.MAX_VALUE;
	}

	void done() {
		this.done = true;
		this.message = null;
		if (this.credit != null) {
			this.credit.release();
		}
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

}
