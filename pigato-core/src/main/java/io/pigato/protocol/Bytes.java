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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

	private final byte[] value;

	private final int hash;

	private Bytes(byte[] value) {
		this.value = value;
		this.hash = hash(value);
	}

	/**
	 * Mix eight bytes at a time: every message brings such byte strings, and one byte
	 * after the other, as {@link Arrays#hashCode(byte[])} takes them, would show.
	 */
	static int hash(byte[] value) {
		int length = value.length;
		long hash = length * MULTIPLIER;
		int at = 0;
		for (; at <= length - Long.BYTES; at += Long.BYTES) {
			hash = mix(hash, (long) LONGS.get(value, at));
		}
		if (at < length) {
			hash = mix(hash, rest(value, at));
		}
		return (int) (hash * MULTIPLIER >>> 32);
	}

	private static long mix(long hash, long next) {
		long product = (hash ^ next) * MULTIPLIER;
		return product ^ product >>> 32;
	}

	private static long rest(byte[] value, int from) {
		long rest = 0;
		for (int i = from; i < value.length; i++) {
			rest = rest << Byte.SIZE | value[i] & 0xFF;
		}
		return rest;
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
