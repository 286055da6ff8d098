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

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Capabilities;
import io.pigato.protocol.ToBroker;
import io.pigato.transport.SendResult;
import io.pigato.transport.Timers;
import io.pigato.transport.Timers.Timer;

/**
 * The state of the connection to the broker: whether it is up, heartbeats both ways, what
 * the broker announced, and when to open another one (protocol part 3, "Client", and part
 * 4).
 * <p>
 * A connection that is lost, in whatever way, is never used again, even where the socket
 * would connect anew by itself: the broker must not mix up two connections, so each has
 * an identity of its own.
 */
final class BrokerConnection {

	private static final ToBroker HEARTBEAT = new ToBroker.ClientHeartbeat();

	/** Longer than anybody waits, and still to be compared by difference. */
	private static final long MAX_LIMIT = Long.MAX_VALUE / 2;

	private final Timers timers;

	private final BrokerLink link;

	private final ClientEvents events;

	private final ClientCounters counters;

	/** Told why a connection that was up is lost. */
	private final Consumer<String> lossHandler;

	private final ToBroker hello;

	private final long interval;

	private final int liveness;

	private final long reconnectDelay;

	private boolean up;

	/** Whether the broker said anything on this connection. */
	private boolean answered;

	/** Whether the socket refused a message and has not become writable since. */
	private boolean blocked;

	private boolean draining;

	private boolean helloDue;

	private boolean heartbeatDue;

	/** Whether it is known what the broker announces. */
	private boolean introduced;

	private Capabilities broker = Capabilities.none();

	private long openedAt;

	private long lastHeard;

	private long lastBeat;

	private long livenessDueAt;

	private @Nullable Timer heartbeatTimer;

	private @Nullable Timer livenessTimer;

	private @Nullable Timer reopenTimer;

	BrokerConnection(ClientOptions options, Timers timers, BrokerLink link, ClientEvents events,
			ClientCounters counters, Consumer<String> lossHandler) {
		this.timers = timers;
		this.link = link;
		this.events = events;
		this.counters = counters;
		this.lossHandler = lossHandler;
		long millis = Millis.of("heartbeatInterval", options.heartbeatInterval());
		this.hello = new ToBroker.ClientHello(
				Capabilities.of(millis, Capabilities.CREDIT, Capabilities.DRAIN).encode());
		this.interval = Millis.toNanos(millis);
		this.liveness = options.heartbeatLiveness();
		this.reconnectDelay = Millis.toNanos(Millis.of("reconnectDelay", options.reconnectDelay()));
	}

	void open() {
		this.openedAt = this.timers.nanoTime();
		this.link.open();
	}

	/**
	 * Close for good.
	 */
	void close(String reason) {
		down();
		cancel(this.reopenTimer);
		this.reopenTimer = null;
		tellDisconnected(reason);
	}

	void onConnected() {
		this.up = true;
		this.introduced = false;
		this.broker = Capabilities.none();
		this.helloDue = true;
		this.heartbeatDue = true;
		sendDue();
		this.lastBeat = this.timers.nanoTime();
		this.heartbeatTimer = this.timers.schedule(this.interval, this::beat);
		this.lastHeard = this.timers.nanoTime();
		scheduleLivenessCheck(livenessLimit());
	}

	void onDisconnected() {
		lose("the connection was closed", delayAfterDisconnect());
	}

	void onFailure(Throwable cause) {
		this.events.failed(cause);
		lose("the socket failed: " + cause, this.reconnectDelay);
	}

	/**
	 * Any message from the broker is a sign of life.
	 */
	void heard() {
		this.lastHeard = this.timers.nanoTime();
		this.counters.heard(this.lastHeard);
		if (!this.answered) {
			this.answered = true;
			this.counters.connected = true;
			this.counters.connects.incrementAndGet();
			this.events.connected();
		}
	}

	void announced(Capabilities capabilities) {
		this.introduced = true;
		this.broker = capabilities;
	}

	/**
	 * The broker answered a heartbeat. The hello went before it, so a broker that has not
	 * answered that one by now is an old one.
	 */
	void onHeartbeat() {
		this.introduced = true;
	}

	/**
	 * Whether it is known what the broker announces, be it nothing.
	 */
	boolean isIntroduced() {
		return this.introduced;
	}

