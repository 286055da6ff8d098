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

package io.pigato.broker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.ToBroker;
import io.pigato.protocol.ToWorker;
import io.pigato.protocol.WorkerState;
import io.pigato.transport.SendResult;
import io.pigato.transport.Timers;

/**
 * The workers that are ready: how they join, live and leave.
 */
final class WorkerRegistry {

	/** What {@link Bytes#toString()} puts before an identity that is not text. */
	private static final String HEX_PREFIX = "0x";

	private final BrokerOptions options;

	private final Timers timers;

	private final Outbound outbound;

	private final ServiceTable services;

	private final BrokerEvents events;

	private final Counters counters;

	private final FollowUps followUps;

	/** What has to be done after whatever happened by itself. */
	private final Runnable afterwards;

	private final Departures departures;

	private final byte[] capabilities;

	private final Map<Bytes, WorkerSession> workers = new LinkedHashMap<>();

	private final PagedTable<WorkerSession> table = new PagedTable<>();

	/** What waits for workers that are not here (yet), by their identities. */
	private final Map<Bytes, RequestQueue> awaited = new HashMap<>();

	/**
	 * Workers that just said they are ready. What they take at a time follows in a
	 * message of its own, which is mostly here already: so they are served after that.
	 */
	private final Deque<WorkerSession> joined = new ArrayDeque<>();

	private final AbandonedRequests.Total abandoned = new AbandonedRequests.Total();

	private boolean draining;

	WorkerRegistry(BrokerOptions options, Timers timers, Outbound outbound, ServiceTable services, BrokerEvents events,
			Counters counters, FollowUps followUps, Departures departures, Runnable afterwards) {
		this.options = options;
		this.timers = timers;
		this.outbound = outbound;
		this.services = services;
		this.events = events;
		this.counters = counters;
		this.followUps = followUps;
		this.afterwards = afterwards;
		this.departures = departures;
		this.capabilities = BrokerEngine.capabilities(options).encode();
	}

	@Nullable WorkerSession get(Bytes identity) {
		return this.workers.get(identity);
	}

	/**
	 * Find a worker by its identity as the directory shows it.
	 */
	@Nullable WorkerSession named(String workerId) {
		return this.workers.get(identity(workerId));
	}

	private static Bytes identity(String workerId) {
		if (workerId.startsWith(HEX_PREFIX)) {
			try {
				return Bytes.wrap(HexFormat.of().parseHex(workerId, HEX_PREFIX.length(), workerId.length()));
			}
			catch (IllegalArgumentException ex) {
				// then it is text that looks like it
			}
		}
		return Bytes.of(workerId);
	}

	Collection<WorkerSession> all() {
		return this.workers.values();
	}

	/**
	 * Describe some workers.
	 */
	Listing<WorkerInfo> infos(Page page, long now) {
		List<WorkerInfo> infos = new ArrayList<>();
		this.table.forEach(page.offset(), page.limit(), (worker) -> infos.add(worker.info(now)));
		return new Listing<>(this.table.size(), infos);
	}

	// joining

	void ready(Bytes identity, ToBroker.Ready message) {
		WorkerSession known = this.workers.get(identity);
		if (known != null) {
			// the original ignores it, too: a worker has one service
			known.seen(this.timers.nanoTime());
			return;
		}
		if (!isWithinLimits(message.service())) {
			this.counters.workersRefused.increment();
			disconnect(identity);
			return;
		}
		WorkerSession worker = join(identity, message);
		send(worker, new ToWorker.ReadyAccepted((message.capabilities() != null) ? this.capabilities : null));
		if (this.draining) {
			tellDrain(worker);
		}
		this.joined.add(worker);
		this.events.workerJoined(message.service(), worker.workerId());
	}

	private boolean isWithinLimits(String service) {
		BrokerLimits limits = this.options.limits();
		return this.workers.size() < limits.maxWorkers() && service.length() <= limits.maxServiceNameLength()
				&& (this.services.offer(service) != null || this.services.offers().size() < limits.maxServices());
	}

	private WorkerSession join(Bytes identity, ToBroker.Ready message) {
		Offer existing = this.services.offer(message.service());
		Offer offer = (existing != null) ? existing : this.services.newOffer(message.service(), this.timers.nanoTime());
		Capabilities announced = BrokerEngine.announced(message.capabilities(), this.options.limits());
		WorkerSession worker = new WorkerSession(identity, offer, announced, this.timers.nanoTime(),
				new AbandonedRequests(this.abandoned));
		applyConcurrency(worker, worker.capabilities().concurrency());
		this.workers.put(identity, worker);
		this.table.add(worker);
		RequestQueue waiting = this.awaited.remove(identity);
		if (waiting != null) {
			worker.targeted().addAll(waiting);
		}
		this.services.join(worker);
		this.counters.workersJoined.increment();
		count();
		armTimer(worker);
		return worker;
	}

	/**
	 * Return a worker that joined and is to be served now, {@code null} if there is none.
	 */
	@Nullable WorkerSession pollJoined() {
		WorkerSession worker = this.joined.poll();
		if (worker != null && !worker.isGone()) {
			worker.settled();
			worker.offer().update(worker);
		}
		return worker;
	}

	// living

