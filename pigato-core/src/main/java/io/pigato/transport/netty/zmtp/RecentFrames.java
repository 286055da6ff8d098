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

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Frames that a peer has sent before. Most messages of a connection differ in their
 * request id and data only: what stands in the same place as before, such as the service
 * and the options, is the same array again, which costs neither room nor time.
 */
final class RecentFrames {

	/** Larger frames are not compared. */
	static final int MAX_SIZE = 128;

	/** How many frames of a message are compared. */
	private static final int PLACES = 10;

	/**
	 * How many frames in one place may differ before the last one of them is remembered.
	 */
	private static final int PATIENCE = 64;

	private final byte[] @Nullable [] frames = new byte[PLACES][];

	private final int[] misses = new int[PLACES];

	/**
	 * Read a frame.
	 * @param place its place in the message, from 0
	 * @param from where it stands
	 * @param at where it begins there
	 * @param size its size, at most {@link #MAX_SIZE}
	 * @return the frame, which others may have, too
	 */
	byte[] read(int place, byte[] from, int at, int size) {
		if (place >= PLACES) {
			return Arrays.copyOfRange(from, at, at + size);
		}
		byte[] known = this.frames[place];
		if (known != null && known.length == size && Arrays.equals(known, 0, size, from, at, at + size)) {
			return known;
		}
		byte[] frame = Arrays.copyOfRange(from, at, at + size);
		// to remember each of those that always differ would cost more than it saves
		if (this.misses[place]++ % PATIENCE == 0) {
			this.frames[place] = frame;
		}
		return frame;
	}

}