	void drain() {
		if (!this.draining) {
			this.draining = true;
			this.counters.draining = true;
			this.events.draining();
		}
	}

	/**
	 * Whether the broker announced an extension.
	 */
	boolean has(String feature) {
		return this.broker.has(feature);
	}

	/**
	 * Whether requests may be sent now.
	 */
	boolean takesRequests() {
		return this.up && !this.blocked && !this.draining;
	}

	/**
	 * Send a message if the socket takes it.
	 * @return whether it was taken
	 */
	boolean send(ToBroker message) {
		if (!this.up || this.blocked) {
			return false;
		}
		if (this.link.send(message) != SendResult.SENT) {
			this.blocked = true;
			return false;
		}
		return true;
	}

	void onWritable() {
		this.blocked = false;
		sendDue();
	}

	private void beat() {
		long now = this.timers.nanoTime();
		if (forgetsClients() && now - this.lastBeat >= livenessLimit()) {
			lose("this process stood still for " + TimeUnit.NANOSECONDS.toMillis(now - this.lastBeat)
					+ " ms, and the broker does not wait for so long", delayAfterDisconnect());
			return;
		}
		this.lastBeat = now;
		this.heartbeatDue = true;
		sendDue();
		this.heartbeatTimer = this.timers.schedule(this.interval, this::beat);
	}

	/**
	 * Whether the broker gives up the requests of a client that is silent for too long:
	 * one that answers hello does.
	 */
	private boolean forgetsClients() {
		return this.broker.heartbeatMillis() > 0;
	}

	private void sendDue() {
		if (this.helloDue && send(this.hello)) {
			this.helloDue = false;
		}
		if (this.heartbeatDue && !this.helloDue && send(HEARTBEAT)) {
			this.heartbeatDue = false;
		}
	}

	private long livenessLimit() {
		long longer = Math.max(this.interval, TimeUnit.MILLISECONDS.toNanos(this.broker.heartbeatMillis()));
		return (longer <= MAX_LIMIT / this.liveness) ? longer * this.liveness : MAX_LIMIT;
	}

	private void scheduleLivenessCheck(long delay) {
		this.livenessDueAt = this.timers.nanoTime() + delay;
		this.livenessTimer = this.timers.schedule(delay, this::checkLiveness);
	}

	private void checkLiveness() {
		long now = this.timers.nanoTime();
		if (now - this.livenessDueAt > this.interval) {
			// this process stood still, and what the broker said meanwhile is not read
			// yet
			scheduleLivenessCheck(this.interval);
			return;
		}
		long left = this.lastHeard + livenessLimit() - now;
		if (left > 0) {
			scheduleLivenessCheck(left);
			return;
		}
		lose("nothing was heard for " + TimeUnit.NANOSECONDS.toMillis(now - this.lastHeard) + " ms",
				this.reconnectDelay);
	}

	/**
	 * Connections that are closed as soon as they are up must not follow each other
	 * without a pause.
	 */
	private long delayAfterDisconnect() {
		return Math.max(this.openedAt + this.reconnectDelay - this.timers.nanoTime(), 0);
	}

	private void lose(String reason, long delay) {
		down();
		tellDisconnected(reason);
		this.reopenTimer = this.timers.schedule(delay, this::reopen);
		this.lossHandler.accept(reason);
	}

	private void down() {
		this.up = false;
		this.blocked = false;
		this.draining = false;
		this.counters.draining = false;
		cancel(this.heartbeatTimer);
		this.heartbeatTimer = null;
		cancel(this.livenessTimer);
		this.livenessTimer = null;
		this.link.close();
	}

	private void tellDisconnected(String reason) {
		if (this.answered) {
			this.answered = false;
			this.counters.connected = false;
			this.events.disconnected(reason);
		}
	}

	private void reopen() {
		this.reopenTimer = null;
		try {
			open();
		}
		catch (RuntimeException ex) {
			this.events.failed(ex);
			this.reopenTimer = this.timers.schedule(this.reconnectDelay, this::reopen);
		}
	}

	private static void cancel(@Nullable Timer timer) {
		if (timer != null) {
			timer.cancel();
		}
	}

}
