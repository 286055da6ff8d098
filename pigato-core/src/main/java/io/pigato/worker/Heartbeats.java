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

import org.jspecify.annotations.Nullable;

import io.pigato.transport.Timers;
import io.pigato.transport.Timers.Timer;

/**
 * The heartbeats of one connection after another: when this worker beats, and since when
 * the broker is silent.
 * <p>
 * The broker is waited for by the longer one of both intervals, so that unequal settings
 * disconnect nobody (protocol part 4).
 */
final class Heartbeats {

	private final Timers timers;

	private final int liveness;

	private final long intervalNanos;

	private final Runnable beat;

	private final Runnable onSilent;

	/** The broker's interval as it announced it, 0 if it did not. */
	private long brokerIntervalNanos;

	private long receivedNanos;

	/** Whether the broker's silence was found too long once; looked at again first. */
	private boolean suspicious;

	private @Nullable Timer beatTimer;

	private @Nullable Timer silenceTimer;

	/**
	 * Create heartbeats.
	 * @param liveness for how many intervals a silent broker is waited for
	 * @param intervalNanos how often this worker beats
	 * @param beat sends a heartbeat
	 * @param onSilent told when the broker was silent for too long
	 */
	Heartbeats(Timers timers, int liveness, long intervalNanos, Runnable beat, Runnable onSilent) {
		this.timers = timers;
		this.liveness = liveness;
		this.intervalNanos = intervalNanos;
		this.beat = beat;
		this.onSilent = onSilent;
	}

	/**
	 * Wait for the broker.
	 */
	void startListening() {
		received();
		watch(silenceNanos());
	}

	/**
	 * Beat, now and at each interval.
	 */
	void startBeating() {
		this.beatTimer = this.timers.schedule(this.intervalNanos, this::startBeating);
		this.beat.run();
	}

	void stop() {
		this.brokerIntervalNanos = 0;
		this.suspicious = false;
		this.beatTimer = cancel(this.beatTimer);
		this.silenceTimer = cancel(this.silenceTimer);
	}

	static @Nullable Timer cancel(@Nullable Timer timer) {
		if (timer != null) {
			timer.cancel();
		}
		return null;
	}

	/**
	 * The broker sent anything at all.
	 */
	void received() {
		this.receivedNanos = this.timers.nanoTime();
	}

	/**
	 * The broker announced how often it beats.
	 * @param millis the interval, 0 if it did not say
	 */
	void brokerInterval(long millis) {
		this.brokerIntervalNanos = millis * 1_000_000;
	}

	private long silenceNanos() {
		return this.liveness * Math.max(this.intervalNanos, this.brokerIntervalNanos);
	}

	private void watch(long delayNanos) {
		this.silenceTimer = this.timers.schedule(delayNanos, this::checkSilence);
	}

	/**
	 * If this thread itself was held up, messages may wait behind this timer: a silence
	 * that is too long is looked at again in the next turn.
	 */
	private void checkSilence() {
		long left = silenceNanos() - (this.timers.nanoTime() - this.receivedNanos);
		if (left > 0) {
			this.suspicious = false;
			watch(left);
		}
		else if (!this.suspicious) {
			this.suspicious = true;
			watch(0);
		}
		else {
			this.onSilent.run();
		}
	}

}
