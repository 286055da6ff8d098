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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ToWorker;
import io.pigato.transport.Timers;
import io.pigato.transport.Timers.Timer;

/**
 * The requests that were received and not finished: those that were handed to the
 * handler, and a bounded queue of those that wait because the concurrency is used up.
 * <p>
 * The concurrency is enforced here too (protocol part 3): a slot is taken when a request
 * is handed to the handler, and free again when the request is finished or given up
 * <em>and</em> the handler has returned.
 */
final class InFlightRequests {

	/** How many requests may wait here; what comes beyond is rejected. */
	static final int MAX_QUEUED = 1024;

	private final Timers timers;

	private final WorkerEvents events;

	private final WorkerCounters counters;

	private final Runnable onIdle;

	private final Outbox outbox;

	private final Map<RequestKey, InFlightRequest> live = new HashMap<>();

	private final ArrayDeque<InFlightRequest> queue = new ArrayDeque<>();

	private int concurrency;

	private int slotsInUse;

	private boolean draining;

	private boolean dispatching;

	/** Whether the broker tells of more credit for partial replies. */
	private boolean brokerGrants;

	InFlightRequests(Timers timers, WorkerPort port, WorkerEvents events, WorkerCounters counters, int concurrency,
			Runnable onIdle) {
		this.timers = timers;
		this.events = events;
		this.counters = counters;
		this.concurrency = concurrency;
		this.onIdle = onIdle;
		this.outbox = new Outbox(port, events, counters, this::onFinished);
	}

	Outbox outbox() {
		return this.outbox;
	}

	boolean isIdle() {
		return this.live.isEmpty();
	}

	/**
	 * Set whether the broker tells of more credit, which requests from now on are limited
	 * by if it does.
	 */
	void brokerGrants(boolean brokerGrants) {
		this.brokerGrants = brokerGrants;
	}

	/**
	 * Take, queue, reject or ignore a request.
	 */
	void accept(ToWorker.Request message) {
		RequestKey key = new RequestKey(message.clientId(), message.requestId());
		if (this.live.containsKey(key)) {
			WorkerCounters.increment(this.counters.duplicates);
			return;
		}
		WorkerCounters.increment(this.counters.requests);
		InFlightRequest request = new InFlightRequest(key, message, this.timers.nanoTime(), this.brokerGrants);
		if (this.draining) {
			rejectNew(request, WorkerErrorCode.W_SHUTDOWN);
		}
		else if (this.concurrency == 0 || (!hasSlot() && this.queue.size() >= MAX_QUEUED)) {
			rejectNew(request, WorkerErrorCode.W_BUSY);
		}
		else {
			this.live.put(key, request);
			arm(request);
			this.queue.add(request);
			dispatch();
			updateGauges();
		}
	}

	private void rejectNew(InFlightRequest request, WorkerErrorCode reason) {
		request.live = false;
		this.outbox.sendOwn(OutboundReply.uncharged(request, ReplyType.REJECT, false, OwnErrors.reason(reason)));
	}

	private boolean hasSlot() {
		return this.concurrency < 0 || this.slotsInUse < this.concurrency;
	}

	private void dispatch() {
		if (this.dispatching) {
			return;
		}
		this.dispatching = true;
		try {
			while (hasSlot()) {
				InFlightRequest next = this.queue.poll();
				if (next == null) {
					return;
				}
				start(next);
			}
		}
		finally {
			this.dispatching = false;
		}
	}

	private void start(InFlightRequest request) {
		request.started = true;
		this.slotsInUse++;
		if (!this.events.dispatch(request)) {
			this.slotsInUse--;
			request.started = false;
			rejectLive(request, WorkerErrorCode.W_BUSY);
		}
	}

	private void rejectLive(InFlightRequest request, WorkerErrorCode reason) {
		forget(request);
		rejectNew(request, reason);
		checkIdle();
	}

	/**
	 * Send a reply, unless its request is finished or given up.
	 */
	void reply(OutboundReply reply) {
		InFlightRequest request = reply.request();
		if (!request.live || request.ending) {
			this.counters.dropped.incrementAndGet();
			this.events.settled(reply);
			return;
		}
		if (reply.isPartial()) {
			request.activityNanos = this.timers.nanoTime();
		}
		else {
			request.ending = true;
		}
		if (request.credit != null) {
			sendOrHold(reply, request.credit);
		}
		else {
			this.outbox.send(reply);
		}
	}

	private void sendOrHold(OutboundReply reply, ReplyCredit credit) {
		boolean free = !reply.isPartial() || reply.credited();
		if (credit.held.isEmpty() && (free || credit.tryTake(reply.cost()))) {
			this.outbox.send(reply);
			return;
		}
		credit.held.add(reply);
		if (reply.credited()) {
			// for those that are held in front of it, or they would wait for each other
			credit.giveBack(reply.cost());
			creditCame(reply.request(), credit);
		}
	}

