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

package io.pigato.benchmarks.peer;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Checks what comes back for one request after another, and tells the meter. One thread
 * at a time.
 */
final class ReplyCheck {

	private final Payloads payloads;

	private final int partials;

	private final Meter meter;

	private byte[] data = {};

	private long sentAt;

	private int received;

	private @Nullable String problem;

	/**
	 * Create a check.
	 * @param payloads makes the data of the requests
	 * @param partials how many partial replies each has; 0 for a final one only
	 * @param meter told what comes
	 */
	ReplyCheck(Payloads payloads, int partials, Meter meter) {
		this.payloads = payloads;
		this.partials = partials;
		this.meter = meter;
	}

	/**
	 * Begin with a new request.
	 * @return its data
	 */
	byte[] begin() {
		this.data = this.payloads.next();
		this.received = 0;
		this.problem = null;
		this.sentAt = System.nanoTime();
		return this.data;
	}

	/**
	 * A message came where an empty one is the end of partial replies, and where without
	 * partial replies there is one.
	 * @return whether it was the last one
	 */
	boolean message(byte[] message) {
		if (this.partials > 0 && message.length > 0) {
			partial(message);
			return false;
		}
		if (this.partials == 0) {
			reply(message);
		}
		end();
		return true;
	}

	/**
	 * The reply came, of those that have no partial ones.
	 */
	void reply(byte[] reply) {
		if (!Arrays.equals(reply, this.data)) {
			wrong("A wrong reply");
		}
		else if (this.received++ > 0) {
			wrong("More than one reply");
		}
	}

	/**
	 * A partial reply came.
	 */
	void partial(byte[] partial) {
		if (Payloads.isPartial(partial, this.data, this.received)) {
			this.meter.partial();
		}
		else {
			wrong("A wrong partial reply, number " + this.received);
		}
		this.received++;
	}

	/**
	 * Nothing more will come.
	 */
	void end() {
		long nanos = System.nanoTime() - this.sentAt;
		int expected = Math.max(this.partials, 1);
		if (this.problem == null && this.received != expected) {
			this.problem = this.received + " replies instead of " + expected;
		}
		if (this.problem == null) {
			this.meter.reply(nanos);
		}
		else {
			this.meter.lost(this.problem);
		}
	}

	/**
	 * The request has failed.
	 */
	void failed(String why) {
		this.meter.lost(why);
	}

	private void wrong(String what) {
		if (this.problem == null) {
			this.problem = what;
		}
	}

}
