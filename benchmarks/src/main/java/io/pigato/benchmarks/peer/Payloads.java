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
		long rest = this.next++;
		for (int i = DIGITS; i > 0; i--) {
			data[i] = HEX[(int) (rest & 0xF)];
			rest >>>= 4;
		}
		return data;
	}

}