	private void sendHeld(ReplyCredit credit) {
		OutboundReply next = credit.held.peek();
		while (next != null && (!next.isPartial() || credit.tryTake(next.cost()))) {
			credit.held.remove();
			this.outbox.send(next);
			next = credit.held.peek();
		}
	}

	/**
	 * A client takes more partial replies.
	 */
	void grant(RequestKey key, int partials, int bytes) {
		InFlightRequest request = this.live.get(key);
		if (request != null && request.credit != null) {
			request.activityNanos = this.timers.nanoTime();
			request.credit.grant(partials, bytes);
			creditCame(request, request.credit);
		}
	}

	/**
	 * A handler has given credit back that it did not use.
	 */
	void creditCameBack(InFlightRequest request) {
		if (request.live && request.credit != null) {
			creditCame(request, request.credit);
		}
	}

	private void creditCame(InFlightRequest request, ReplyCredit credit) {
		sendHeld(credit);
		request.creditCame();
	}

	private void dropHeld(InFlightRequest request) {
		while (request.credit != null && !request.credit.held.isEmpty()) {
			this.outbox.drop(request.credit.held.remove());
		}
	}

	/**
	 * Answer with an error what has not ended, or whose end waits for credit.
	 */
	void failAll(byte[] error) {
		this.queue.clear();
		List<InFlightRequest> unfinished = this.live.values()
			.stream()
			.filter((request) -> !request.ending || request.holdsReplies())
			.toList();
		if (!unfinished.isEmpty()) {
			this.events.unfinished(unfinished);
		}
		for (InFlightRequest request : unfinished) {
			request.ending = true;
			request.deactivate();
			dropHeld(request);
			this.outbox.sendOwn(OutboundReply.uncharged(request, ReplyType.FINAL, true, error));
		}
	}

	/**
	 * Give up a request because its client did.
	 */
	void cancel(RequestKey key) {
		InFlightRequest request = this.live.get(key);
		if (request != null) {
			giveUp(request);
		}
	}

	/**
	 * Give up all requests because the broker is lost.
	 */
	void giveUpAll() {
		this.queue.clear();
		for (InFlightRequest request : new ArrayList<>(this.live.values())) {
			giveUp(request);
		}
	}

	private void giveUp(InFlightRequest request) {
		forget(request);
		request.live = false;
		if (!request.started) {
			this.queue.remove(request);
		}
		WorkerCounters.increment(this.counters.inactive);
		request.deactivate();
		this.outbox.drop(request);
		dropHeld(request);
		letGo(request);
	}

	private void onFinished(InFlightRequest request) {
		if (!request.live) {
			return;
		}
		forget(request);
		request.live = false;
		letGo(request);
	}

	private void forget(InFlightRequest request) {
		this.live.remove(request.key);
		Timer timer = request.timer;
		if (timer != null) {
			timer.cancel();
			request.timer = null;
		}
	}

	private void letGo(InFlightRequest request) {
		if (request.started && request.letGo()) {
			onSlotFree();
		}
		else {
			updateGauges();
		}
		checkIdle();
	}

	/**
	 * A request is finished and its handler has returned.
	 */
	void onSlotFree() {
		this.slotsInUse--;
		dispatch();
		updateGauges();
	}

	private void checkIdle() {
		if (this.live.isEmpty()) {
			this.onIdle.run();
		}
	}

	private void arm(InFlightRequest request) {
		if (request.hasTimer()) {
			long remaining = request.remainingNanos(this.timers.nanoTime());
			request.timer = this.timers.schedule(remaining, () -> onTimer(request));
		}
	}

	private void onTimer(InFlightRequest request) {
		request.timer = null;
		if (request.remainingNanos(this.timers.nanoTime()) > 0) {
			// a partial reply restarted the idle time
			arm(request);
		}
		else {
			giveUp(request);
		}
	}

	void concurrency(int concurrency) {
		this.concurrency = concurrency;
		if (concurrency == 0) {
			rejectQueued();
		}
		else {
			dispatch();
		}
		updateGauges();
	}

	private void rejectQueued() {
		for (InFlightRequest next = this.queue.poll(); next != null; next = this.queue.poll()) {
			rejectLive(next, WorkerErrorCode.W_BUSY);
		}
	}

	/**
	 * Take no more requests; those that wait here are still handled.
	 */
	void drain() {
		this.draining = true;
	}

	private void updateGauges() {
		int queued = this.queue.size();
		this.counters.queued.lazySet(queued);
		this.counters.inFlight.lazySet(this.live.size() - queued);
	}

}
