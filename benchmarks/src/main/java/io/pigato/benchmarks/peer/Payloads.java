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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes the data of requests: JSON strings of one size, no two the same, as pigato-perf
 * sends them.
 */
final class Payloads {

	private static final int DIGITS = 16;

	/** A number in quotes. */
	static final int MIN_SIZE = DIGITS + 2;

	private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

	/**
	 * By how much the numbers of two partial replies differ: more than there are
	 * requests.
	 */
	private static final long PARTIAL = 1L << 32;

	private final byte[] template;

	private long next = ThreadLocalRandom.current().nextLong();

	Payloads(int size) {
		if (size < MIN_SIZE) {
			throw new IllegalArgumentException("'--size' must be at least " + MIN_SIZE);
		}
		this.template = new byte[size];
		Arrays.fill(this.template, (byte) '.');
		this.template[0] = '"';
		this.template[size - 1] = '"';
	}

	/**
	 * Return the data of one more request.
	 */
	synchronized byte[] next() {
		byte[] data = this.template.clone();
		write(this.next++, data);
		return data;
	}

	/**
	 * Return the data of a partial reply: that of its request, with another number.
	 * @param data the data of the request
	 * @param index which partial reply it is, from 0
	 */
	static byte[] partial(byte[] data, int index) {
		byte[] partial = data.clone();
		write(number(data) + PARTIAL * index, partial);
		return partial;
	}

	/**
	 * Whether this is the data of a partial reply.
	 * @param actual what came
	 * @param data the data of the request
	 * @param index which partial reply it must be, from 0
	 */
	static boolean isPartial(byte[] actual, byte[] data, int index) {
		return actual.length == data.length && actual[0] == '"'
				&& Arrays.equals(actual, DIGITS + 1, actual.length, data, DIGITS + 1, data.length)
				&& number(actual) == number(data) + PARTIAL * index;
	}

	private static void write(long number, byte[] data) {
		long rest = number;
		for (int i = DIGITS; i > 0; i--) {
			data[i] = HEX[(int) (rest & 0xF)];
			rest >>>= 4;
		}
	}

	private static long number(byte[] data) {
		long number = 0;
		for (int i = 1; i <= DIGITS; i++) {
			number = (number << 4) | (Character.digit(data[i], 16) & 0xF);
		}
		return number;
	}

}
