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

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.protocol.CreditWindow;
import io.pigato.protocol.ToBroker;

/**
 * The credit of a request whose partial replies somebody reads (protocol part 4): what
 * its worker may still send, what the reader has taken since that was last told, and what
 * the worker is to be granted for it.
 * <p>
 * More is granted when the reader has taken half, so as long as it has not taken half of
 * what came, the worker waits for the reader and not the other way round. A reader that
 * needs longer than a heartbeat interval for that has whatever it takes granted at once,
 * which tells it from one that reads no more.
 */
final class ReaderCredit {

	private final CreditShares shares;

	private final int partials;

	private final int bytes;

	// on the event loop

	private final CreditWindow window;

	private long owedPartials;

	private long owedBytes;

	/** Whether any reply that the reader takes is worth a grant; set on the loop. */
	private volatile boolean awaited;

	// on whichever thread reads

	private int takenPartials;

	private long takenBytes;

	/**
	 * Create the credit of a request.
	 * @param shares where it was taken from
	 * @param partials how many partial replies the worker may send at first
	 * @param bytes how many bytes they may have
	 */
	ReaderCredit(CreditShares shares, int partials, int bytes) {
		this.shares = shares;
		this.partials = partials;
		this.bytes = bytes;
		this.window = new CreditWindow(partials, bytes);
	}

	int partials() {
		return this.partials;
	}

	int bytes() {
		return this.bytes;
	}

	/**
	 * The reader has taken a partial reply out of its buffer.
	 * @param size the size of its data and options in bytes
	 * @return what the reader has taken, if that is worth a grant
	 */
	@Nullable Amount taken(long size) {
		this.takenPartials++;
		this.takenBytes += size;
		if (!this.awaited && 2L * this.takenPartials < this.partials && 2 * this.takenBytes < this.bytes) {
			return null;
		}
		this.awaited = false;
		Amount taken = new Amount(this.takenPartials, this.takenBytes);
		this.takenPartials = 0;
		this.takenBytes = 0;
		return taken;
	}

	/**
	 * A partial reply came.
	 */
	void spend(long size) {
		this.window.spend(size);
	}

	/**
	 * Whether the worker has no credit, and waits for the reader.
	 */
	boolean isExhausted() {
		return !this.window.isOpen();
	}

	/**
	 * A heartbeat interval is over. If the worker waits for the reader, whatever that
	 * takes next is to be granted.
	 */
	void beat() {
		if (isExhausted()) {
			this.awaited = true;
		}
	}

	/**
	 * Keep what the reader has taken until it is granted.
	 */
	void owe(Amount taken) {
		this.owedPartials += taken.partials;
		this.owedBytes += taken.bytes;
	}

	/**
	 * Return what is to be granted, all in one.
	 */
	ToBroker.CreditGrant grant(Bytes requestId) {
		return new ToBroker.CreditGrant(requestId, amount(this.owedPartials), amount(this.owedBytes));
	}

	/**
	 * Partial replies may have no bytes at all, but grants may not.
	 */
	private static int amount(long owed) {
		return (int) Math.max(Math.min(owed, Integer.MAX_VALUE), 1);
	}

	/**
	 * The grant was sent.
	 */
	void granted() {
		this.window.grant(amount(this.owedPartials), amount(this.owedBytes));
		this.owedPartials = 0;
		this.owedBytes = 0;
	}

	/**
	 * The request has ended.
	 */
	void release() {
		this.shares.release(this.partials, this.bytes);
	}

	/**
	 * Some partial replies.
	 *
	 * @param partials how many they are
	 * @param bytes the size of their data and options
	 */
	record Amount(int partials, long bytes) {

	}

}
