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

package io.pigato.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * How much may be on its way from handlers to the socket: the back-pressure of
 * {@link PigatoReply#write}.
 * <p>
 * Once somebody has to wait, nobody is let in until half of it is free, so that a slow
 * broker does not wake threads for each message. Where nothing is on its way, one message
 * of any size is let in. Safe for use from any thread; virtual threads are not pinned.
 */
final class SendBudget {

	/** In the upper bits of {@link #used} are messages, in the lower ones bytes. */
	private static final int MESSAGE_SHIFT = 40;

	private static final long ONE_MESSAGE = 1L << MESSAGE_SHIFT;

	private static final long BYTES_MASK = ONE_MESSAGE - 1;

	private final int maxMessages;

	private final long maxBytes;

	private final AtomicLong used = new AtomicLong();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition room = this.lock.newCondition();

	/** Whether somebody waits, or did since half was free. */
	private volatile boolean full;

	/** What to do when there is room, under the lock. */
	private List<Runnable> tasks = new ArrayList<>();

	SendBudget(int maxMessages, long maxBytes) {
		this.maxMessages = maxMessages;
		this.maxBytes = maxBytes;
	}

	/**
	 * Take room if there is some.
	 */
	boolean tryAcquire(long size) {
		while (true) {
			long current = this.used.get();
			if (current != 0 && (messages(current) >= this.maxMessages || bytes(current) + size > this.maxBytes)) {
				return false;
			}
			if (this.used.compareAndSet(current, current + ONE_MESSAGE + size)) {
				return true;
			}
		}
	}

	/**
	 * Take room even where there is none.
	 */
	void acquireAnyway(long size) {
		this.used.addAndGet(ONE_MESSAGE + size);
	}

	/**
	 * Take room, and wait for it as long as it is wanted.
	 * @param wanted asked again after each {@link #wakeAll()}
	 * @return {@code false} if it is not wanted any more, and was not taken
	 */
	boolean acquire(long size, BooleanSupplier wanted) throws InterruptedException {
		if (!this.full && tryAcquire(size)) {
			return true;
		}
		this.lock.lockInterruptibly();
		try {
			while (this.full || !tryAcquire(size)) {
				// whoever frees room or wakes reads this after what it changed
				this.full = true;
				if (isHalfFree() && tryAcquire(size)) {
					return true;
				}
				if (!wanted.getAsBoolean()) {
					return false;
				}
				this.room.await();
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Give room back.
	 */
	void release(long size) {
		this.used.addAndGet(-(ONE_MESSAGE + size));
		if (this.full && isHalfFree()) {
			letIn();
		}
	}

	private void letIn() {
		List<Runnable> told;
		this.lock.lock();
		try {
			this.full = false;
			this.room.signalAll();
			told = this.tasks;
			if (!told.isEmpty()) {
				this.tasks = new ArrayList<>();
			}
		}
		finally {
			this.lock.unlock();
		}
		told.forEach(Runnable::run);
	}

	/**
	 * Whether somebody who came now would not have to wait, unless with a large message.
	 */
	boolean hasRoom() {
		long current = this.used.get();
		return !this.full && messages(current) < this.maxMessages && bytes(current) < this.maxBytes;
	}

	/**
	 * Have a task run once when half is free: at once, on this thread, if it is.
	 */
	void whenRoom(Runnable task) {
		this.lock.lock();
		try {
			this.tasks.add(task);
			// whoever frees room reads this after what it changed
			this.full = true;
		}
		finally {
			this.lock.unlock();
		}
		if (isHalfFree()) {
			letIn();
		}
	}

	/**
	 * Have all that wait look whether they still want to.
	 */
	void wakeAll() {
		if (this.full) {
			this.lock.lock();
			try {
				this.room.signalAll();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	private boolean isHalfFree() {
		long current = this.used.get();
		return messages(current) <= this.maxMessages / 2 && bytes(current) <= this.maxBytes / 2;
	}

	int messages() {
		return messages(this.used.get());
	}

	private static int messages(long used) {
		return (int) (used >>> MESSAGE_SHIFT);
	}

	private static long bytes(long used) {
		return used & BYTES_MASK;
	}

}
