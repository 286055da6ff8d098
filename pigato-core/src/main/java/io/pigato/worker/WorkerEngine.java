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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Capabilities;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToWorker;
import io.pigato.protocol.WorkerState;
import io.pigato.transport.Timers;
import io.pigato.transport.Timers.Timer;
import io.pigato.transport.TransportException;

/**
 * The behaviour of a worker (protocol part 3, and what part 4 adds for workers): one
 * connection after another, each under a new identity, with READY, heartbeats and
 * liveness; drain and stop. The requests are in {@link InFlightRequests}.
 * <p>
 * Does no I/O, and is used by one thread.
 */
final class WorkerEngine {

	private final WorkerSettings settings;

	private final Timers timers;

	private final WorkerPort port;

	private final WorkerEvents events;

	private final WorkerCounters counters;

	private final Supplier<String> identities;

	private final InFlightRequests requests;

	private final Outbox outbox;

	private final Drain drain;

	private final LossBackoff backoff;

	private final Heartbeats heartbeats;

	private final long heartbeatNanos;

	private final Capabilities capabilities;

	private int concurrency;

	private boolean connected;

	/** Whether READY was sent on this connection. */
	private boolean greeted;

	/** Whether the broker sent anything but a DISCONNECT on this connection. */
	private boolean accepted;

	private boolean brokerDrains;

	private long connectedNanos;

	/** Whether a heartbeat could not be sent. */
	private boolean heartbeatDue;

	private @Nullable Timer reopenTimer;

	private boolean closed;

	WorkerEngine(WorkerSettings settings, int concurrency, Timers timers, WorkerPort port, WorkerEvents events,
			WorkerCounters counters, Supplier<String> identities) {
		this.settings = settings;
		this.concurrency = concurrency;
		this.timers = timers;
		this.port = port;
		this.events = events;
		this.counters = counters;
		this.identities = identities;
		this.requests = new InFlightRequests(timers, port, events, counters, concurrency, this::onIdle);
		this.outbox = this.requests.outbox();
		this.drain = new Drain(timers, this.requests, this::heartbeat, () -> this.accepted, this::close);
		this.backoff = new LossBackoff(settings.reconnectDelay().toNanos());
		this.heartbeatNanos = settings.heartbeatInterval().toNanos();
		this.heartbeats = new Heartbeats(timers, settings.heartbeatLiveness(), this.heartbeatNanos, this::heartbeat,
				this::onSilent);
		this.capabilities = Capabilities.of(settings.heartbeatInterval().toMillis(), Capabilities.CANCEL,
				Capabilities.CREDIT, Capabilities.DRAIN);
	}

	/**
	 * Open the first socket.
	 * @throws TransportException if the endpoint can't be connected
	 */
	void start() {
		this.port.open(this.identities.get());
	}

	void onConnected() {
		if (this.connected) {
			// under this identity the broker may still know the connection before
			onDisconnected();
			return;
		}
		this.connected = true;
		this.connectedNanos = this.timers.nanoTime();
		this.heartbeats.startListening();
		greet();
	}

	private void greet() {
		int advertised = advertisedConcurrency();
		this.greeted = this.outbox.trySend(
				new ToBroker.Ready(this.settings.service(), this.capabilities.withConcurrency(advertised).encode()));
		if (this.greeted) {
			this.heartbeats.startBeating();
		}
	}

	/**
	 * Tell the broker now that the worker is alive, and how much it takes.
	 */
	void heartbeat() {
		if (!this.greeted) {
			return;
		}
		this.heartbeatDue = !this.outbox
			.trySend(new ToBroker.WorkerHeartbeat(new WorkerState(advertisedConcurrency(), false).toPayload()));
	}

	private int advertisedConcurrency() {
		return this.drain.isDraining() ? 0 : this.concurrency;
	}

	void onWritable() {
		if (!this.connected) {
			return;
		}
		this.outbox.unblock();
		if (!this.greeted) {
			greet();
		}
		else if (this.heartbeatDue) {
			heartbeat();
		}
		this.outbox.flush();
	}

	private void onSilent() {
		lose("The broker was silent for " + this.settings.heartbeatLiveness() + " heartbeats", false);
	}

	void onMessage(ToWorker message) {
		if (!this.connected) {
			return;
		}
		heard();
		if (message instanceof ToWorker.Malformed) {
			WorkerCounters.increment(this.counters.malformed);
			return;
		}
		if (message instanceof ToWorker.Disconnect) {
			lose("The broker does not know this worker any more", true);
			return;
		}
		accepted();
		if (message instanceof ToWorker.Request request) {
			this.requests.accept(request);
		}
		else if (message instanceof ToWorker.CancelRequest cancel) {
			this.requests.cancel(new RequestKey(cancel.clientId(), cancel.requestId()));
		}
		else if (message instanceof ToWorker.CreditGrant grant) {
			this.requests.grant(new RequestKey(grant.clientId(), grant.requestId()), grant.partials(), grant.bytes());
		}
		else if (message instanceof ToWorker.ReadyAccepted answer) {
			Capabilities broker = Capabilities.decode(answer.capabilities());
			this.heartbeats.brokerInterval(broker.heartbeatMillis());
			this.requests.brokerGrants(broker.has(Capabilities.CREDIT));
		}
		else if (message instanceof ToWorker.Drain) {
			onBrokerDrain();
		}
		// any other heartbeat has told what it had to tell by its arrival
	}

