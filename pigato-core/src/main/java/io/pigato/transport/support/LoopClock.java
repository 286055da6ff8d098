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

package io.pigato.transport.support;

import java.util.function.LongSupplier;

/**
 * The clock of a loop, which is read once a turn and once more after waiting: to read it
 * for each message would show, and what arrives while the loop waits must not be told by
 * the clock of before. For the loop's thread only.
 */
final class LoopClock {

	private final LongSupplier source;

	private long now;

	/** Whether the loop waits, or has waited since the clock was read. */
	private boolean waiting;

	/** When the loop last began to wait. */
	private long asleep;

	/** When it last came back from waiting. */
	private long awake;

	private boolean slack;

	/**
	 * Create a clock.
	 * @param source the time in nanoseconds, never going back
	 */
	LoopClock(LongSupplier source) {
		this.source = source;
		this.now = source.getAsLong();
		this.awake = this.now;
	}

	/**
	 * Return the time of whatever happens now.
	 */
	long nanoTime() {
		if (this.waiting) {
			wakeUp();
		}
		return this.now;
	}

	void beginTurn() {
		if (this.waiting) {
			wakeUp();
		}
		else {
			this.now = this.source.getAsLong();
		}
	}

	/**
	 * The loop is about to wait, and may be told of what arrived before that returns.
	 */
	void beginWait() {
		this.asleep = this.source.getAsLong();
		this.waiting = true;
	}

	/**
	 * The loop has too much to do to wait.
	 */
	void skipWait() {
		this.slack = false;
	}

	private void wakeUp() {
		this.waiting = false;
		this.now = this.source.getAsLong();
		this.slack = (this.now - this.asleep) * 4 >= (this.asleep - this.awake) * 3;
		this.awake = this.now;
	}

	/**
	 * Whether the loop last waited three quarters as long as it had worked before, or
	 * longer.
	 */
	boolean hasSlack() {
		return this.slack;
	}

}