	/**
	 * Take a worker's word of itself.
	 * @return whether it may take more than before
	 */
	boolean heartbeat(WorkerSession worker, ToBroker.WorkerHeartbeat message) {
		byte[] json = message.payload().options();
		boolean changed = worker.isNewState(json);
		if (changed && json.length <= this.options.limits().maxOptionsSize()) {
			WorkerState state = WorkerState.decode(json);
			applyConcurrency(worker, state.concurrency());
			worker.offer().update(worker);
			if (state.update()) {
				// to ask again is no repetition
				worker.forgetState();
				if (worker.offer().name().startsWith("$")) {
					this.events.directoryUpdateRequested();
				}
			}
		}
		send(worker, new ToWorker.Heartbeat());
		return changed;
	}

	private static void applyConcurrency(WorkerSession worker, @Nullable Integer concurrency) {
		if (concurrency != null) {
			worker.setConcurrency(concurrency);
		}
	}

	private void armTimer(WorkerSession worker) {
		long untilHeartbeat = this.options.heartbeatInterval().toNanos();
		long untilLoss = window(worker) - (this.timers.nanoTime() - worker.lastSeen());
		worker.setTimer(this.timers.schedule(Math.min(untilHeartbeat, untilLoss), () -> checkLiveness(worker)));
	}

	/**
	 * Return how long a worker may be silent: of two different intervals the longer one
	 * counts.
	 */
	private long window(WorkerSession worker) {
		long own = this.options.heartbeatInterval().toNanos();
		long announced = worker.capabilities().heartbeatMillis() * 1_000_000;
		return Math.max(own, announced) * this.options.heartbeatLiveness();
	}

	private void checkLiveness(WorkerSession worker) {
		long now = this.timers.nanoTime();
		if (now - worker.lastSeen() >= window(worker)) {
			this.outbound.send(worker.identity(), new ToWorker.Disconnect());
			leave(worker, DepartureReason.EXPIRED);
		}
		else {
			if (now - worker.lastSent() >= this.options.heartbeatInterval().toNanos() / 2) {
				send(worker, new ToWorker.Heartbeat());
			}
			if (!worker.isGone()) {
				armTimer(worker);
			}
		}
		this.afterwards.run();
	}

	/**
	 * Send a message to a worker. One whose connection is full gets no requests until it
	 * is not; one that can't be reached leaves.
	 */
	SendResult send(WorkerSession worker, ToWorker message) {
		if (worker.isGone()) {
			return SendResult.GONE;
		}
		SendResult result = this.outbound.send(worker.identity(), message);
		switch (result) {
			case SENT -> worker.sent(this.timers.nanoTime());
			case FULL -> {
				worker.setBlocked(true);
				worker.offer().update(worker);
			}
			case GONE -> leave(worker, DepartureReason.CONNECTION_LOST);
		}
		return result;
	}

	/**
	 * A worker's connection takes messages again.
	 */
	void writable(WorkerSession worker) {
		worker.setBlocked(false);
		worker.offer().update(worker);
	}

	// leaving

	/**
	 * Tell a peer that it is not known as a worker (any more).
	 */
	void disconnect(Bytes identity) {
		this.outbound.send(identity, new ToWorker.Disconnect());
	}

	void expel(WorkerSession worker) {
		disconnect(worker.identity());
		leave(worker, DepartureReason.EXPELLED);
	}

	/**
	 * Have a worker get nothing more, and see it off after the event at hand.
	 */
	void leave(WorkerSession worker, DepartureReason reason) {
		if (worker.isGone()) {
			return;
		}
		worker.leave();
		worker.offer().update(worker);
		this.followUps.add(() -> depart(worker, reason));
	}

	private void depart(WorkerSession worker, DepartureReason reason) {
		this.workers.remove(worker.identity(), worker);
		this.table.remove(worker);
		this.departures.left(worker);
		worker.abandoned().clear();
		departed(reason).increment();
		count();
		this.events.workerLeft(worker.offer().name(), worker.workerId(), reason);
	}

	@SuppressWarnings("NullAway") // there is one of each
	private Counter departed(DepartureReason reason) {
		return this.counters.workersLeft.get(reason);
	}

	private void count() {
		this.counters.workers.set(this.workers.size());
		this.counters.services.set(this.services.offers().size());
	}

	// requests for one worker only

	RequestQueue queueFor(String workerId) {
		Bytes identity = identity(workerId);
		WorkerSession worker = this.workers.get(identity);
		if (worker != null) {
			return worker.targeted();
		}
		return this.awaited.computeIfAbsent(identity, (key) -> new RequestQueue());
	}

	void releaseQueue(String workerId) {
		this.awaited.computeIfPresent(identity(workerId), (key, queue) -> queue.isEmpty() ? null : queue);
	}

	// the broker's end

	void drain() {
		this.draining = true;
		for (WorkerSession worker : new ArrayList<>(this.workers.values())) {
			tellDrain(worker);
		}
	}

	private void tellDrain(WorkerSession worker) {
		if (worker.capabilities().has(Capabilities.DRAIN)) {
			send(worker, new ToWorker.Drain());
		}
	}

	void close() {
		for (WorkerSession worker : this.workers.values()) {
			worker.leave();
			disconnect(worker.identity());
		}
	}

	/**
	 * Told of workers that left, to take them out of their services and see to their
	 * requests.
	 */
	@FunctionalInterface
	interface Departures {

		void left(WorkerSession worker);

	}

}
