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
import java.util.Arrays;

/**
 * A command: what peers tell each other besides messages.
 *
 * @param name the name
 * @param data what follows the name
 */
public record Command(String name, byte[] data) {

	/** The last command of a handshake by {@code NULL}: who a peer is. */
	public static final String READY = "READY";

	/** Why a peer is refused. */
	public static final String ERROR = "ERROR";

	/** Asks for a {@link #PONG}. */
	public static final String PING = "PING";

	/** Answers a {@link #PING}. */
	public static final String PONG = "PONG";

	/** Subscribes to messages that begin with the data. */
	public static final String SUBSCRIBE = "SUBSCRIBE";

	/** Takes a {@link #SUBSCRIBE} back. */
	public static final String CANCEL = "CANCEL";

	/** The longest command, in bytes; of all that are known none needs more. */
	public static final int MAX_SIZE = 8 * 1024;

	private static final int MAX_PONG_CONTEXT = 16;

	/**
	 * Read a command.
	 * @param body the content of its frame
	 * @return the command
	 * @throws ZmtpException if it has no name
	 */
	public static Command parse(byte[] body) {
		int length = (body.length > 0) ? body[0] & 0xFF : 0;
		if (length == 0 || body.length < 1 + length) {
			throw new ZmtpException("it sent a command without a name");
		}
		return new Command(new String(body, 1, length, StandardCharsets.US_ASCII),
				Arrays.copyOfRange(body, 1 + length, body.length));
	}

	/**
	 * Return a command that asks for an answer.
	 * @return the command, without a time to live
	 */
	public static Command ping() {
		return new Command(PING, new byte[2]);
	}

	/**
	 * Return the answer to this PING.
	 * @return the command
	 * @throws ZmtpException if this PING is malformed
	 */
	public Command pong() {
		if (this.data.length < 2) {
			throw new ZmtpException("it sent a PING without a time to live");
		}
		return new Command(PONG, Arrays.copyOfRange(this.data, 2, Math.min(this.data.length, 2 + MAX_PONG_CONTEXT)));
	}

	/**
	 * Return a command that tells why the peer is refused.
	 * @param reason the reason, at most 255 ASCII characters
	 * @return the command
	 */
	public static Command error(String reason) {
		byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
		byte[] data = new byte[1 + text.length];
		data[0] = (byte) text.length;
		System.arraycopy(text, 0, data, 1, text.length);
		return new Command(ERROR, data);
	}

	/**
	 * Return the reason of this ERROR.
	 * @return the reason, empty if there is none
	 */
	public String reason() {
		int length = (this.data.length > 0) ? Math.min(this.data[0] & 0xFF, this.data.length - 1) : 0;
		return new String(this.data, 1, length, StandardCharsets.US_ASCII);
	}

	byte[] body() {
		byte[] text = this.name.getBytes(StandardCharsets.US_ASCII);
		byte[] body = new byte[1 + text.length + this.data.length];
		body[0] = (byte) text.length;
		System.arraycopy(text, 0, body, 1, text.length);
		System.arraycopy(this.data, 0, body, 1 + text.length, this.data.length);
		return body;
	}

}
