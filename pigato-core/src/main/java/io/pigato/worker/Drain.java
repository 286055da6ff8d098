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

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import io.pigato.transport.Timers;
import io.pigato.transport.Timers.Timer;

/**
 * How a worker comes to rest: it says that it takes no more requests, waits until those
 * in flight are finished, and if it is to stop, closes, at the latest when the grace
 * period is over.
 */
final class Drain {

	/**
	 * How long a worker that stops stays connected after it said that it takes no more
	 * requests: those that were on their way are rejected, so that other workers get
	 * them.
	 */
	static final long IN_TRANSIT_NANOS = 100_000_000;

	private final Timers timers;

	private final InFlightRequests requests;

	private final Runnable tellBroker;

	private final BooleanSupplier accepted;

	private final Runnable close;

	private final List<Runnable> waiters = new ArrayList<>();

	private boolean draining;

	/** When the broker was to be told that the worker drains. */
	private long drainingNanos;

	private @Nullable Runnable stopped;

	private @Nullable Timer graceTimer;

	/** When the grace period is over. */
	private long graceEndNanos;

	private @Nullable Timer transitTimer;

	/**
	 * Create a drain that has not begun.
	 * @param tellBroker tells the broker how much the worker takes
	 * @param accepted whether a broker has accepted the worker
	 * @param close closes the worker
	 */
	Drain(Timers timers, InFlightRequests requests, Runnable tellBroker, BooleanSupplier accepted, Runnable close) {
		this.timers = timers;
		this.requests = requests;
		this.tellBroker = tellBroker;
		this.accepted = accepted;
		this.close = close;
	}

	boolean isDraining() {
		return this.draining;
	}

	boolean isStopping() {
		return this.stopped != null;
	}

	/**
	 * Take no more requests.
	 * @param drained told when none is in flight
	 */
	void drain(Runnable drained) {
		if (!this.draining) {
			this.draining = true;
			this.drainingNanos = this.timers.nanoTime();
			this.requests.drain();
			this.tellBroker.run();
		}
		this.waiters.add(drained);
		if (this.requests.isIdle()) {
			onIdle();
		}
	}

	/**
	 * Drain and close.
	 * @param graceNanos how long requests in flight may take
	 * @param stopped told when that is done
	 */
	void stop(long graceNanos, Runnable stopped) {
		this.stopped = stopped;
		grace(graceNanos);
		drain(() -> {
		});
	}

	private void grace(long graceNanos) {
		this.graceEndNanos = this.timers.nanoTime() + graceNanos;
		this.graceTimer = this.timers.schedule(graceNanos, this::onGraceOver);
	}

	/**
	 * Let requests in flight take no longer than this, if the worker is stopping.
	 */
	void hasten(long graceNanos) {
		if (this.graceTimer != null && this.graceEndNanos - this.timers.nanoTime() > graceNanos) {
			this.graceTimer.cancel();
			grace(graceNanos);
		}
	}

	private void onGraceOver() {
		this.graceTimer = null;
		this.requests.failAll(OwnErrors.stopped());
		// what is still there can't be sent
		this.close.run();
	}

	/**
	 * No request is in flight.
	 */
	void onIdle() {
		if (!this.draining) {
			return;
		}
		List<Runnable> told = new ArrayList<>(this.waiters);
		this.waiters.clear();
		told.forEach(Runnable::run);
		if (isStopping()) {
			closeWhenNoneInTransit();
		}
	}

	private void closeWhenNoneInTransit() {
		long left = IN_TRANSIT_NANOS - (this.timers.nanoTime() - this.drainingNanos);
		if (left <= 0 || !this.accepted.getAsBoolean()) {
			this.close.run();
		}
		else if (this.transitTimer == null) {
			this.transitTimer = this.timers.schedule(left, this.close);
		}
	}

	/**
	 * The worker is closed.
	 */
	void onClosed() {
		this.graceTimer = Heartbeats.cancel(this.graceTimer);
		this.transitTimer = Heartbeats.cancel(this.transitTimer);
		Runnable told = this.stopped;
		if (told != null) {
			told.run();
		}
	}

}
