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

package io.pigato.broker;

import java.util.Arrays;

/**
 * Small numbers in rings, each number in one ring at most. Whatever a number stands for
 * is not touched when its neighbours come and go, and numbers that follow each other in a
 * ring as they were given out lie side by side in memory: with very many workers most of
 * the time would go into waiting for memory else.
 */
final class Rings {

	static final int NONE = -1;

	private static final int FIRST_CAPACITY = 4;

	/** The number whose turn it is, by ring. */
	private final int[] heads;

	private int[] next = new int[FIRST_CAPACITY];

	private int[] previous = new int[FIRST_CAPACITY];

	Rings(int count) {
		this.heads = new int[count];
		Arrays.fill(this.heads, NONE);
	}

	/**
	 * Return the number whose turn it is, {@link #NONE} if the ring is empty.
	 */
	int head(int ring) {
		return this.heads[ring];
	}

	/**
	 * Return the number whose turn is after another one's.
	 */
	int next(int number) {
		return this.next[number];
	}

	/**
	 * Put a number that is in no ring behind all others of a ring.
	 */
	void add(int ring, int number) {
		ensureCapacity(number + 1);
		int head = this.heads[ring];
		if (head == NONE) {
			this.heads[ring] = number;
			this.next[number] = number;
			this.previous[number] = number;
			return;
		}
		int tail = this.previous[head];
		this.previous[number] = tail;
		this.next[number] = head;
		this.next[tail] = number;
		this.previous[head] = number;
	}

	private void ensureCapacity(int size) {
		if (size > this.next.length) {
			int capacity = Math.max(size, this.next.length + (this.next.length >> 1));
			this.next = Arrays.copyOf(this.next, capacity);
			this.previous = Arrays.copyOf(this.previous, capacity);
		}
	}

	/**
	 * Take a number out of its ring.
	 */
	void remove(int ring, int number) {
		int after = this.next[number];
		if (after == number) {
			this.heads[ring] = NONE;
			return;
		}
		int before = this.previous[number];
		this.next[before] = after;
		this.previous[after] = before;
		if (this.heads[ring] == number) {
			this.heads[ring] = after;
		}
	}

	/**
	 * Put a number that is in no ring in the place of another one, which is in none then.
	 */
	void replace(int ring, int old, int number) {
		ensureCapacity(number + 1);
		int after = this.next[old];
		if (after == old) {
			this.next[number] = number;
			this.previous[number] = number;
		}
		else {
			int before = this.previous[old];
			this.next[number] = after;
			this.previous[number] = before;
			this.next[before] = number;
			this.previous[after] = number;
		}
		if (this.heads[ring] == old) {
			this.heads[ring] = number;
		}
	}

}
