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

package io.pigato.spring.handler;

import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.WorkerErrorCode;

/**
 * Makes a reply of what a publisher has.
 * <p>
 * Asks for the next value when the last one was taken and the reply is ready, so that no
 * more than one waits here, and no thread waits for a client that reads slowly. Values
 * are written on the handler's thread as long as that subscribes, and otherwise on a
 * thread for replies: writing may wait for room that others took meanwhile, and
 * publishers' threads may not.
 */
final class PublisherSubscription implements Flow.Subscriber<Object> {

	private final PublisherWriter writer;

	private final PigatoRequest request;

	private final PigatoReply reply;

	/** How many signals have come since somebody began to handle them. */
	private final AtomicInteger signals = new AtomicInteger();

	private volatile @Nullable Thread subscribing;

	private volatile Flow.@Nullable Subscription subscription;

	private volatile @Nullable Object next;

	private volatile @Nullable Throwable failure;

	private volatile boolean complete;

	private volatile boolean stopped;

	/** Whether the next value is to be asked for once the reply is ready. */
	private boolean waiting;

	/** Of publishers that have one. */
	private @Nullable Object value;

	PublisherSubscription(PublisherWriter writer, PigatoRequest request, PigatoReply reply) {
		this.writer = writer;
		this.request = request;
		this.reply = reply;
	}

	@SuppressWarnings("unchecked")
	void subscribeTo(Flow.Publisher<?> publisher) {
		boolean mayWait = !this.writer.threads().onLoop() || !this.writer.publishers().isMultiValue();
		this.subscribing = mayWait ? Thread.currentThread() : null;
		try {
			((Flow.Publisher<Object>) publisher).subscribe(this);
		}
		finally {
			this.subscribing = null;
		}
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		if (this.subscription != null) {
			subscription.cancel();
			return;
		}
		this.subscription = subscription;
		this.reply.onInactive(this::stop);
		this.reply.onReady(this::signal);
		if (!this.stopped) {
			subscription.request(1);
		}
	}

	@Override
	public void onNext(Object value) {
		this.next = value;
		signal();
	}

	@Override
	public void onError(Throwable failure) {
		this.failure = failure;
		this.complete = true;
		signal();
	}

	@Override
	public void onComplete() {
		this.complete = true;
		signal();
	}

	private void signal() {
		if (this.signals.getAndIncrement() != 0) {
			return;
		}
		if (Thread.currentThread() == this.subscribing) {
			handleSignals();
			return;
		}
		try {
			this.writer.threads().replies().execute(this::handleSignals);
		}
		catch (RejectedExecutionException ex) {
			refused(ex);
		}
	}

	/**
	 * Ends the reply right here, if there is no other thread for it. The signals are not
	 * taken off, so that no more are handled.
	 */
	private void refused(RejectedExecutionException refusal) {
		if (!this.complete) {
			stop();
			fail(new PigatoRejectException(WorkerErrorCode.W_BUSY.name(), refusal));
		}
		else if (!this.stopped) {
			handleSignals();
		}
	}

	private void handleSignals() {
		int handled = this.signals.get();
		do {
			// completion first: what it finds behind it is the last value
			boolean last = this.complete;
			Object taken = this.next;
			if (taken != null) {
				this.next = null;
				take(taken, last);
			}
			else if (this.waiting && !last && !this.stopped) {
				requestNext();
			}
			if (last && !this.stopped) {
				this.stopped = true;
				finish();
			}
			handled = this.signals.addAndGet(-handled);
		}
		while (handled != 0);
	}

	private void take(Object taken, boolean last) {
		if (this.stopped) {
			return;
		}
		if (!this.writer.publishers().isMultiValue()) {
			this.value = taken;
			return;
		}
		try {
			if (!this.reply.write(taken)) {
				stop();
			}
			else if (!last) {
				requestNext();
			}
		}
		catch (Throwable ex) {
			stop();
			fail(ex);
		}
	}

	private void requestNext() {
		this.waiting = !this.reply.isReady() && this.reply.isActive();
		if (this.waiting) {
			return;
		}
		Flow.Subscription current = this.subscription;
		if (current != null) {
			current.request(1);
		}
	}

	private void finish() {
		Throwable thrown = this.failure;
		if (thrown != null) {
			fail(thrown);
			return;
		}
		try {
			if (!this.writer.endsItself() || !this.reply.isEnded()) {
				this.reply.end(this.value);
			}
		}
		catch (Throwable ex) {
			fail(ex);
		}
	}

	private void fail(Throwable thrown) {
		this.writer.errors().failed(thrown, this.request, this.reply);
	}

	/**
	 * Take no more: nobody waits for it.
	 */
	private void stop() {
		this.stopped = true;
		Flow.Subscription current = this.subscription;
		if (current != null) {
			current.cancel();
		}
	}

}
