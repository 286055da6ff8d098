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

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Decides whether a loop that has handed something to another thread looks out for what
 * comes back before it sleeps.
 * <p>
 * It does as long as that mostly comes soon enough, which it finds out by trying; where
 * others take their time, or there is one processor only, the loop sleeps at once. Used
 * by the loop's thread.
 */
final class HandBacks {

	/** To be woken takes about as long; whoever takes longer is not worth the wait. */
	static final long PATIENCE_NANOS = 20_000;

	static final int MAX_CONFIDENCE = 32;

	/** Waiting in vain costs more than sleeping in vain. */
	private static final int PENALTY = 2;

	/** How many times to sleep at once before the next try, without confidence. */
	static final int SLEEPS_PER_TRY = 64;

	private final LongSupplier clock;

	private final boolean alone;

	private int expected;

	private int confidence = MAX_CONFIDENCE;

	private int sleeps;

	HandBacks(LongSupplier clock, int processors) {
		this.clock = clock;
		this.alone = processors < 2;
	}

	/**
	 * Something was handed to another thread.
	 */
	void expect() {
		this.expected++;
	}

	/**
	 * Wait a moment for what may come back, if that is worth it.
	 * @param arrived whether it is there
	 * @return whether it is there
	 */
	boolean await(BooleanSupplier arrived) {
		boolean one = this.expected == 1;
		this.expected = 0;
		if (!one || this.alone) {
			return false;
		}
		if (this.confidence == 0 && ++this.sleeps % SLEEPS_PER_TRY != 0) {
			return false;
		}
		long begin = this.clock.getAsLong();
		do {
			if (arrived.getAsBoolean()) {
				this.confidence = Math.min(this.confidence + 1, MAX_CONFIDENCE);
				return true;
			}
			// whoever is to hand it back may wait for this very processor
			Thread.yield();
		}
		while (this.clock.getAsLong() - begin < PATIENCE_NANOS);
		this.confidence = Math.max(this.confidence - PENALTY, 0);
		return false;
	}

}
