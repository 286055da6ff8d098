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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.ToWorker;
import io.pigato.protocol.WorkerState;
import io.pigato.transport.Timers;

/**
 * A worker that is ready, what it works on, and what waits for it alone.
 */
final class WorkerSession extends PagedTable.Entry {

	private static final byte[] NOTHING = {};

	private static final int MAX_STATE_KEPT = 256;

	private final Bytes identity;

	private final String workerId;

	private final Offer offer;

	private final Capabilities capabilities;

	// what it works on, the oldest first: linked by the requests, so that as little
	// memory as may be is touched where a worker that was idle for long is given one

	private @Nullable PendingRequest oldest;

	private @Nullable PendingRequest newest;

	private int inFlight;

	/** Requests that only this worker may handle; most workers never have any. */
	private @Nullable RequestQueue targeted;

	/** What it is still to be told; most workers never have any. */
	private @Nullable LateGrants lateGrants;

	private final AbandonedRequests abandoned;

	private int concurrency = WorkerState.DEFAULT_CONCURRENCY;

	/** The last state that it sent, which most heartbeats repeat. */
	private byte[] lastState = NOTHING;

	/** Whether it said all that it says first. */
	private boolean settled;

	private boolean blocked;

	private boolean gone;

	private final long joined;

	private long lastSeen;

	private long lastSent;

	private long dispatched;

	private Timers.@Nullable Timer timer;

	// its place in the selector of its offer

	int level = -1;

	int index = -1;

	WorkerSession(Bytes identity, Offer offer, Capabilities capabilities, long now, AbandonedRequests abandoned) {
		this.identity = identity;
		this.workerId = identity.toString();
		this.offer = offer;
		this.capabilities = capabilities;
		this.joined = now;
		this.lastSeen = now;
		this.lastSent = now;
		this.abandoned = abandoned;
	}

	Bytes identity() {
		return this.identity;
	}

	/**
	 * The identity as the directory shows it.
	 */
	String workerId() {
		return this.workerId;
	}

	Offer offer() {
		return this.offer;
	}

	Capabilities capabilities() {
		return this.capabilities;
	}

	/**
	 * How many requests it works on.
	 */
	int inFlight() {
		return this.inFlight;
	}

	/**
	 * Return the requests that it works on, in the order it was given them.
	 */
	List<PendingRequest> inFlightRequests() {
		List<PendingRequest> requests = new ArrayList<>(this.inFlight);
		for (PendingRequest request = this.oldest; request != null; request = request.newer) {
			requests.add(request);
		}
		return requests;
	}

	/**
	 * Return where requests wait that only this worker may handle.
	 */
	RequestQueue targeted() {
		RequestQueue queue = this.targeted;
		if (queue == null) {
			queue = new RequestQueue();
			this.targeted = queue;
		}
		return queue;
	}

	/**
	 * Return the oldest request that waits for this worker only.
	 */
	@Nullable PendingRequest peekTargeted() {
		return (this.targeted != null) ? this.targeted.peek() : null;
	}

	/**
	 * Keep a grant that its connection has no room for.
	 */
	void grantLater(PendingRequest request, ToWorker.CreditGrant grant) {
		if (this.lateGrants == null) {
			this.lateGrants = new LateGrants();
		}
		this.lateGrants.add(request, grant);
	}

	/**
	 * Return the grants that its connection had no room for.
	 */
	@Nullable LateGrants lateGrants() {
		return this.lateGrants;
	}

	/**
	 * What it was given and nobody waits for any more.
	 */
	AbandonedRequests abandoned() {
		return this.abandoned;
	}

	int concurrency() {
		return this.concurrency;
	}

	void setConcurrency(int concurrency) {
		this.concurrency = concurrency;
	}

	/**
	 * Whether it takes one more request now.
	 */
	boolean isFree() {
		return this.settled && !this.blocked && !this.gone
				&& (this.concurrency == WorkerState.UNLIMITED || this.inFlight < this.concurrency);
	}

	void settled() {
		this.settled = true;
	}

	/**
	 * Return the share of its concurrency that is in use.
	 */
	double load() {
		int count = this.inFlight;
		int limit = (this.concurrency > 0) ? this.concurrency : count + WorkerState.DEFAULT_CONCURRENCY;
		return (double) count / limit;
	}

	/**
	 * Its connection takes no more messages for now.
	 */
	void setBlocked(boolean blocked) {
		this.blocked = blocked;
	}

	boolean isBlocked() {
		return this.blocked;
	}

	void leave() {
		this.gone = true;
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

	boolean isGone() {
		return this.gone;
	}

	boolean isNewState(byte[] state) {
		if (Arrays.equals(state, this.lastState)) {
			return false;
		}
		this.lastState = (state.length <= MAX_STATE_KEPT) ? state : NOTHING;
		return true;
	}

	void forgetState() {
		this.lastState = NOTHING;
	}

	void seen(long now) {
		this.lastSeen = now;
	}

	long lastSeen() {
		return this.lastSeen;
	}

	void sent(long now) {
		this.lastSent = now;
	}

	long lastSent() {
		return this.lastSent;
	}

	/**
	 * It was given a request, with what was last sent.
	 */
	void dispatched(PendingRequest request) {
		PendingRequest last = this.newest;
		request.older = last;
		if (last != null) {
			last.newer = request;
		}
		else {
			this.oldest = request;
		}
		this.newest = request;
		this.inFlight++;
		this.dispatched++;
		this.offer.dispatched(this.lastSent);
	}

	/**
	 * It has a request no more.
	 */
	void takenBack(PendingRequest request) {
		PendingRequest older = request.older;
		PendingRequest newer = request.newer;
		if (older != null) {
			older.newer = newer;
		}
		else {
			this.oldest = newer;
		}
		if (newer != null) {
			newer.older = older;
		}
		else {
			this.newest = older;
		}
		request.older = null;
		request.newer = null;
		this.inFlight--;
		if (this.lateGrants != null) {
			this.lateGrants.remove(request);
		}
		this.offer.takenBack();
	}

	void setTimer(Timers.Timer timer) {
		this.timer = timer;
	}

	WorkerInfo info(long now) {
		return new WorkerInfo(this.workerId, this.offer.name(), this.concurrency, this.inFlight,
				(this.targeted != null) ? this.targeted.size() : 0, load(), this.dispatched, this.blocked,
				Duration.ofNanos(now - this.joined), Duration.ofNanos(now - this.lastSeen));
	}

}
