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

import io.pigato.protocol.Payload;

/**
 * How a request ended. Made on the event loop, and turned into a value or an exception
 * where the caller waits.
 *
 * @param kind how it ended
 * @param payload the final reply of a {@link Kind#RESULT} or {@link Kind#ERROR}
 * @param detail what more there is to say, or the empty text
 */
record Outcome(Kind kind, Payload payload, String detail) {

	private static final Outcome TIMEOUT = new Outcome(Kind.TIMEOUT, Payload.none(), "");

	private static final Outcome NEVER_SENT = new Outcome(Kind.NEVER_SENT, Payload.none(), "");

	private static final Outcome DEADLINE = new Outcome(Kind.DEADLINE, Payload.none(), "");

	private static final Outcome BUSY = new Outcome(Kind.BUSY, Payload.none(), "");

	private static final Outcome OVERFLOW = new Outcome(Kind.OVERFLOW, Payload.none(), "");

	private static final Outcome TOO_LARGE = new Outcome(Kind.TOO_LARGE, Payload.none(), "");

	static Outcome result(Payload payload) {
		return new Outcome(Kind.RESULT, payload, "");
	}

	static Outcome error(Payload payload) {
		return new Outcome(Kind.ERROR, payload, "");
	}

	static Outcome timeout() {
		return TIMEOUT;
	}

	static Outcome neverSent() {
		return NEVER_SENT;
	}

	static Outcome deadline() {
		return DEADLINE;
	}

	static Outcome brokerLost(String reason) {
		return new Outcome(Kind.BROKER_LOST, Payload.none(), reason);
	}

	static Outcome closed(String reason) {
		return new Outcome(Kind.CLOSED, Payload.none(), reason);
	}

	static Outcome busy() {
		return BUSY;
	}

	static Outcome overflow() {
		return OVERFLOW;
	}

	static Outcome tooLarge() {
		return TOO_LARGE;
	}

	static Outcome cancelled(String reason) {
		return new Outcome(Kind.CANCELLED, Payload.none(), reason);
	}

	/**
	 * The ways to end.
	 */
	enum Kind {

		/** A final reply with a result. */
		RESULT,

		/** A final reply with an error, from a worker or the broker. */
		ERROR,

		/** Nothing came for too long. */
		TIMEOUT,

		/** The request waited for a connection until its time was over. */
		NEVER_SENT,

		/** The whole took too long. */
		DEADLINE,

		/** The connection was lost after the request was sent. */
		BROKER_LOST,

		/** The client is not running (any more). */
		CLOSED,

		/** Too many requests are pending here. */
		BUSY,

		/** The reader of partial replies did not keep up. */
		OVERFLOW,

		/** The reply is larger than the socket takes. */
		TOO_LARGE,

		/** The caller gave the request up. */
		CANCELLED

	}

}
