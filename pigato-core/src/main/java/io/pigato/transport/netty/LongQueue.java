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

/**
 * A queue of numbers that grows as needed.
 */
final class LongQueue {

	private long[] items = new long[16];

	private int head;

	private int size;

	void add(long item) {
		if (this.size == this.items.length) {
			grow();
		}
		this.items[(this.head + this.size) & (this.items.length - 1)] = item;
		this.size++;
	}

	private void grow() {
		long[] larger = new long[this.items.length * 2];
		int untilEnd = this.items.length - this.head;
		System.arraycopy(this.items, this.head, larger, 0, untilEnd);
		System.arraycopy(this.items, 0, larger, untilEnd, this.head);
		this.items = larger;
		this.head = 0;
	}

	/**
	 * Return the first item of a queue that is not empty.
	 */
	long first() {
		return this.items[this.head];
	}

	/**
	 * Remove the first item of a queue that is not empty.
	 */
	long remove() {
		long first = this.items[this.head];
		this.head = (this.head + 1) & (this.items.length - 1);
		this.size--;
		return first;
	}

	int size() {
		return this.size;
	}

	boolean isEmpty() {
		return this.size == 0;
	}

}
