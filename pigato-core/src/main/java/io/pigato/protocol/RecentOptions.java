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

package io.pigato.protocol;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Options that were read before: most requests of a client carry the same bytes, and to
 * read those as JSON takes longer than all else that is done about a request. Safe for
 * use from any thread.
 */
final class RecentOptions {

	/** Options with more bytes than this are not kept. */
	static final int MAX_SIZE = 256;

	/** How many options are kept, as a power of two. */
	private static final int CAPACITY = 64;

	/** How many times others were asked for until one is replaced. */
	private static final int PATIENCE = 16;

	private final AtomicReferenceArray<@Nullable RequestOptions> entries = new AtomicReferenceArray<>(CAPACITY);

	/** A guess, as threads may count at once. */
	private int misses;

	/**
	 * Return options.
	 * @param json their bytes, at most {@link #MAX_SIZE}
	 */
	RequestOptions get(byte[] json) {
		int place = Bytes.hash(json) & (CAPACITY - 1);
		RequestOptions known = this.entries.getAcquire(place);
		if (known != null && Arrays.equals(known.encode(), json)) {
			return known;
		}
		RequestOptions options = RequestOptions.parse(json);
		// to keep each of those that always differ, as by a trace, would be a waste
		if (known == null || ++this.misses % PATIENCE == 0) {
			this.entries.setRelease(place, options);
		}
		return options;
	}

}
