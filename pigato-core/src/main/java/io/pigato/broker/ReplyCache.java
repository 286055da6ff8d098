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

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Payload;

/**
 * Replies that their workers allowed to be given again, by service and data. The least
 * recently used ones go first when the bounds are reached.
 */
final class ReplyCache {

	/** What an entry costs besides its bytes, roughly. */
	private static final int OVERHEAD = 128;

	private static final long NANOS_PER_MILLI = 1_000_000;

	private static final long MAX_MILLIS = Long.MAX_VALUE / 2 / NANOS_PER_MILLI;

	private final ReplyCacheOptions options;

	private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75F, true);

	private long bytes;

	ReplyCache(ReplyCacheOptions options) {
		this.options = options;
	}

	boolean isEnabled() {
		return this.options.enabled();
	}

	@Nullable Payload get(String service, byte[] data, long now) {
		Key key = new Key(service, data);
		Entry entry = this.entries.get(key);
		if (entry == null) {
			return null;
		}
		if (entry.expiresAt - now <= 0) {
			this.entries.remove(key);
			this.bytes -= entry.size;
			return null;
		}
		return entry.payload;
	}

	void put(String service, byte[] data, Payload reply, long millis, long now) {
		long size = OVERHEAD + service.length() + data.length + reply.length();
		if (size > this.options.maxBytes()) {
			return;
		}
		long expiresAt = now + Math.min(millis, MAX_MILLIS) * NANOS_PER_MILLI;
		Entry replaced = this.entries.put(new Key(service, data), new Entry(reply, size, expiresAt));
		this.bytes += size - ((replaced != null) ? replaced.size : 0);
		Iterator<Entry> eldest = this.entries.values().iterator();
		while (this.entries.size() > this.options.maxEntries() || this.bytes > this.options.maxBytes()) {
			this.bytes -= eldest.next().size;
			eldest.remove();
		}
	}

	int size() {
		return this.entries.size();
	}

	private static final class Key {

		private final String service;

		private final byte[] data;

		private final int hash;

		private Key(String service, byte[] data) {
			this.service = service;
			this.data = data;
			this.hash = service.hashCode() * 31 + Arrays.hashCode(data);
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Key that && this.hash == that.hash && this.service.equals(that.service)
					&& Arrays.equals(this.data, that.data);
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

	private record Entry(Payload payload, long size, long expiresAt) {

	}

}
