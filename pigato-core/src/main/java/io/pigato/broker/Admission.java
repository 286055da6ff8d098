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

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.ErrorCode;
import io.pigato.protocol.Payload;
import io.pigato.protocol.RequestOptions;

/**
 * Says which requests the broker takes on, by its limits, and keeps count of the bytes
 * that those take which it has.
 */
final class Admission {

	/**
	 * The longest id of a request, in bytes, as long as an identity: ids are remembered
	 * beyond the end of their requests.
	 */
	private static final int MAX_REQUEST_ID_LENGTH = 255;

	/** No worker's identity is longer, in characters and even as hexadecimal digits. */
	private static final int MAX_WORKER_ID_LENGTH = 512;

	/**
	 * How many times as much as is free a client may hold: one alone gets nearly all, and
	 * however many take what they can get, something stays free for the others.
	 */
	private static final int MAX_SHARE = 8;

	private final BrokerLimits limits;

	private long pendingBytes;

	private boolean closed;

	Admission(BrokerLimits limits) {
		this.limits = limits;
	}

	/**
	 * Take on nothing any more.
	 */
	void close() {
		this.closed = true;
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Return why a request is not taken on, before its options are read.
	 * @return the error, {@code null} if nothing is against it
	 */
	@Nullable ErrorCode refusal(ClientSession client, Bytes requestId, String service, Payload payload) {
		if (this.closed) {
			return ErrorCode.B_SHUTDOWN;
		}
		if (payload.options().length > this.limits.maxOptionsSize()
				|| service.length() > this.limits.maxServiceNameLength()
				|| requestId.length() > MAX_REQUEST_ID_LENGTH) {
			return ErrorCode.B_TOO_LARGE;
		}
		long size = PendingRequest.size(requestId, service, payload);
		long free = this.limits.maxPendingBytes() - this.pendingBytes - size;
		if (client.requests().size() >= this.limits.maxRequestsPerClient()
				|| (client.pendingBytes() + size + MAX_SHARE - 1) / MAX_SHARE > free) {
			return ErrorCode.B_BUSY;
		}
		return null;
	}

	boolean isTooLarge(RequestOptions options) {
		String workerId = options.workerId();
		return workerId != null && workerId.length() > MAX_WORKER_ID_LENGTH;
	}

	/**
	 * Whether a request may wait.
	 * @param queued how many wait already
	 * @param service the service that it would wait for, if others wait for that
	 * @param newService whether it may be one more service that requests wait for
	 */
	boolean mayQueue(PendingRequest request, int queued, @Nullable WaitingService service, boolean newService) {
		long free = this.limits.maxQueued() - queued;
		if (request.client().requests().size() >= MAX_SHARE * free) {
			return false;
		}
		return (service != null) ? service.size() < this.limits.maxQueuedPerService() : newService;
	}

	/**
	 * Count bytes that a client's requests take, or take no more.
	 */
	void hold(ClientSession client, long bytes) {
		client.addPendingBytes(bytes);
		this.pendingBytes += bytes;
	}

	long pendingBytes() {
		return this.pendingBytes;
	}

	boolean isOverfull() {
		return this.pendingBytes > this.limits.maxPendingBytes();
	}

}
