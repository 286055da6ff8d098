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

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much credit for partial replies a client hands out over all its requests: half of
 * what a broker keeps for one client, so that a slow network does not get the client
 * disconnected. Safe for use from any thread.
 * <p>
 * A request gets what it asks for, or the largest half, quarter and so on of it that
 * leaves as much for those that follow; and a little in any case.
 */
final class CreditShares {

	/** Half of the messages that a broker keeps for one client. */
	static final int MAX_PARTIALS = 5000;

	/** Half of the bytes that a broker keeps for one client. */
	static final long MAX_BYTES = 8L << 20;

	/** What a request gets in any case, unless it asks for less. */
	static final int MIN_PARTIALS = 64;

	/** What a request gets in any case, unless it asks for less. */
	static final int MIN_BYTES = 64 << 10;

	/**
	 * In the upper bits of {@link #used} are partial replies, in the lower ones bytes.
	 */
	private static final int PARTIALS_SHIFT = 36;

	private static final long BYTES_MASK = (1L << PARTIALS_SHIFT) - 1;

	private final AtomicLong used = new AtomicLong();

	/**
	 * Take credit for a request.
	 * @param partials how many partial replies it asks for
	 * @param bytes how many bytes it asks for
	 * @return the credit, to be {@linkplain ReaderCredit#release() given back}
	 */
	ReaderCredit take(int partials, int bytes) {
		while (true) {
			long before = this.used.get();
			long spare = Math.max(MAX_PARTIALS - (before >>> PARTIALS_SHIFT), 0) / 2;
			long spareBytes = Math.max(MAX_BYTES - (before & BYTES_MASK), 0) / 2;
			int share = partials;
			int shareOfBytes = bytes;
			while ((share > spare && share > MIN_PARTIALS) || (shareOfBytes > spareBytes && shareOfBytes > MIN_BYTES)) {
				share = Math.max(share / 2, Math.min(share, MIN_PARTIALS));
				shareOfBytes = Math.max(shareOfBytes / 2, Math.min(shareOfBytes, MIN_BYTES));
			}
			if (this.used.compareAndSet(before, before + packed(share, shareOfBytes))) {
				return new ReaderCredit(this, share, shareOfBytes);
			}
		}
	}

	void release(int partials, int bytes) {
		this.used.addAndGet(-packed(partials, bytes));
	}

	private static long packed(int partials, int bytes) {
		return ((long) partials << PARTIALS_SHIFT) + bytes;
	}

	/**
	 * Whether nothing is handed out.
	 */
	boolean isEmpty() {
		return this.used.get() == 0;
	}

}
