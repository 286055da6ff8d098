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

import org.jspecify.annotations.Nullable;
import zmq.Msg;
import zmq.io.Metadata;
import zmq.msg.MsgAllocator;

/**
 * Makes the room for frames that arrive, and refuses sizes that pass JeroMQ's own check
 * although they should not: JeroMQ reads the size as a signed number, so a frame that
 * claims 2<sup>63</sup> bytes or more is under any limit.
 * <p>
 * Refusing by an exception would leave JeroMQ's decoder where it is, and the I/O thread
 * running into the same exception for ever. So what is refused becomes an empty frame
 * that JeroMQ throws away: it ends a handshake, and after one it closes the connection.
 */
final class GuardAllocator implements MsgAllocator {

	private final int maxSize;

	private final MessageGuard messages;

	private final WireListener listener;

	/**
	 * Create an allocator.
	 * @param maxSize the largest frame in bytes
	 * @param messages counts the frames of messages
	 * @param listener told of connections that sent what was refused, and of answers to
	 * last PINGs
	 */
	GuardAllocator(int maxSize, MessageGuard messages, WireListener listener) {
		this.maxSize = maxSize;
		this.messages = messages;
		this.listener = listener;
	}

	@Override
	public Msg allocate(int size) {
		if (size < 0 || size > this.maxSize) {
			return new RefusedMsg(this.listener);
		}
		// always on the heap, where the frame becomes the handler's without a copy
		return new GuardedMsg(size, this.messages, this.listener);
	}

	/**
	 * A frame that is counted when it has arrived.
	 */
	private static final class GuardedMsg extends Msg {

		private final MessageGuard messages;

		private final WireListener listener;

		private boolean counted;

		GuardedMsg(int size, MessageGuard messages, WireListener listener) {
			super(size);
			this.messages = messages;
			this.listener = listener;
		}

		/**
		 * Called when JeroMQ has read the frame, and again each time it failed to pass it
		 * on.
		 */
		@Override
		public Msg setMetadata(@Nullable Metadata metadata) {
			if (metadata != null && !this.counted) {
				this.counted = true;
				arrived(metadata);
			}
			return super.setMetadata(metadata);
		}

		private void arrived(Metadata metadata) {
			if (!isCommand()) {
				this.messages.arrived(metadata, size(), hasMore());
			}
			else if (Ping.isAnswerToLast(this)) {
				this.listener.receivedLast(metadata.get(Metadata.PEER_ADDRESS));
			}
		}

	}

	/**
	 * An empty frame that looks like an unknown command, which JeroMQ ignores.
	 */
	static final class RefusedMsg extends Msg {

		private final WireListener listener;

		RefusedMsg(WireListener listener) {
			super(0);
			this.listener = listener;
		}

		@Override
		public boolean isCommand() {
			return true;
		}

		/**
		 * Called when JeroMQ has read the frame, with what it knows of the peer.
		 */
		@Override
		public Msg setMetadata(@Nullable Metadata metadata) {
			if (metadata != null) {
				this.listener.refused(metadata.get(Metadata.PEER_ADDRESS));
			}
			return super.setMetadata(metadata);
		}

	}

}
