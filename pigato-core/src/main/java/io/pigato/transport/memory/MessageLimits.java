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

package io.pigato.transport.memory;

import java.util.Arrays;

import io.pigato.transport.SocketOptions;

/**
 * What a received message may be.
 */
final class MessageLimits {

	private final int maxFrameSize;

	private final int maxMessageSize;

	private final int maxFrames;

	MessageLimits(SocketOptions options) {
		this.maxFrameSize = options.maxFrameSize();
		this.maxMessageSize = options.maxMessageSize();
		this.maxFrames = options.maxFrames();
	}

	/**
	 * Return the first frames of a message as far as they are within the limits.
	 * @return the message itself if it is within the limits
	 */
	byte[][] within(byte[][] frames) {
		long size = 0;
		int count = Math.min(frames.length, this.maxFrames);
		for (int i = 0; i < count; i++) {
			size += frames[i].length;
			if (frames[i].length > this.maxFrameSize || size > this.maxMessageSize) {
				return Arrays.copyOf(frames, i);
			}
		}
		return (count == frames.length) ? frames : Arrays.copyOf(frames, count);
	}

}
