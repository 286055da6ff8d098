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

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Payload;

/**
 * A request whose replies are read as a stream: partial ones, and the final one if it is
 * not {@code null}. Reading waits.
 *
 * @param <T> the type of the replies
 */
final class ReplySpliterator<T> extends Spliterators.AbstractSpliterator<@Nullable T>
		implements ReplySink, ForkJoinPool.ManagedBlocker {

	private final Calls calls;

	private final PendingRequest request;

	private final ReplyReader<T> reader;

	private final ReplyBuffer buffer;

	private volatile @Nullable Thread waiter;

	private boolean ended;

	ReplySpliterator(Calls calls, PendingRequest request, ReplyReader<T> reader, int bufferSize) {
		super(Long.MAX_VALUE, Spliterator.ORDERED);
		this.calls = calls;
		this.request = request;
		this.reader = reader;
		this.buffer = new ReplyBuffer(bufferSize);
	}

	Stream<@Nullable T> stream() {
		return StreamSupport.stream(this, false)
			.onClose(() -> this.calls.cancel(this.request, "its stream was closed"));
	}

	@Override
	public boolean onPartial(Payload payload) {
		boolean taken = this.buffer.offer(payload);
		wake();
		return taken;
	}

	@Override
	public void onOutcome(Outcome outcome) {
		this.buffer.end(outcome);
		wake();
		if (this.request.isObserved()) {
			// nobody may read as far as this
			this.calls.executor().execute(() -> this.request.tellObservers(outcome));
		}
	}

	private void wake() {
		Thread thread = this.waiter;
		if (thread != null) {
			LockSupport.unpark(thread);
		}
	}

	@Override
	public boolean tryAdvance(Consumer<? super @Nullable T> action) {
		while (!this.ended) {
			// before the replies, or one that comes in between would be missed
			Outcome outcome = this.buffer.outcome();
			Payload partial = this.buffer.poll();
			if (partial != null) {
				this.request.taken(partial, this.calls);
				action.accept(read(partial));
				return true;
			}
			if (outcome != null) {
				this.ended = true;
				T last = this.reader.result(outcome);
				if (last != null) {
					action.accept(last);
				}
				return last != null;
			}
			await();
		}
		return false;
	}

	private @Nullable T read(Payload partial) {
		try {
			return this.reader.read(partial);
		}
		catch (RuntimeException ex) {
			this.ended = true;
			this.calls.cancel(this.request, "one of its replies can't be read");
			throw ex;
		}
	}

	private void await() {
		this.calls.checkMayBlock();
		this.waiter = Thread.currentThread();
		try {
			ForkJoinPool.managedBlock(this);
		}
		catch (InterruptedException ex) {
			this.ended = true;
			String reason = "its reader was interrupted";
			this.calls.cancel(this.request, reason);
			Thread.currentThread().interrupt();
			throw this.reader.exception(Outcome.cancelled(reason));
		}
		finally {
			this.waiter = null;
		}
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
		return !this.buffer.isEmpty() || this.buffer.outcome() != null;
	}

}
