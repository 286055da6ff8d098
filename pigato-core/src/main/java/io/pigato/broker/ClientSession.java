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
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.Capabilities;
import io.pigato.transport.Timers;

/**
 * A client and its requests.
 */
final class ClientSession extends PagedTable.Entry {

	private final Bytes identity;

	private final Bytes workerFacingId;

	/** In their order, so that whatever ends them all ends them in it. */
	private final Map<Bytes, PendingRequest> requests = new LinkedHashMap<>(4);

	/** How many bytes its open requests take. */
	private long pendingBytes;

	private @Nullable Capabilities capabilities;

	private final long joined;

	private long lastSeen;

	private long requestCount;

	private Timers.@Nullable Timer idleTimer;

	private boolean gone;

	/**
	 * Create a session.
	 * @param identity the client's identity
	 * @param workerFacingId how workers are told the client
	 * @param now the time
	 */
	ClientSession(Bytes identity, Bytes workerFacingId, long now) {
		this.identity = identity;
		this.workerFacingId = workerFacingId;
		this.joined = now;
		this.lastSeen = now;
	}

	Bytes identity() {
		return this.identity;
	}

	/**
	 * The identity, or an alias of it for workers that decode it as text.
	 */
	Bytes workerFacingId() {
		return this.workerFacingId;
	}

	/**
	 * Its open requests by their ids.
	 */
	Map<Bytes, PendingRequest> requests() {
		return this.requests;
	}

	void countRequest() {
		this.requestCount++;
	}

	long pendingBytes() {
		return this.pendingBytes;
	}

	void addPendingBytes(long bytes) {
		this.pendingBytes += bytes;
	}

	void announced(Capabilities capabilities) {
		this.capabilities = capabilities;
	}

	boolean isAnnounced() {
		return this.capabilities != null;
	}

	Capabilities capabilities() {
		return (this.capabilities != null) ? this.capabilities : Capabilities.none();
	}

	void seen(long now) {
		this.lastSeen = now;
	}

	long lastSeen() {
		return this.lastSeen;
	}

	void setIdleTimer(Timers.Timer timer) {
		this.idleTimer = timer;
	}

	void leave() {
		this.gone = true;
		if (this.idleTimer != null) {
			this.idleTimer.cancel();
			this.idleTimer = null;
		}
	}

	boolean isGone() {
		return this.gone;
	}

	ClientInfo info(long now) {
		return new ClientInfo(this.identity.toString(), this.requests.size(), this.pendingBytes, this.requestCount,
				Duration.ofNanos(now - this.joined), Duration.ofNanos(now - this.lastSeen));
	}

}
