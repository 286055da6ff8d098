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

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.pigato.json.PayloadCodec;
import io.pigato.transport.EventLoop;

/**
 * The way of replies from handlers' threads to the engine, with its back-pressure.
 */
final class ReplyChannel {

	private static final int MAX_MESSAGES = 1024;

	private static final long MAX_BYTES = 8L << 20;

	private final EventLoop loop;

	private final WorkerEngine engine;

	private final PayloadCodec codec;

	private final WorkerCounters counters;

	private final Callbacks callbacks;

	private final SendBudget budget = new SendBudget(MAX_MESSAGES, MAX_BYTES);

	ReplyChannel(EventLoop loop, WorkerEngine engine, PayloadCodec codec, WorkerCounters counters,
			Callbacks callbacks) {
		this.loop = loop;
		this.engine = engine;
		this.codec = codec;
		this.counters = counters;
		this.callbacks = callbacks;
	}

	PayloadCodec codec() {
		return this.codec;
	}

	Callbacks callbacks() {
		return this.callbacks;
	}

	/**
	 * Hand over a reply, and wait for credit and room if this is not the loop's thread:
	 * for credit first, so that one slow client does not take up the room of the others.
	 * @param written the reply
	 * @param handedOver how many replies to the request are on their way
	 * @return {@code false} if the request is inactive
	 */
	boolean send(OutboundReply written, AtomicInteger handedOver) {
		OutboundReply reply = takeCredit(written);
		if (reply == null || !reserve(reply)) {
			countDropped();
			return false;
		}
		if (this.loop.inEventLoop() && handedOver.get() == 0) {
			this.engine.reply(reply);
			return true;
		}
		handedOver.incrementAndGet();
		try {
			this.loop.execute(() -> {
				handedOver.decrementAndGet();
				this.engine.reply(reply);
			});
			return true;
		}
		catch (RejectedExecutionException ex) {
			// the loop is closed, and with it all that could be sent
			settled(reply);
			countDropped();
			return false;
		}
	}

	/**
	 * Take the credit that a partial reply costs. On the loop that is done when it is
	 * sent.
	 * @return the reply, {@code null} if the request is inactive
	 */
	private @Nullable OutboundReply takeCredit(OutboundReply reply) {
		ReplyCredit credit = reply.request().credit;
		if (credit == null || !reply.isPartial() || this.loop.inEventLoop()) {
			return reply;
		}
		try {
			return credit.take(reply.cost(), () -> !reply.request().isInactive()) ? reply.withCredit() : null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new WorkerInterruptedException(
					"Interrupted while waiting for the client to take partial replies; this one was not sent");
		}
	}

	private boolean reserve(OutboundReply reply) {
		boolean end = !reply.isPartial();
		long size = reply.size();
		if (this.loop.inEventLoop()) {
			if (!this.budget.tryAcquire(size)) {
				if (!end) {
					throw new IllegalStateException("Too many replies wait to be sent, and the event loop can't wait."
							+ " Handle requests that have many partial replies on an executor");
				}
				this.budget.acquireAnyway(size);
			}
			return true;
		}
		try {
			return this.budget.acquire(size, () -> !reply.request().isInactive());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			if (!end) {
				giveBackCredit(reply);
				throw new WorkerInterruptedException(
						"Interrupted while waiting for room to send a partial reply, which was not sent");
			}
			this.budget.acquireAnyway(size);
			return true;
		}
	}

	private void giveBackCredit(OutboundReply reply) {
		ReplyCredit credit = reply.request().credit;
		if (credit != null && reply.credited()) {
			credit.giveBack(reply.cost());
			execute(() -> this.engine.creditCameBack(reply.request()));
		}
	}

	/**
	 * Whether there is room for a reply now.
	 */
	boolean hasRoom() {
		return this.budget.hasRoom();
	}

	/**
	 * Have a task run once when there is room again, at once if there is; on any thread.
	 */
	void whenRoom(Runnable task) {
		this.budget.whenRoom(task);
	}

	void countDropped() {
		this.counters.dropped.incrementAndGet();
	}

	/**
	 * A reply was sent or dropped.
	 */
	void settled(OutboundReply reply) {
		if (reply.charged()) {
			this.budget.release(reply.size());
		}
	}

	/**
	 * A request was given up: whoever waits to reply to it need not any more.
	 */
	void wakeWaiting() {
		this.budget.wakeAll();
	}

	void heartbeat() {
		execute(this.engine::heartbeat);
	}

	/**
	 * A request is finished and its handler has returned.
	 */
	void slotFree() {
		if (this.loop.inEventLoop()) {
			this.engine.onSlotFree();
		}
		else {
			execute(this.engine::onSlotFree);
		}
	}

	private void execute(Runnable task) {
		try {
			this.loop.execute(task);
		}
		catch (RejectedExecutionException ex) {
			// the loop is closed, and with it the engine
			return;
		}
	}

	/**
	 * Return the time on the loop's clock, which other threads can't ask: loops follow
	 * {@link System#nanoTime()}.
	 */
	long nanoTime() {
		return this.loop.inEventLoop() ? this.loop.timers().nanoTime() : System.nanoTime();
	}

}
