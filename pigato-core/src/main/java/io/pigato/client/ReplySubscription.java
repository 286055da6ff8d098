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

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.pigato.json.PayloadException;
import io.pigato.protocol.Payload;

/**
 * A request whose replies are told to a subscriber as it asks for them.
 *
 * @param <T> the type of the replies
 */
final class ReplySubscription<T> extends ReplyDrain implements Flow.Subscription {

	private final Calls calls;

	/** Makes the request, when it is to be sent. */
	private final Supplier<ReplyReader<T>> readers;

	private final Flow.Subscriber<? super T> subscriber;

	private final AtomicBoolean sent = new AtomicBoolean();

	private final AtomicLong demand = new AtomicLong();

	/** Whether the subscriber is not told anything any more. */
	private volatile boolean ended;

	/** The reader of the request that was sent. */
	private volatile @Nullable ReplyReader<T> reader;

	/** Why the subscription fails whatever the replies are. */
	private volatile @Nullable Throwable failure;

	/** The final reply, once it was read, which waits for demand. */
	private @Nullable T last;

	ReplySubscription(Calls calls, Supplier<ReplyReader<T>> readers, int bufferSize,
			Flow.Subscriber<? super T> subscriber) {
		super(bufferSize, calls.executor());
		this.calls = calls;
		this.readers = readers;
		this.subscriber = subscriber;
	}

	@Override
	public void request(long n) {
		if (this.ended) {
			return;
		}
		if (n <= 0) {
			failWith(new IllegalArgumentException(
					"A subscriber must request a positive number of replies but requested " + n));
			return;
		}
		this.demand.accumulateAndGet(n, (before, more) -> (before + more < 0) ? Long.MAX_VALUE : before + more);
		if (this.sent.compareAndSet(false, true)) {
			send();
		}
		else {
			signal();
		}
	}

	private void send() {
		ReplyReader<T> reader;
		try {
			reader = this.readers.get();
		}
		catch (Throwable ex) {
			failWith(ex);
			return;
		}
		this.reader = reader;
		this.calls.submit(reader.request(), this);
		if (this.ended) {
			// cancelled by another thread before there was anything to cancel
			giveUp();
		}
	}

	private void failWith(Throwable failure) {
		this.failure = failure;
		signal();
	}

	@Override
	public void cancel() {
		this.ended = true;
		giveUp();
	}

	private void giveUp() {
		ReplyReader<T> reader = this.reader;
		if (reader != null) {
			this.calls.cancel(reader.request(), "its subscription was cancelled");
		}
	}

	@Override
	void drain() {
		ReplyReader<T> reader = this.reader;
		try {
			boolean more = true;
			while (more && !this.ended) {
				more = tellNext(reader);
			}
		}
		catch (Throwable ex) {
			cancel();
			this.calls.listenerFailed(ex);
		}
		Outcome outcome = buffer().outcome();
		if (reader != null && outcome != null) {
			// the subscriber may never want to know
			reader.request().tellObservers(outcome);
		}
	}

	private boolean tellNext(@Nullable ReplyReader<T> reader) {
		Throwable failure = this.failure;
		if (failure != null) {
			fail(failure);
			return false;
		}
		if (reader == null) {
			return false;
		}
		Outcome outcome = buffer().outcome();
		if (!buffer().isEmpty()) {
			return this.demand.get() > 0 && tellPartial(reader);
		}
		if (outcome != null) {
			tellOutcome(outcome, reader);
		}
		return false;
	}

	private boolean tellPartial(ReplyReader<T> reader) {
		Payload partial = buffer().poll();
		if (partial == null) {
			return false;
		}
		reader.request().taken(partial, this.calls);
		T value;
		try {
			value = reader.read(partial);
		}
		catch (RuntimeException ex) {
			fail(ex);
			return false;
		}
		if (value == null) {
			fail(new PayloadException(
					reader.describe("is null, which a publisher can't tell. Read the replies as RawJson.")));
			return false;
		}
		produced();
		this.subscriber.onNext(value);
		return true;
	}

	private void tellOutcome(Outcome outcome, ReplyReader<T> reader) {
		T value = this.last;
		if (value == null) {
			try {
				value = reader.result(outcome);
			}
			catch (RuntimeException ex) {
				fail(ex);
				return;
			}
		}
		if (value != null && this.demand.get() == 0) {
			this.last = value;
			return;
		}
		if (value != null) {
			produced();
			this.subscriber.onNext(value);
		}
		if (!this.ended) {
			this.ended = true;
			this.subscriber.onComplete();
		}
	}

	private void produced() {
		this.demand.accumulateAndGet(1, (before, one) -> (before == Long.MAX_VALUE) ? before : before - one);
	}

	private void fail(Throwable error) {
		this.ended = true;
		giveUp();
		this.subscriber.onError(error);
	}

}
