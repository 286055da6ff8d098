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

package io.pigato.transport.jeromq;

import java.nio.ByteBuffer;

import zmq.Msg;

/**
 * The command PING of ZMTP 3.1, without a time to live. The peer answers with a PONG that
 * has the same context, after all that was sent before the PING has reached it.
 */
final class Ping extends Msg {

	/** What the last PING of a connection carries, to tell its PONG from all others. */
	private static final byte[] LAST = { 'l', 'a', 's', 't' };

	private static final byte[] FIRST = {};

	private static final byte[] LAST_PONG = { 4, 'P', 'O', 'N', 'G', 'l', 'a', 's', 't' };

	private final Runnable onTaken;

	private Ping(byte[] context, Runnable onTaken) {
		super(content(context));
		this.onTaken = onTaken;
		setFlags(Msg.COMMAND);
	}

	private static byte[] content(byte[] context) {
		return ByteBuffer.allocate(7 + context.length)
			.put(new byte[] { 4, 'P', 'I', 'N', 'G', 0, 0 })
			.put(context)
			.array();
	}

	/**
	 * Return the first PING of a connection.
	 * @param onTaken run on the I/O thread when JeroMQ writes it
	 */
	static Ping first(Runnable onTaken) {
		return new Ping(FIRST, onTaken);
	}

	/**
	 * Return the PING that follows the last message of a connection.
	 */
	static Ping last() {
		return new Ping(LAST, () -> {
		});
	}

	/**
	 * Whether a command that was received answers a {@linkplain #last() last PING}.
	 */
	static boolean isAnswerToLast(Msg command) {
		if (command.size() != LAST_PONG.length) {
			return false;
		}
		for (int i = 0; i < LAST_PONG.length; i++) {
			if (command.get(i) != LAST_PONG[i]) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Called by JeroMQ's encoder when it writes the frame.
	 */
	@Override
	public ByteBuffer buf() {
		this.onTaken.run();
		return super.buf();
	}

}
