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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.MessageCodec;
import io.pigato.protocol.Payload;
import io.pigato.protocol.ReplyStatus;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToClient;
import io.pigato.transport.Timers;

/**
 * The client's state machine (protocol part 3, "Client"). No I/O, one thread.
 * <p>
 * A request waits until it can be sent, is then open at the broker, and ends in exactly
 * one way: {@link #end} is the only place where a request gets its outcome.
 */
final class ClientEngine {

	/** More cancels than this don't wait until they can be sent. */
	private static final int MAX_CANCELS = 10_000;

	private final Timers timers;

	private final ClientEvents events;

	private final ClientCounters counters;

	private final BrokerConnection connection;

	private final RequestHeartbeats heartbeats;

	/** All requests without an outcome, by their ids. */
	private final Map<Bytes, PendingRequest> pending = new HashMap<>();

	/** Those that could not be sent yet, in the order in which they will be. */
	private final RequestList waiting = new RequestList();

	/** Those that were sent on this connection, the one with the oldest sign first. */
	private final RequestList sent = new RequestList();

	/** Requests that the broker is still to be told to give up. */
	private final ArrayDeque<Bytes> cancels = new ArrayDeque<>();

	/** Requests whose workers are still to be granted credit. */
	private final Set<PendingRequest> grants = new LinkedHashSet<>();

	private long sequence;

	private boolean started;

	private boolean stopped;

	ClientEngine(ClientOptions options, Timers timers, BrokerLink link, ClientEvents events, ClientCounters counters) {
		this.timers = timers;
		this.events = events;
		this.counters = counters;
		this.connection = new BrokerConnection(options, timers, link, events, counters, this::onBrokerLost);
		this.heartbeats = new RequestHeartbeats(timers, this.connection, this.sent,
				Millis.toNanos(Millis.of("heartbeatInterval", options.heartbeatInterval())));
	}

	/**
	 * Open the first connection.
	 * @throws io.pigato.transport.TransportException if the endpoint can't be connected;
	 * the engine is to be stopped then
	 */
	void start() {
		this.connection.open();
		this.started = true;
	}

	boolean isStarted() {
		return this.started;
	}

	/**
	 * End everything pending and close the connection. What the socket has taken is sent.
	 */
	void stop() {
		if (this.stopped) {
			return;
		}
		this.stopped = true;
		this.heartbeats.stop();
		this.cancels.clear();
		this.grants.clear();
		this.connection.close("the client was stopped");
		Outcome closed = Outcome
			.closed("the client was stopped before it was answered: send it again if it may run twice");
		endAll(this.sent, closed);
		endAll(this.waiting, closed);
	}

	private void endAll(RequestList list, Outcome outcome) {
		for (PendingRequest request = list.first(); request != null; request = list.first()) {
			end(request, outcome);
		}
	}

	/**
	 * Take over a request that the counters have {@linkplain ClientCounters#admit
	 * admitted}: send it, now or when that is possible. Requests that come before the
	 * start wait for it.
	 */
	void submit(PendingRequest request) {
		if (this.stopped) {
			end(request, Outcome.closed("the client was stopped before it was sent: send it again when a client runs"));
			return;
		}
		long now = this.timers.nanoTime();
		request.start(now, this.sequence++);
		this.pending.put(request.id(), request);
		scheduleTimer(request, request.nanosLeft(now));
		this.waiting.addLast(request);
		sendWaiting();
	}

	/**
	 * Give a request up, unless it has an outcome.
	 */
	void cancel(PendingRequest request, Outcome outcome) {
		if (this.pending.get(request.id()) == request) {
			giveUp(request, outcome);
		}
	}

	/**
	 * Say now that a request is still wanted, if it is open at the broker.
	 */
	void heartbeat(PendingRequest request) {
		if (this.sent.contains(request)) {
			this.heartbeats.beat(request);
		}
	}

	/**
	 * Let the worker of a request send as much again as its reader has taken, if the
	 * request is open at the broker.
	 */
	void grant(PendingRequest request, ReaderCredit.Amount taken) {
		ReaderCredit credit = request.credit();
		if (credit != null && this.sent.contains(request)) {
			credit.owe(taken);
			this.grants.add(request);
			sendGrants();
		}
	}

	void onConnected() {
		this.connection.onConnected();
		sendWaiting();
	}

	void onDisconnected() {
		this.connection.onDisconnected();
	}

	/**
	 * The socket failed for good, perhaps with the event loop and its timers: nothing is
	 * left to wait for.
	 */
	void onFailure(Throwable cause) {
		this.connection.onFailure(cause);
		endAll(this.waiting, Outcome.brokerLost("the socket failed: " + cause));
	}

	void onWritable() {
		this.connection.onWritable();
		sendLate();
		sendWaiting();
	}

	/**
	 * Send what could not be sent before it was known what the broker understands, or
	 * while the socket was full.
	 */
	private void sendLate() {
		sendCancels();
		sendGrants();
	}

	/**
	 * Tell the broker of requests that were given up before it was known whether it
	 * understands that, or while the socket was full.
	 */
	private void sendCancels() {
		if (this.cancels.isEmpty() || !this.connection.isIntroduced()) {
			return;
		}
		if (!this.connection.has(Capabilities.CANCEL)) {
			this.cancels.clear();
			return;
		}
		for (Bytes id = this.cancels.peek(); id != null; id = this.cancels.peek()) {
			if (!this.connection.send(new ToBroker.CancelRequest(id))) {
				return;
			}
			this.cancels.poll();
		}
	}

