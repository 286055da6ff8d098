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

import org.jspecify.annotations.Nullable;

/**
 * Whether a thread is in a handler, listener or callback of a worker, where waiting for
 * the worker's stop would be waiting for itself.
 */
final class CallScope {

	private static final ThreadLocal<@Nullable Object> current = new ThreadLocal<>();

	private CallScope() {
	}

	/**
	 * Enter a worker's scope.
	 * @return the scope to {@linkplain #leave go back to}
	 */
	static @Nullable Object enter(Object worker) {
		Object before = current.get();
		current.set(worker);
		return before;
	}

	static void leave(@Nullable Object before) {
		if (before != null) {
			current.set(before);
		}
		else {
			current.remove();
		}
	}

	static boolean isIn(Object worker) {
		return current.get() == worker;
	}

}
