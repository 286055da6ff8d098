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
 * Timers that follow an injected clock.
 * <p>
 * Timers with the same delay are due in the order in which they were set, so they stand
 * in a list, and only the lists are ordered: in a binary heap, by their first timers.
 * Nearly all timers are timeouts and heartbeats with few different delays; setting and
 * cancelling those costs the same however many there are, and O(log n) for n different
 * delays otherwise. A cancelled timer is gone at once: timers of requests, nearly all of
 * which are answered in time, do not pile up.
 * <p>
 * Not safe for use by several threads; the owner asks {@link #nanosToNext()} how long it
 * may wait and calls {@link #runExpired()}.
 */
public final class TimerQueue implements Timers {

	/**
	 * The longest delay, 146 years: deadlines this far apart still compare by difference.
	 */
	private static final long MAX_DELAY = Long.MAX_VALUE / 2;

	/** How many lists are found again by their delay, as a power of two. */
	private static final int KNOWN_BITS = 6;

	private final LongSupplier clock;

	private final Consumer<? super Throwable> errorHandler;

	/** The lists that have timers. */
	private @Nullable Lane[] heap = new @Nullable Lane[64];

	private int lanes;

	/**
	 * Lists by the hash codes of their delays. Of two with the same code the older one is
	 * not found any more and gets no new timers.
	 */
	private final @Nullable Lane[] known = new @Nullable Lane[1 << KNOWN_BITS];

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
		Lane lane = laneOf(delay);
		Node node = new Node(this, lane, this.clock.getAsLong() + delay, this.sequence++, task);
		Node last = lane.last;
		lane.last = node;
		node.previous = last;
		if (last != null) {
			last.next = node;
		}
		else {
			lane.first = node;
			add(lane);
		}
		this.size++;
		return node;
	}

	private Lane laneOf(long delay) {
		int place = (int) (delay * 0x9E3779B97F4A7C15L >>> (Long.SIZE - KNOWN_BITS));
		Lane lane = this.known[place];
		if (lane == null || lane.delay != delay) {
			lane = new Lane(delay);
			this.known[place] = lane;
		}
		return lane;
	}

	/**
	 * Return how long it is until the next timer is due.
	 * @return the time in nanoseconds, 0 if one is due, {@link Long#MAX_VALUE} if there
	 * is none
	 */
	public long nanosToNext() {
		Node first = first();
		return (first != null) ? Math.max(first.deadline - this.clock.getAsLong(), 0) : Long.MAX_VALUE;
	}

	private @Nullable Node first() {
		Lane lane = this.heap[0];
		return (lane != null) ? lane.first : null;
	}

	/**
	 * Run the tasks that are due. Timers that they set wait for the next call, even those
	 * without a delay.
	 * @return how many tasks ran
	 */
	public int runExpired() {
		Node first = first();
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
			first = first();
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
		Lane lane = node.lane;
		Node previous = node.previous;
		Node next = node.next;
		node.gone = true;
		node.previous = null;
		node.next = null;
		this.size--;
		if (next != null) {
			next.previous = previous;
		}
		else {
			lane.last = previous;
		}
		if (previous != null) {
			previous.next = next;
			return;
		}
		lane.first = next;
		if (next != null) {
			siftDown(lane.index, lane);
		}
		else {
			remove(lane);
		}
	}

	private void add(Lane lane) {
		if (this.lanes == this.heap.length) {
			this.heap = Arrays.copyOf(this.heap, this.lanes * 2);
		}
		siftUp(this.lanes++, lane);
	}

	private void remove(Lane lane) {
		int index = lane.index;
		Lane last = laneAt(--this.lanes);
		this.heap[this.lanes] = null;
		if (last == lane) {
			return;
		}
		siftDown(index, last);
		if (last.index == index) {
			siftUp(index, last);
		}
	}

	private void siftUp(int start, Lane lane) {
		int index = start;
		while (index > 0) {
			int parentIndex = (index - 1) >>> 1;
			Lane parent = laneAt(parentIndex);
			if (!lane.isBefore(parent)) {
				break;
			}
			place(index, parent);
			index = parentIndex;
		}
		place(index, lane);
	}

	private void siftDown(int start, Lane lane) {
		int index = start;
		int half = this.lanes >>> 1;
		while (index < half) {
			int childIndex = 2 * index + 1;
			Lane child = laneAt(childIndex);
			if (childIndex + 1 < this.lanes && laneAt(childIndex + 1).isBefore(child)) {
				child = laneAt(++childIndex);
			}
			if (!child.isBefore(lane)) {
				break;
			}
			place(index, child);
			index = childIndex;
		}
		place(index, lane);
	}

	private void place(int index, Lane lane) {
		this.heap[index] = lane;
		lane.index = index;
	}

	@SuppressWarnings("NullAway") // below the number of lists there are no holes
	private Lane laneAt(int index) {
		return this.heap[index];
	}

	/**
	 * Timers with the same delay, in the order in which they are due.
	 */
	private static final class Lane {

		private final long delay;

		private @Nullable Node first;

		private @Nullable Node last;

		/** The place in the heap, as long as there are timers. */
		private int index;

		private Lane(long delay) {
			this.delay = delay;
		}

		@SuppressWarnings("NullAway") // those in the heap are not empty
		private boolean isBefore(Lane other) {
			return this.first.isBefore(other.first);
		}

	}

	private static final class Node implements Timer {

		private final TimerQueue queue;

		private final Lane lane;

		private final long deadline;

		private final long sequence;

		private final Runnable task;

		private @Nullable Node previous;

		private @Nullable Node next;

		/** Whether the timer has run or was cancelled. */
		private boolean gone;

		private Node(TimerQueue queue, Lane lane, long deadline, long sequence, Runnable task) {
			this.queue = queue;
			this.lane = lane;
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
			if (!this.gone) {
				this.queue.remove(this);
			}
		}

	}

}
