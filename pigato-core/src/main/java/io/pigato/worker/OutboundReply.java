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

import io.pigato.protocol.Payload;
import io.pigato.protocol.ReplyStatus;
import io.pigato.protocol.ReplyType;
import io.pigato.protocol.ToBroker;

/**
 * A reply on its way to the socket.
 *
 * @param request the request that it belongs to
 * @param type whether this is the final reply, a partial one or a reject
 * @param error whether the data is an error
 * @param payload data and options
 * @param charged whether it counts against the {@link SendBudget}
 * @param credited whether {@link ReplyCredit} was taken for it
 */
record OutboundReply(InFlightRequest request, ReplyType type, boolean error, Payload payload, boolean charged,
		boolean credited) {

	/** Rough size of what a waiting reply costs besides its payload, in bytes. */
	private static final int OVERHEAD = 128;

	private static final byte[] NO_OPTIONS = { '{', '}' };

	/**
	 * Return a reply that the worker makes itself, with no options.
	 */
	static OutboundReply uncharged(InFlightRequest request, ReplyType type, boolean error, byte[] data) {
		return new OutboundReply(request, type, error, Payload.of(data, NO_OPTIONS), false, false);
	}

	/**
	 * Return a reply of a handler, for which no credit was taken.
	 */
	static OutboundReply of(InFlightRequest request, ReplyType type, boolean error, Payload payload) {
		return new OutboundReply(request, type, error, payload, true, false);
	}

	/**
	 * Return this reply, for which credit was taken.
	 */
	OutboundReply withCredit() {
		return new OutboundReply(this.request, this.type, this.error, this.payload, this.charged, true);
	}

	boolean isPartial() {
		return this.type == ReplyType.PARTIAL;
	}

	/**
	 * Return how much credit it costs.
	 */
	long cost() {
		return this.payload.length();
	}

	static long size(Payload payload) {
		return payload.length() + OVERHEAD;
	}

	long size() {
		return size(this.payload);
	}

	ToBroker.WorkerReply message() {
		return new ToBroker.WorkerReply(this.type, this.request.key.clientId(), this.request.key.requestId(),
				this.error ? ReplyStatus.error() : ReplyStatus.ok(), this.payload);
	}

}
