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

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;

import io.pigato.protocol.ToBroker;
import io.pigato.transport.SendResult;

/**
 * Replies that can't be sent yet because the socket is full, in their order.
 * <p>
 * What waits is bounded: by the {@link SendBudget} for what handlers write, by the
 * requests in flight for ends that don't wait for the budget, and by
 * {@link #MAX_OWN_REPLIES} for what the worker makes itself.
 */
final class Outbox {

	/**
	 * How many replies may wait before those that the worker makes itself are dropped.
	 */
	static final int MAX_OWN_REPLIES = 4096;

	private final WorkerPort port;

	private final WorkerEvents events;

	private final WorkerCounters counters;

	/** Told that the end of a reply was sent. */
	private final Consumer<InFlightRequest> onFinished;

	private final ArrayDeque<OutboundReply> waiting = new ArrayDeque<>();

	/** Whether the socket refused a message and has not told that it takes more. */
	private boolean blocked;

	Outbox(WorkerPort port, WorkerEvents events, WorkerCounters counters, Consumer<InFlightRequest> onFinished) {
		this.port = port;
		this.events = events;
		this.counters = counters;
		this.onFinished = onFinished;
	}

	/**
	 * Send a reply now or later.
	 */
	void send(OutboundReply reply) {
		if (!this.waiting.isEmpty() || !trySend(reply.message())) {
			this.waiting.add(reply);
			return;
		}
		settleSent(reply);
	}

	/**
	 * Send a reply that the worker makes itself, or drop it if too many wait.
	 */
	void sendOwn(OutboundReply reply) {
		if (this.waiting.size() < MAX_OWN_REPLIES) {
			send(reply);
		}
		else {
			drop(reply);
		}
	}

	/**
	 * Send a message that is not a reply, which may overtake replies that wait.
	 * @return {@code false} if it can't be sent now
	 */
	boolean trySend(ToBroker message) {
		if (this.blocked) {
			return false;
		}
		SendResult result = this.port.send(message);
		this.blocked = result == SendResult.FULL;
		return result == SendResult.SENT;
	}

	/**
	 * The socket takes messages again.
	 */
	void unblock() {
		this.blocked = false;
	}

	/**
	 * Send what waits, as much as the socket takes.
	 */
	void flush() {
		OutboundReply next = this.waiting.peek();
		while (next != null && trySend(next.message())) {
			this.waiting.remove();
			settleSent(next);
			next = this.waiting.peek();
		}
	}

	private void settleSent(OutboundReply reply) {
		this.counters.countSent(reply);
		this.events.settled(reply);
		if (!reply.isPartial()) {
			this.onFinished.accept(reply.request());
		}
	}

	/**
	 * Settle a reply that does not wait here, and is not sent.
	 */
	void drop(OutboundReply reply) {
		this.counters.dropped.incrementAndGet();
		this.events.settled(reply);
	}

	/**
	 * Drop what waits for a request that was given up.
	 */
	void drop(InFlightRequest request) {
		Iterator<OutboundReply> iterator = this.waiting.iterator();
		while (iterator.hasNext()) {
			OutboundReply reply = iterator.next();
			if (reply.request() == request) {
				iterator.remove();
				drop(reply);
			}
		}
	}

	/**
	 * Drop all that waits, because the socket is gone.
	 */
	void clear() {
		this.blocked = false;
		for (OutboundReply reply = this.waiting.poll(); reply != null; reply = this.waiting.poll()) {
			drop(reply);
		}
	}

	int size() {
		return this.waiting.size();
	}

}
