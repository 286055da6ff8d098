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

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.protocol.CreditWindow;
import io.pigato.protocol.Payload;
import io.pigato.protocol.RequestOptions;
import io.pigato.transport.Timers;

/**
 * A request that the broker has accepted and not answered yet: it waits in a
 * {@link RequestQueue}, or is in flight at a worker or a core service.
 */
final class PendingRequest {

	/** What a request costs besides its frames, roughly: itself, its timer and places. */
	private static final int OVERHEAD = 512;

	/** What a frame costs besides what it holds. */
	private static final int FRAME_OVERHEAD = 24;

	/** What it costs to remember a worker that rejected the request. */
	private static final int REJECTER_OVERHEAD = 64;

	private final ClientSession client;

	private final Bytes requestId;

	private final String serviceName;

	private final RequestOptions options;

	private final long sequence;

	private long size;

	/** Empty from the first partial on: the request does not run again. */
	private Payload payload;

	/** The time from which the idle timeout counts. */
	private long lastActivity;

	private final long deadlineAt;

	/** How much of partial replies its client takes, {@code null} if it does not say. */
	private final @Nullable CreditWindow credit;

	private Timers.@Nullable Timer timer;

	private int attempts;

	private boolean partialDelivered;

	private @Nullable Set<WorkerSession> rejectedBy;

	private @Nullable WorkerSession worker;

	private boolean atCoreService;

	// the queue that it waits in, and its neighbours there

	@Nullable RequestQueue queue;

	@Nullable PendingRequest previous;

	@Nullable PendingRequest next;

	// its neighbours among what its worker works on

	@Nullable PendingRequest older;

	@Nullable PendingRequest newer;

	PendingRequest(ClientSession client, Bytes requestId, String serviceName, Payload payload, RequestOptions options,
			long sequence, long now) {
		this.client = client;
		this.requestId = requestId;
		this.serviceName = serviceName;
		this.payload = payload;
		this.options = options;
		this.sequence = sequence;
		String workerId = options.workerId();
		this.size = size(requestId, serviceName, payload) + ((workerId != null) ? 4L * workerId.length() : 0);
		this.lastActivity = now;
		this.deadlineAt = now + millisToNanos(options.deadline());
		this.credit = options.credit();
	}

	/**
	 * Return how many bytes a request takes, roughly; everything that its sender can make
	 * large counts.
	 */
	static long size(Bytes requestId, String serviceName, Payload payload) {
		return OVERHEAD + requestId.length() + 3L * serviceName.length() + payload.length()
				+ FRAME_OVERHEAD * payload.size();
	}

	private static long millisToNanos(long millis) {
		// half of the range, so that times still compare by difference
		return Math.min(millis, Long.MAX_VALUE / 2 / 1_000_000) * 1_000_000;
	}

	ClientSession client() {
		return this.client;
	}

	Bytes requestId() {
		return this.requestId;
	}

	String serviceName() {
		return this.serviceName;
	}

	RequestOptions options() {
		return this.options;
	}

	Payload payload() {
		return this.payload;
	}

	/**
	 * The place in the order of arrival.
	 */
	long sequence() {
		return this.sequence;
	}

	/**
	 * How many bytes it counts against the limits.
	 */
	long size() {
		return this.size;
	}

	/**
	 * Whether it may expire, now or once its worker waits for its client.
	 */
	boolean needsTimer() {
		return this.options.timeout() != RequestOptions.NONE || this.options.deadline() != RequestOptions.NONE
				|| this.credit != null;
	}

	/**
	 * Return how long it is until the request expires or is to be looked at again, zero
	 * or less if it has expired.
	 * @param maxReaderPause for how long its worker may wait for its client
	 */
	long nanosToExpiry(long now, long maxReaderPause) {
		long left = nanosToIdleEnd(now - this.lastActivity, maxReaderPause);
		return (this.options.deadline() != RequestOptions.NONE) ? Math.min(left, this.deadlineAt - now) : left;
	}

	private long nanosToIdleEnd(long idle, long maxReaderPause) {
		boolean endless = this.options.timeout() == RequestOptions.NONE;
		long timeout = endless ? 0 : millisToNanos(this.options.timeout());
		if (isWaitingForClient()) {
			// that is not the worker's fault
			return Math.max(timeout, maxReaderPause) - idle;
		}
		// one that is endless may come to wait for its client
		return endless ? maxReaderPause : timeout - idle;
	}

	/**
	 * Whether the client is to grant more before more can come. With one that need not
	 * beat that would be a way to have a request never expire.
	 */
	boolean isWaitingForClient() {
		return this.credit != null && !this.credit.isOpen() && this.client.capabilities().has(Capabilities.CREDIT);
	}

	void setTimer(Timers.Timer timer) {
		this.timer = timer;
	}

	void cancelTimer() {
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

	/**
	 * A partial went to the client: the idle time starts anew, and a second run would
	 * send it twice.
	 * @param size the size of its data and options in bytes
	 */
	void partialDelivered(long now, long size) {
		if (this.credit != null) {
			this.credit.spend(size);
		}
		this.lastActivity = now;
		this.partialDelivered = true;
		this.payload = Payload.none();
	}

	/**
	 * The client takes more partials: it is the worker's turn, and the idle time starts
	 * anew.
	 * @return {@code false} if its partials are not limited
	 */
	boolean granted(long now, int partials, int bytes) {
		if (this.credit == null) {
			return false;
		}
		this.credit.grant(partials, bytes);
		this.lastActivity = now;
		return true;
	}

	boolean isPartialDelivered() {
		return this.partialDelivered;
	}

	void dispatchedTo(WorkerSession worker) {
		this.worker = worker;
		this.attempts++;
	}

	void takenFromWorker() {
		this.worker = null;
	}

	int attempts() {
		return this.attempts;
	}

	@Nullable WorkerSession worker() {
		return this.worker;
	}

	void givenToCoreService() {
		this.atCoreService = true;
	}

	boolean isAtCoreService() {
		return this.atCoreService;
	}

	boolean isQueued() {
		return this.queue != null;
	}

	/**
	 * A worker does not want it, which is no attempt that failed.
	 * @return how many bytes more the request counts from now on
	 */
	long rejectedBy(WorkerSession worker) {
		givenBack();
		if (this.rejectedBy == null) {
			this.rejectedBy = new HashSet<>(2);
		}
		this.rejectedBy.add(worker);
		this.size += REJECTER_OVERHEAD;
		return REJECTER_OVERHEAD;
	}

	/**
	 * A worker has not worked on it, so that was no attempt.
	 */
	void givenBack() {
		this.attempts--;
	}

	void forgetRejecter(WorkerSession worker) {
		if (this.rejectedBy != null) {
			this.rejectedBy.remove(worker);
		}
	}

	boolean wasRejected() {
		return this.rejectedBy != null;
	}

	/**
	 * The workers that do not want it, none if nobody said so.
	 */
	Set<WorkerSession> rejecters() {
		return (this.rejectedBy != null) ? this.rejectedBy : Set.of();
	}

}
