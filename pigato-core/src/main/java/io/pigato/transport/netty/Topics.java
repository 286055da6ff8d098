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

package io.pigato.transport.netty;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import io.pigato.protocol.Bytes;

/**
 * What a subscriber wants to hear: messages that begin with one of its topics.
 */
final class Topics {

	/** How many bytes they may take, with some for each. */
	private static final int MAX_SIZE = 64 * 1024;

	private static final int OVERHEAD = 64;

	private final Set<Bytes> topics = new HashSet<>();

	private int size;

	/**
	 * Add a topic.
	 * @return whether there is room for it
	 */
	boolean add(byte[] topic) {
		if (this.topics.add(Bytes.wrap(topic))) {
			this.size += topic.length + OVERHEAD;
		}
		return this.size <= MAX_SIZE;
	}

	void remove(byte[] topic) {
		if (this.topics.remove(Bytes.wrap(topic))) {
			this.size -= topic.length + OVERHEAD;
		}
	}

	/**
	 * Whether a message with this first frame is wanted.
	 */
	boolean match(byte[] first) {
		for (Bytes topic : this.topics) {
			byte[] prefix = topic.array();
			if (prefix.length <= first.length && Arrays.equals(prefix, 0, prefix.length, first, 0, prefix.length)) {
				return true;
			}
		}
		return false;
	}

}
