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

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import io.pigato.protocol.Payload;

/**
 * Replies that are told to somebody on an executor: one after the other, in order,
 * however many threads the executor has.
 */
abstract class ReplyDrain implements ReplySink, Runnable {

	private final ReplyBuffer buffer;

	private final Executor executor;

	/** How often there was something to do since it was last looked at. */
	private final AtomicInteger signals = new AtomicInteger();

	ReplyDrain(int bufferSize, Executor executor) {
		this.buffer = new ReplyBuffer(bufferSize);
		this.executor = executor;
	}

	final ReplyBuffer buffer() {
		return this.buffer;
	}

	@Override
	public final boolean onPartial(Payload payload) {
		if (!this.buffer.offer(payload)) {
			return false;
		}
		signal();
		return true;
	}

	@Override
	public final void onOutcome(Outcome outcome) {
		this.buffer.end(outcome);
		signal();
	}

	/**
	 * Have {@link #drain()} called on the executor.
	 */
	final void signal() {
		if (this.signals.getAndIncrement() == 0) {
			this.executor.execute(this);
		}
	}

	@Override
	public final void run() {
		int seen = this.signals.get();
		do {
			drain();
			seen = this.signals.addAndGet(-seen);
		}
		while (seen != 0);
	}

	/**
	 * Tell what there is to tell. Does not throw.
	 */
	abstract void drain();

}
