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

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

import io.pigato.protocol.Bytes;

/**
 * Ids for requests: text, unique over all clients and restarts, and not to be guessed by
 * other clients. A random part of the client, and a number.
 */
final class RequestIds {

	private static final SecureRandom random = new SecureRandom();

	private static final int RANDOM_BYTES = 16;

	private static final byte[] DIGITS = Bytes.of("0123456789abcdef").array();

	private final byte[] prefix;

	private final AtomicLong numbers = new AtomicLong();

	RequestIds() {
		byte[] bytes = new byte[RANDOM_BYTES];
		random.nextBytes(bytes);
		this.prefix = Bytes.of(HexFormat.of().formatHex(bytes) + "-").array();
	}

	Bytes next() {
		long number = this.numbers.incrementAndGet();
		int digits = (67 - Long.numberOfLeadingZeros(number)) / 4;
		int start = this.prefix.length;
		byte[] id = new byte[start + digits];
		System.arraycopy(this.prefix, 0, id, 0, start);
		for (int i = id.length - 1; i >= start; i--) {
			id[i] = DIGITS[(int) (number & 15)];
			number >>>= 4;
		}
		return Bytes.wrap(id);
	}

}
