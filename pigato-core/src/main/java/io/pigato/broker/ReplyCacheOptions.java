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

package io.pigato.broker;

/**
 * How much a broker keeps of replies that workers allowed it to cache. Immutable.
 *
 * @param enabled whether replies are cached at all; default {@code false}
 * @param maxEntries how many replies are kept; default 10,000
 * @param maxBytes how many bytes of requests and replies are kept; default 16 MiB
 */
public record ReplyCacheOptions(boolean enabled, int maxEntries, long maxBytes) {

	private static final ReplyCacheOptions DISABLED = new ReplyCacheOptions(false, 10_000, 16L << 20);

	/**
	 * Check the options.
	 * @throws IllegalArgumentException if a bound is not positive; the message names it
	 */
	public ReplyCacheOptions {
		if (maxEntries <= 0) {
			throw new IllegalArgumentException("maxEntries must be positive but is " + maxEntries);
		}
		if (maxBytes <= 0) {
			throw new IllegalArgumentException("maxBytes must be positive but is " + maxBytes);
		}
	}

	/**
	 * Return options that switch the cache off, which is the default.
	 * @return the options
	 */
	public static ReplyCacheOptions disabled() {
		return DISABLED;
	}

	/**
	 * Return options that switch the cache on with the default bounds.
	 * @return the options
	 */
	public static ReplyCacheOptions enabledWithDefaults() {
		return new ReplyCacheOptions(true, DISABLED.maxEntries, DISABLED.maxBytes);
	}

}
