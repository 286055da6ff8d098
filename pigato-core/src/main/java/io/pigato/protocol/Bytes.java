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
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * An immutable byte string that can be a map key: a peer's identity or a request id.
 * <p>
 * Both are bytes on the wire, not text (protocol part 1); comparing them as text is fault
 * 8 of the original. Instances are safe to share between threads.
 * <p>
 * They have an order so that hash maps stay fast if a peer chooses bytes whose hash codes
 * are the same.
 */
public final class Bytes implements Comparable<Bytes> {

	private final byte[] value;

	private final int hash;

	private Bytes(byte[] value) {
		this.value = value;
		this.hash = Arrays.hashCode(value);
	}

	/**
	 * Return a byte string that takes over the given array; the caller must not change
	 * the array afterwards.
	 * @param value the bytes
	 * @return the byte string
	 */
	public static Bytes wrap(byte[] value) {
		return new Bytes(value);
	}

	/**
	 * Return the UTF-8 form of the given text.
	 * @param text the text
	 * @return the byte string
	 */
	public static Bytes of(String text) {
		return new Bytes(Text.encode(text));
	}

	/**
	 * Return the bytes themselves, not a copy: they must not be changed.
	 * @return the bytes
	 */
	public byte[] array() {
		return this.value;
	}

	/**
	 * Return how many bytes there are.
	 * @return the length in bytes
	 */
	public int length() {
		return this.value.length;
	}

	/**
	 * Whether these bytes survive a peer that decodes them as UTF-8 text and encodes them
	 * again, as the original's worker does with a client's identity.
	 * @return {@code true} for well-formed UTF-8
	 */
	public boolean isText() {
		return Text.isAscii(this.value) || Text.decode(this.value) != null;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other
				|| (other instanceof Bytes that && this.hash == that.hash && Arrays.equals(this.value, that.value));
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

	/**
	 * Compare byte by byte, as unsigned numbers.
	 */
	@Override
	public int compareTo(Bytes other) {
		return Arrays.compareUnsigned(this.value, other.value);
	}

	/**
	 * Return the text of these bytes, or {@code 0x} and their hexadecimal form where they
	 * are not well-formed UTF-8 or have control characters, which could forge a line of a
	 * log.
	 */
	@Override
	public String toString() {
		String text = Text.decode(this.value);
		return (text != null && text.chars().noneMatch(Character::isISOControl)) ? text
				: "0x" + HexFormat.of().formatHex(this.value);
	}

}
