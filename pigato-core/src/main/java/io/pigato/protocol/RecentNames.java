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
 * Names of services that were read or written before: few services get most requests, and
 * their names as text and as bytes are needed for each of them. Safe for use from any
 * thread.
 */
final class RecentNames {

	/** Longer names are not kept. */
	private static final int MAX_SIZE = 128;

	/** How many names are kept, as a power of two. */
	private static final int CAPACITY = 64;

	/** How many times others were asked for until one is replaced. */
	private static final int PATIENCE = 16;

	private final AtomicReferenceArray<@Nullable Name> byBytes = new AtomicReferenceArray<>(CAPACITY);

	private final AtomicReferenceArray<@Nullable Name> byText = new AtomicReferenceArray<>(CAPACITY);

	/** A guess, as threads may count at once. */
	private int misses;

	/**
	 * Return the text of a name.
	 * @return the text, {@code null} for what is not well-formed UTF-8
	 */
	@Nullable String decode(byte[] bytes) {
		if (bytes.length > MAX_SIZE) {
			return Text.decode(bytes);
		}
		int place = Bytes.hash(bytes) & (CAPACITY - 1);
		Name known = this.byBytes.getAcquire(place);
		if (known != null && Arrays.equals(known.bytes, bytes)) {
			return known.text;
		}
		String text = Text.decode(bytes);
		if (text != null && mayKeep(known)) {
			this.byBytes.setRelease(place, new Name(text, bytes));
		}
		return text;
	}

	/**
	 * Return the bytes of a name, which nobody may change.
	 */
	byte[] encode(String text) {
		if (text.length() > MAX_SIZE) {
			return Text.encode(text);
		}
		int place = text.hashCode() & (CAPACITY - 1);
		Name known = this.byText.getAcquire(place);
		if (known != null && known.text.equals(text)) {
			return known.bytes;
		}
		byte[] bytes = Text.encode(text);
		if (mayKeep(known)) {
			this.byText.setRelease(place, new Name(text, bytes));
		}
		return bytes;
	}

	private boolean mayKeep(@Nullable Name known) {
		return known == null || ++this.misses % PATIENCE == 0;
	}

	private record Name(String text, byte[] bytes) {

	}

}
