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

import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jctools.queues.atomic.SpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Payload;

/**
 * Replies on their way from the event loop to the one who reads them: a bounded number of
 * partial ones, and the outcome.
 */
final class ReplyBuffer {

	private static final int CHUNK = 16;

	private final Queue<Payload> partials = new SpscUnboundedAtomicArrayQueue<>(CHUNK);

	private final int capacity;

	/** Raised after a reply is in the queue, so that who sees it sees the reply. */
	private final AtomicInteger size = new AtomicInteger();

	private volatile @Nullable Outcome outcome;

	ReplyBuffer(int capacity) {
		this.capacity = capacity;
	}

	boolean offer(Payload partial) {
		if (this.size.get() >= this.capacity) {
			return false;
		}
		this.partials.offer(partial);
		this.size.incrementAndGet();
		return true;
	}

	void end(Outcome outcome) {
		this.outcome = outcome;
	}

	/**
	 * Return the outcome if it is there. Partial replies that came before it may still
	 * wait, unless the caller gave the request up and does not want them.
	 */
	@Nullable Outcome outcome() {
		Outcome outcome = this.outcome;
		if (outcome != null && outcome.kind() == Outcome.Kind.CANCELLED) {
			while (poll() != null) {
				// not wanted any more
			}
		}
		return outcome;
	}

	@Nullable Payload poll() {
		if (this.size.get() == 0) {
			return null;
		}
		Payload partial = this.partials.poll();
		this.size.decrementAndGet();
		return partial;
	}

	boolean isEmpty() {
		return this.size.get() == 0;
	}

}