	private void heard() {
		this.heartbeats.received();
		this.counters.heard(this.timers.nanoTime());
	}

	private void accepted() {
		if (!this.accepted) {
			this.accepted = true;
			this.counters.connected.lazySet(1);
			this.events.connected();
		}
	}

	private void onBrokerDrain() {
		if (!this.brokerDrains) {
			this.brokerDrains = true;
			countDraining();
			this.events.brokerDrains();
		}
	}

	/**
	 * A message over the socket's limits was discarded; if it was a request, its client
	 * is told.
	 * @param begin the message as far as it is within the limits
	 */
	void onOversized(ToWorker begin) {
		if (!this.connected) {
			return;
		}
		heard();
		WorkerCounters.increment(this.counters.malformed);
		if (begin instanceof ToWorker.Request request) {
			InFlightRequest refused = new InFlightRequest(new RequestKey(request.clientId(), request.requestId()),
					request, this.timers.nanoTime(), false);
			refused.live = false;
			this.outbox.sendOwn(OutboundReply.uncharged(refused, ReplyType.FINAL, true, OwnErrors.tooLarge()));
		}
	}

	void onDisconnected() {
		if (this.connected) {
			lose("The connection was lost", true);
		}
	}

	void onFailure(Throwable failure) {
		if (!this.closed) {
			this.events.failed(failure);
			lose("The socket failed", false);
		}
	}

	/**
	 * Give up the connection and all requests in flight, and come back under a new
	 * identity.
	 * @param mayReturnAtOnce whether to come back without delay, if that does not happen
	 * again and again
	 */
	private void lose(String reason, boolean mayReturnAtOnce) {
		long lifetime = this.timers.nanoTime() - this.connectedNanos;
		boolean stable = this.accepted && lifetime >= this.heartbeatNanos;
		long delay = this.backoff.nextNanos(stable, mayReturnAtOnce && this.accepted && !this.brokerDrains);
		disconnect(reason);
		this.requests.giveUpAll();
		if (this.drain.isStopping()) {
			close();
			return;
		}
		if (delay > 0) {
			this.reopenTimer = this.timers.schedule(delay, this::reopen);
		}
		else {
			reopen();
		}
	}

	private void reopen() {
		this.reopenTimer = null;
		WorkerCounters.increment(this.counters.reconnects);
		try {
			this.port.open(this.identities.get());
		}
		catch (RuntimeException ex) {
			this.events.failed(ex);
			this.reopenTimer = this.timers.schedule(this.backoff.nextNanos(false, false), this::reopen);
		}
	}

	private void disconnect(String reason) {
		boolean told = this.accepted;
		this.connected = false;
		this.greeted = false;
		this.accepted = false;
		this.brokerDrains = false;
		countDraining();
		this.heartbeatDue = false;
		this.heartbeats.stop();
		this.requests.brokerGrants(false);
		this.reopenTimer = Heartbeats.cancel(this.reopenTimer);
		this.port.close();
		this.outbox.clear();
		if (told) {
			this.counters.connected.lazySet(0);
			this.events.disconnected(reason);
		}
	}

	/**
	 * Send a reply, unless its request is finished or given up.
	 */
	void reply(OutboundReply reply) {
		this.requests.reply(reply);
	}

	/**
	 * A handler has given credit back that it did not use.
	 */
	void creditCameBack(InFlightRequest request) {
		this.requests.creditCameBack(request);
	}

	/**
	 * A request is finished and its handler has returned.
	 */
	void onSlotFree() {
		this.requests.onSlotFree();
	}

	void concurrency(int concurrency) {
		this.concurrency = concurrency;
		this.requests.concurrency(concurrency);
		heartbeat();
	}

	/**
	 * Take no more requests.
	 * @param drained told when none is in flight
	 */
	void drain(Runnable drained) {
		this.drain.drain(drained);
		countDraining();
	}

	/**
	 * Drain, leave the broker and close the socket.
	 * @param graceNanos how long requests in flight may take
	 * @param stopped told when that is done
	 */
	void stop(long graceNanos, Runnable stopped) {
		this.drain.stop(graceNanos, stopped);
		countDraining();
	}

	private void countDraining() {
		this.counters.draining = !this.closed && (this.drain.isDraining() || this.brokerDrains);
	}

	/**
	 * Let requests in flight take no longer than this, if the worker is stopping.
	 */
	void hasten(long graceNanos) {
		this.drain.hasten(graceNanos);
	}

	private void onIdle() {
		this.drain.onIdle();
	}

	private void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		if (this.greeted) {
			this.outbox.trySend(new ToBroker.WorkerDisconnect());
		}
		disconnect("The worker stopped");
		this.requests.giveUpAll();
		this.drain.onClosed();
	}

}
