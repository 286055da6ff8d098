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

	private final Refused refused;

	/**
	 * Create an allocator.
	 * @param maxSize the largest frame in bytes
	 * @param messages counts the frames of messages
	 * @param refused told of connections that sent what was refused
	 */
	GuardAllocator(int maxSize, MessageGuard messages, Refused refused) {
		this.maxSize = maxSize;
		this.messages = messages;
		this.refused = refused;
	}

	@Override
	public Msg allocate(int size) {
		if (size < 0 || size > this.maxSize) {
			return new RefusedMsg(this.refused);
		}
		// always on the heap, where the frame becomes the handler's without a copy
		return new GuardedMsg(size, this.messages);
	}

	/**
	 * Told of a refused frame, on the I/O thread.
	 */
	@FunctionalInterface
	interface Refused {

		/**
		 * A frame was refused.
		 * @param address the address of the peer that sent it, as JeroMQ writes it
		 */
		void refused(@Nullable String address);

	}

	/**
	 * A frame that is counted when it has arrived.
	 */
	private static final class GuardedMsg extends Msg {

		private final MessageGuard messages;

		private boolean counted;

		GuardedMsg(int size, MessageGuard messages) {
			super(size);
			this.messages = messages;
		}

		/**
		 * Called when JeroMQ has read the frame, and again each time it failed to pass it
		 * on.
		 */
		@Override
		public Msg setMetadata(@Nullable Metadata metadata) {
			if (metadata != null && !this.counted) {
				this.counted = true;
				this.messages.arrived(metadata, size(), hasMore());
			}
			return super.setMetadata(metadata);
		}

	}

	/**
	 * An empty frame that looks like an unknown command, which JeroMQ ignores.
	 */
	static final class RefusedMsg extends Msg {

		private final Refused refused;

		RefusedMsg(Refused refused) {
			super(0);
			this.refused = refused;
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
				this.refused.refused(metadata.get(Metadata.PEER_ADDRESS));
			}
			return super.setMetadata(metadata);
		}

	}

}
