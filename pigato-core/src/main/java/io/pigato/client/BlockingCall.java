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

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Payload;

/**
 * A request whose outcome the calling thread waits for. Each caller waits on an object of
 * its own; pools that make up for blocked threads know of it.
 */
final class BlockingCall implements ReplySink, ForkJoinPool.ManagedBlocker {

	private final Thread caller = Thread.currentThread();

	private volatile @Nullable Outcome outcome;

	@Override
	public boolean onPartial(Payload payload) {
		return true;
	}

	@Override
	public void onOutcome(Outcome outcome) {
		this.outcome = outcome;
		LockSupport.unpark(this.caller);
	}

	/**
	 * Wait for the outcome.
	 * @throws InterruptedException if the thread is interrupted before the outcome is
	 * there; its interrupt flag is cleared
	 */
	Outcome await() throws InterruptedException {
		Outcome outcome = this.outcome;
		while (outcome == null) {
			ForkJoinPool.managedBlock(this);
			outcome = this.outcome;
		}
		return outcome;
	}

	@Override
	public boolean block() throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		if (!isReleasable()) {
			LockSupport.park(this);
		}
		return isReleasable();
	}

	@Override
	public boolean isReleasable() {
		return this.outcome != null;
	}

}
