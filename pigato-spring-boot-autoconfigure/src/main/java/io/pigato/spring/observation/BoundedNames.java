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

package io.pigato.spring.observation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Names, of which the first ones are kept apart and further ones are not. Safe for use
 * from any thread.
 */
final class BoundedNames {

	private final Set<String> names = ConcurrentHashMap.newKeySet();

	private final AtomicInteger free;

	BoundedNames(String what, int maxNames) {
		if (maxNames < 0) {
			throw new IllegalArgumentException(what + " must not be negative but is " + maxNames);
		}
		this.free = new AtomicInteger(maxNames);
	}

	/**
	 * Return the name if it is one of the first ones.
	 * @return the name, or {@link Keys#OTHER}
	 */
	String bounded(String name) {
		if (this.names.contains(name)) {
			return name;
		}
		if (this.free.get() <= 0 || this.free.getAndDecrement() <= 0) {
			return this.names.contains(name) ? name : Keys.OTHER;
		}
		if (!this.names.add(name)) {
			// another thread was faster
			this.free.incrementAndGet();
		}
		return name;
	}

}