	/**
	 * Grant what readers have taken, of each request all in one.
	 */
	private void sendGrants() {
		if (this.grants.isEmpty() || !this.connection.isIntroduced()) {
			return;
		}
		if (!this.connection.has(Capabilities.CREDIT)) {
			this.grants.clear();
			return;
		}
		Iterator<PendingRequest> requests = this.grants.iterator();
		while (requests.hasNext()) {
			PendingRequest request = requests.next();
			ReaderCredit credit = request.credit();
			if (credit != null) {
				if (!this.connection.send(credit.grant(request.id()))) {
					return;
				}
				credit.granted();
				request.granted(this.timers.nanoTime());
			}
			requests.remove();
		}
	}

	private void onBrokerLost(String reason) {
		this.heartbeats.stop();
		this.cancels.clear();
		this.grants.clear();
		List<PendingRequest> again = new ArrayList<>();
		for (PendingRequest request = this.sent.first(); request != null; request = this.sent.first()) {
			if (request.mayBeSentAgain()) {
				this.sent.remove(request);
				again.add(request);
			}
			else {
				end(request, Outcome.brokerLost(reason));
			}
		}
		again.sort(Comparator.comparingLong(PendingRequest::sequence).reversed());
		again.forEach(this.waiting::addFirst);
	}

	private void sendWaiting() {
		while (this.connection.takesRequests()) {
			PendingRequest request = this.waiting.first();
			if (request == null) {
				return;
			}
			ToBroker.Request message = request.message();
			if (message == null || !this.connection.send(message)) {
				return;
			}
			if (request.wasSent()) {
				this.counters.resent.incrementAndGet();
			}
			this.waiting.remove(request);
			request.sent(this.timers.nanoTime());
			this.sent.addLast(request);
			this.heartbeats.arm();
		}
	}

	void onMessage(ToClient message) {
		this.connection.heard();
		if (message instanceof ToClient.Reply reply) {
			onReply(reply);
		}
		else if (message instanceof ToClient.Hello hello) {
			this.connection.announced(Capabilities.decode(hello.capabilities()));
			sendLate();
		}
		else if (message instanceof ToClient.Heartbeat) {
			this.connection.onHeartbeat();
			sendLate();
		}
		else if (message instanceof ToClient.Drain) {
			this.connection.drain();
		}
		else if (message instanceof ToClient.Malformed) {
			this.counters.malformed.incrementAndGet();
		}
	}

	private void onReply(ToClient.Reply reply) {
		PendingRequest request = openRequest(reply.requestId());
		if (request == null) {
			this.counters.lateReplies.incrementAndGet();
			this.events.lateReply(reply.requestId());
			return;
		}
		Payload payload = reply.payload();
		boolean last = reply.type() == ReplyType.FINAL;
		if (ReplyStatus.isError(reply.status())) {
			endAt(request, Outcome.error(payload), last);
		}
		else if (last) {
			end(request, Outcome.result(payload));
		}
		else {
			this.counters.partials.incrementAndGet();
			request.partial(this.timers.nanoTime());
			spendCredit(request, payload);
			if (!request.deliver(payload)) {
				giveUp(request, Outcome.overflow());
			}
		}
	}

	/**
	 * Toward a broker that knows of no credit nobody waits for it.
	 */
	private void spendCredit(PendingRequest request, Payload payload) {
		ReaderCredit credit = request.credit();
		if (credit != null && this.connection.has(Capabilities.CREDIT)) {
			credit.spend(payload.length());
		}
	}

	/**
	 * A reply was larger than the socket takes; if what is left of it tells for which
	 * request, that one can't be answered any more.
	 */
	void onOversizedMessage(byte[][] frames) {
		ToClient message = MessageCodec.decodeToClient(frames);
		this.connection.heard();
		PendingRequest request = (message instanceof ToClient.Reply reply) ? openRequest(reply.requestId()) : null;
		if (request == null) {
			this.counters.malformed.incrementAndGet();
			return;
		}
		endAt(request, Outcome.tooLarge(), ((ToClient.Reply) message).type() == ReplyType.FINAL);
	}

	/**
	 * Find a request that the broker can answer, because this connection has sent it.
	 */
	private @Nullable PendingRequest openRequest(Bytes id) {
		PendingRequest request = this.pending.get(id);
		return (request != null && this.sent.contains(request)) ? request : null;
	}

	private void scheduleTimer(PendingRequest request, long delay) {
		if (delay != Long.MAX_VALUE) {
			request.timer = this.timers.schedule(delay, () -> onTimer(request));
		}
	}

	/**
	 * Partial replies don't touch the timer; it looks for itself how long is left.
	 */
	private void onTimer(PendingRequest request) {
		request.timer = null;
		long now = this.timers.nanoTime();
		long left = request.nanosLeft(now);
		if (left > 0) {
			scheduleTimer(request, left);
		}
		else if (request.nanosToDeadline(now) <= 0) {
			giveUp(request, Outcome.deadline());
		}
		else {
			giveUp(request, request.wasSent() ? Outcome.timeout() : Outcome.neverSent());
		}
	}

	private void giveUp(PendingRequest request, Outcome outcome) {
		endAt(request, outcome, false);
	}

	/**
	 * End a request, and tell the broker if it has not ended there.
	 */
	private void endAt(PendingRequest request, Outcome outcome, boolean endedThere) {
		boolean open = !endedThere && this.sent.contains(request);
		end(request, outcome);
		if (open && this.cancels.size() < MAX_CANCELS) {
			this.cancels.add(request.id());
			sendCancels();
		}
	}

	private void end(PendingRequest request, Outcome outcome) {
		this.pending.remove(request.id());
		this.sent.remove(request);
		this.waiting.remove(request);
		this.grants.remove(request);
		request.done();
		this.counters.ended(outcome);
		request.sink().onOutcome(outcome);
	}

	/**
	 * Return how many requests have no outcome.
	 */
	int pending() {
		return this.pending.size();
	}

}
