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

package io.pigato.transport;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Timers in a binary heap that follow an injected clock.
 * <p>
 * Setting and cancelling cost O(log n), and a cancelled timer is gone at once: timers of
 * requests, nearly all of which are answered in time, do not pile up. Not safe for use by
 * several threads; the owner asks {@link #nanosToNext()} how long it may wait and calls
 * {@link #runExpired()}.
 */
public final class TimerQueue implements Timers {

	/**
	 * The longest delay, 146 years: deadlines this far apart still compare by difference.
	 */
	private static final long MAX_DELAY = Long.MAX_VALUE / 2;

	private final LongSupplier clock;

	private final Consumer<? super Throwable> errorHandler;

	private @Nullable Node[] heap = new @Nullable Node[64];

	private int size;

	private long sequence;

	/**
	 * Create a queue without timers.
	 * @param clock the time in nanoseconds, from an arbitrary origin and never going back
	 * @param errorHandler told what a task threw; the other tasks run all the same
	 */
	public TimerQueue(LongSupplier clock, Consumer<? super Throwable> errorHandler) {
		this.clock = clock;
		this.errorHandler = errorHandler;
	}

	@Override
	public long nanoTime() {
		return this.clock.getAsLong();
	}

	@Override
	public Timer schedule(long delayNanos, Runnable task) {
		long delay = Math.min(Math.max(delayNanos, 0), MAX_DELAY);
		Node node = new Node(this, this.clock.getAsLong() + delay, this.sequence++, task);
		if (this.size == this.heap.length) {
			this.heap = Arrays.copyOf(this.heap, this.size * 2);
		}
		siftUp(this.size++, node);
		return node;
	}

	/**
	 * Return how long it is until the next timer is due.
	 * @return the time in nanoseconds, 0 if one is due, {@link Long#MAX_VALUE} if there
	 * is none
	 */
	public long nanosToNext() {
		Node first = this.heap[0];
		return (first != null) ? Math.max(first.deadline - this.clock.getAsLong(), 0) : Long.MAX_VALUE;
	}

	/**
	 * Run the tasks that are due. Timers that they set wait for the next call, even those
	 * without a delay.
	 * @return how many tasks ran
	 */
	public int runExpired() {
		Node first = this.heap[0];
		if (first == null) {
			return 0;
		}
		long now = this.clock.getAsLong();
		long end = this.sequence;
		int count = 0;
		while (first != null && first.deadline - now <= 0 && first.sequence - end < 0) {
			remove(first);
			try {
				first.task.run();
			}
			catch (Throwable ex) {
				this.errorHandler.accept(ex);
			}
			count++;
			first = this.heap[0];
		}
		return count;
	}

	/**
	 * Return how many timers wait.
	 * @return the number of timers
	 */
	public int size() {
		return this.size;
	}

	private void remove(Node node) {
		int index = node.index;
		node.index = -1;
		Node last = nodeAt(--this.size);
		this.heap[this.size] = null;
		if (last == node) {
			return;
		}
		siftDown(index, last);
		if (last.index == index) {
			siftUp(index, last);
		}
	}

	private void siftUp(int start, Node node) {
		int index = start;
		while (index > 0) {
			int parentIndex = (index - 1) >>> 1;
			Node parent = nodeAt(parentIndex);
			if (!node.isBefore(parent)) {
				break;
			}
			place(index, parent);
			index = parentIndex;
		}
		place(index, node);
	}

	private void siftDown(int start, Node node) {
		int index = start;
		int half = this.size >>> 1;
		while (index < half) {
			int childIndex = 2 * index + 1;
			Node child = nodeAt(childIndex);
			if (childIndex + 1 < this.size && nodeAt(childIndex + 1).isBefore(child)) {
				child = nodeAt(++childIndex);
			}
			if (!child.isBefore(node)) {
				break;
			}
			place(index, child);
			index = childIndex;
		}
		place(index, node);
	}

	private void place(int index, Node node) {
		this.heap[index] = node;
		node.index = index;
	}

	@SuppressWarnings("NullAway") // below size there are no holes
	private Node nodeAt(int index) {
		return this.heap[index];
	}

	private static final class Node implements Timer {

		private final TimerQueue queue;

		private final long deadline;

		private final long sequence;

		private final Runnable task;

		/** The place in the heap, -1 if the timer has run or was cancelled. */
		private int index = -1;

		private Node(TimerQueue queue, long deadline, long sequence, Runnable task) {
			this.queue = queue;
			this.deadline = deadline;
			this.sequence = sequence;
			this.task = task;
		}

		private boolean isBefore(Node other) {
			long difference = this.deadline - other.deadline;
			return (difference != 0) ? difference < 0 : this.sequence - other.sequence < 0;
		}

		@Override
		public void cancel() {
			if (this.index >= 0) {
				this.queue.remove(this);
			}
		}

	}

}
