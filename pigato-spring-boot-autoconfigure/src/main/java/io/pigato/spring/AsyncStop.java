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

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops something without waiting for it, and calls back whatever comes of it: the
 * context would wait for a callback until its timeout.
 */
final class AsyncStop {

	private static final Logger logger = LoggerFactory.getLogger(AsyncStop.class);

	private AsyncStop() {
	}

	static void stop(Object what, Supplier<CompletableFuture<Void>> stop, Runnable callback) {
		CompletableFuture<Void> stopped;
		try {
			stopped = stop.get();
		}
		catch (RuntimeException ex) {
			stopped = CompletableFuture.failedFuture(ex);
		}
		stopped.whenComplete((nothing, failure) -> {
			if (failure != null) {
				logger.warn("{} did not stop cleanly", what, failure);
			}
			callback.run();
		});
	}

}
