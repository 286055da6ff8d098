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

package io.pigato.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Waits for requests to all workers of a service.
 */
final class Waiting {

	private Waiting() {
	}

	/**
	 * Wait for a future.
	 * @param giveUp called if the thread is interrupted, whose flag is set then
	 * @return what it was completed with
	 * @throws RuntimeException what the future failed with
	 */
	static <T> T await(CompletableFuture<T> future, Runnable giveUp) {
		try {
			return future.get();
		}
		catch (InterruptedException ex) {
			giveUp.run();
			Thread.currentThread().interrupt();
			throw new PigatoCancelledException(
					"A request to all workers of a service was given up: its caller was interrupted.");
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			if (ex.getCause() instanceof Error cause) {
				throw cause;
			}
			throw new IllegalStateException(ex.getCause());
		}
	}

}
