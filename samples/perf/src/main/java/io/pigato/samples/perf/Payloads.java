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

package io.pigato.samples.perf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes the data of requests: JSON strings of one size, each with a number.
 */
final class Payloads {

	private static final int DIGITS = 16;

	/** A number in quotes. */
	static final int MIN_SIZE = DIGITS + 2;

	/**
	 * By how much the numbers of two partial replies differ: more than there are
	 * requests.
	 */
	private static final long PARTIAL = 1L << 32;

	private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

	private final byte[] template;

	private final long first;

	private final long different;

	/**
	 * Create the data of one client.
	 * @param size the size of each in bytes
	 * @param first the first number, by which those of several clients differ
	 * @param different after how many the first one follows again
	 */
	Payloads(int size, long first, long different) {
		this.template = new byte[size];
		Arrays.fill(this.template, (byte) '.');
		this.template[0] = '"';
		this.template[size - 1] = '"';
		this.first = first;
		this.different = different;
	}

	/**
	 * Return the data of a request.
	 * @param number which request of the client it is, from 0
	 */
	byte[] get(long number) {
		byte[] data = this.template.clone();
		write(this.first + number % this.different, data);
		return data;
	}

	/**
	 * Return the data of a partial reply: that of its request with another number, or the
	 * same if it has none.
	 * @param data the data of the request
	 * @param index which partial reply of the request it is, from 0
	 */
	static byte[] partial(byte[] data, int index) {
		if (!hasNumber(data)) {
			return data;
		}
		long number = 0;
		for (int i = 1; i <= DIGITS; i++) {
			number = (number << 4) | Character.digit(data[i], 16);
		}
		byte[] partial = data.clone();
		write(number + PARTIAL * index, partial);
		return partial;
	}

	private static boolean hasNumber(byte[] data) {
		if (data.length < MIN_SIZE || data[0] != '"') {
			return false;
		}
		for (int i = 1; i <= DIGITS; i++) {
			if (Character.digit(data[i], 16) < 0) {
				return false;
			}
		}
		return true;
	}

	private static void write(long number, byte[] data) {
		long rest = number;
		for (int i = DIGITS; i > 0; i--) {
			data[i] = HEX[(int) (rest & 0xF)];
			rest >>>= 4;
		}
	}

}
