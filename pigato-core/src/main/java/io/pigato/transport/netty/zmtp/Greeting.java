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

package io.pigato.transport.netty.zmtp;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

/**
 * The first 64 bytes of a connection in each direction.
 */
public final class Greeting {

	/** How long a greeting is, in bytes. */
	public static final int SIZE = 64;

	private static final int VERSION = 10;

	private static final int MECHANISM = 12;

	private static final int MECHANISM_SIZE = 20;

	private static final int AS_SERVER = 32;

	private final byte[] received = new byte[SIZE];

	private int size;

	/**
	 * Return a greeting.
	 * @param mechanism the name of the security mechanism, at most 20 letters
	 * @param asServer whether this side is the mechanism's server; {@code NULL} has none
	 * @return the greeting
	 */
	public static byte[] of(String mechanism, boolean asServer) {
		byte[] greeting = new byte[SIZE];
		greeting[0] = (byte) 0xFF;
		greeting[VERSION - 1] = 0x7F;
		greeting[VERSION] = 3;
		greeting[VERSION + 1] = 1;
		byte[] name = mechanism.getBytes(StandardCharsets.US_ASCII);
		System.arraycopy(name, 0, greeting, MECHANISM, name.length);
		greeting[AS_SERVER] = (byte) (asServer ? 1 : 0);
		return greeting;
	}

	/**
	 * Take what belongs to the peer's greeting.
	 * @param in what was received
	 * @return whether the greeting is complete
	 * @throws ZmtpException as soon as it is clear that this is no greeting of ZMTP 3
	 */
	public boolean read(ByteBuf in) {
		int count = Math.min(SIZE - this.size, in.readableBytes());
		in.readBytes(this.received, this.size, count);
		this.size += count;
		check();
		return this.size == SIZE;
	}

	private void check() {
		if (this.size > 0 && this.received[0] != (byte) 0xFF
				|| this.size >= VERSION && (this.received[VERSION - 1] & 1) == 0) {
			throw new ZmtpException("its first bytes are not those of ZMTP 2 or newer");
		}
		if (this.size > VERSION && this.received[VERSION] < 3) {
			throw new ZmtpException("it speaks ZMTP " + (this.received[VERSION] & 0xFF) + " instead of 3");
		}
	}

	/**
	 * Return the security mechanism that the peer wants.
	 * @return its name
	 */
	public String mechanism() {
		int end = MECHANISM;
		while (end < MECHANISM + MECHANISM_SIZE && this.received[end] != 0) {
			end++;
		}
		return new String(this.received, MECHANISM, end - MECHANISM, StandardCharsets.US_ASCII);
	}

}
