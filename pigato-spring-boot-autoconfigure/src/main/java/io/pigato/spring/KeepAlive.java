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

package io.pigato.spring;

import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the JVM alive while something serves: the threads of PIGATO itself are daemons,
 * and an application may have no others.
 */
final class KeepAlive {

	private final Object lock = new Object();

	private int users;

	private @Nullable CountDownLatch end;

	/**
	 * Keep the JVM alive until {@link #release()} was called as often as this.
	 */
	void acquire() {
		synchronized (this.lock) {
			if (this.users++ == 0) {
				CountDownLatch latch = new CountDownLatch(1);
				this.end = latch;
				Thread thread = new Thread(() -> await(latch), "pigato-keep-alive");
				thread.setDaemon(false);
				thread.start();
			}
		}
	}

	void release() {
		synchronized (this.lock) {
			if (--this.users == 0 && this.end != null) {
				this.end.countDown();
				this.end = null;
			}
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			// whoever interrupts this thread wants it to end
			Thread.currentThread().interrupt();
		}
	}

}
