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
		long rest = this.first + number % this.different;
		for (int i = DIGITS; i > 0; i--) {
			data[i] = HEX[(int) (rest & 0xF)];
			rest >>>= 4;
		}
		return data;
	}

}
