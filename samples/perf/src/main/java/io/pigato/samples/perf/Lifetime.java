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

package io.pigato.samples.perf;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long a command may run: until the process is told to end. What was measured by then
 * is still reported, and peers say goodbye.
 */
final class Lifetime {

	private static final long PATIENCE_SECONDS = 15;

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	private final CountDownLatch done = new CountDownLatch(1);

	/**
	 * End the command.
	 */
	void end() {
		this.end.complete(null);
	}

	boolean hasEnded() {
		return this.end.isDone();
	}

	/**
	 * The command has ended.
	 */
	void done() {
		this.done.countDown();
	}

	/**
	 * End the command and give it time for what it still has to do.
	 */
	void endAndWait() {
		end();
		try {
			this.done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Wait until the end.
	 */
	void await() {
		this.end.join();
	}

	/**
	 * Wait for something, but not beyond the end.
	 * @param something what to wait for
	 * @param nanos how long at most
	 * @return whether it has happened
	 * @throws Exception what it failed with
	 */
	boolean await(CompletableFuture<Void> something, long nanos) throws Exception {
		try {
			CompletableFuture.anyOf(something, this.end).get(nanos, TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
		return something.isDone();
	}

}
