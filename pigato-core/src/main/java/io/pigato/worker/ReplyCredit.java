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

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import io.pigato.protocol.CreditWindow;

/**
 * How many partial replies to one request may be sent before its client grants more
 * (protocol part 4). Safe for use from any thread; virtual threads are not pinned.
 */
final class ReplyCredit {

	private final CreditWindow window;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition granted = this.lock.newCondition();

	/**
	 * Replies of handlers on the loop that wait for credit, and what comes after them;
	 * for the loop only.
	 */
	final ArrayDeque<OutboundReply> held = new ArrayDeque<>(1);

	ReplyCredit(CreditWindow window) {
		this.window = window;
	}

	/**
	 * Take credit for a partial reply if there is some.
	 * @param size the size of its data and options in bytes
	 */
	boolean tryTake(long size) {
		this.lock.lock();
		try {
			boolean open = this.window.isOpen();
			if (open) {
				this.window.spend(size);
			}
			return open;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Take credit for a partial reply, and wait for it as long as it is wanted.
	 * @param wanted asked again after each {@link #wakeAll()}
	 * @return {@code false} if it is not wanted any more, and was not taken
	 */
	boolean take(long size, BooleanSupplier wanted) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (!this.window.isOpen()) {
				if (!wanted.getAsBoolean()) {
					return false;
				}
				this.granted.await();
			}
			this.window.spend(size);
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Give the credit for a partial reply back, which is not sent, or not with it.
	 */
	void giveBack(long size) {
		grant(1, size);
	}

	/**
	 * More may be sent.
	 */
	void grant(long partials, long bytes) {
		this.lock.lock();
		try {
			this.window.grant(partials, bytes);
			this.granted.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean isExhausted() {
		this.lock.lock();
		try {
			return !this.window.isOpen();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Have all that wait look whether they still want to.
	 */
	void wakeAll() {
		this.lock.lock();
		try {
			this.granted.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
