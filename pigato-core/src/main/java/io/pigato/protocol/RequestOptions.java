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

package io.pigato.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The options of a request: a JSON object in the frame behind the data (protocol part 1).
 * Immutable, and safe for use from any thread.
 * <p>
 * Reading is total: what is not a JSON object has no options, and an option that has not
 * the type it should have counts as absent. Keys that are not known here are kept.
 */
public final class RequestOptions {

	/** How long a request may be idle unless it says otherwise, in milliseconds. */
	public static final long DEFAULT_TIMEOUT = 60_000;

	/** Stands for a time that does not end. */
	public static final long NONE = -1;

	private static final String TIMEOUT = "timeout";

	private static final String DEADLINE = "deadline";

	private static final String RETRY = "retry";

	private static final String WORKER_ID = "workerId";

	private static final String NO_CACHE = "nocache";

	private static final String PERSIST = "persist";

	private static final String FAIL_FAST = "failFast";

	private static final String CREDIT = "credit";

	private static final String CREDIT_BYTES = "creditBytes";

	private static final Set<String> KEYS = Set.of(TIMEOUT, DEADLINE, RETRY, WORKER_ID, NO_CACHE, PERSIST, FAIL_FAST,
			CREDIT, CREDIT_BYTES);

	private static final RecentOptions recent = new RecentOptions();

	private final byte[] json;

	private long timeout = DEFAULT_TIMEOUT;

	private long deadline = NONE;

	private boolean retry;

	private @Nullable String workerId;

	private boolean noCache;

	private boolean persist;

	private boolean failFast;

	private int credit;

	private int creditBytes;

	private volatile @Nullable Map<String, @Nullable Object> all;

	private RequestOptions(byte[] json) {
		this.json = json;
		JsonObject.read(json, this::readField);
	}

	/**
	 * Whether a key has a meaning in the protocol.
	 * @param key the key
	 * @return {@code true} for {@code timeout} and the like, {@code false} for one that
	 * passes through to the worker
	 */
	public static boolean isDefined(String key) {
		return KEYS.contains(key);
	}

	/**
	 * Read options.
	 * @param json the JSON of the options, which must not be changed afterwards
	 * @return the options
	 */
	public static RequestOptions decode(byte[] json) {
		return (json.length <= RecentOptions.MAX_SIZE) ? recent.get(json) : parse(json);
	}

	static RequestOptions parse(byte[] json) {
		return new RequestOptions(json);
	}

	private void readField(String name, JsonToken token, JsonParser parser) {
		switch (name) {
			case TIMEOUT -> this.timeout = duration(token, parser, DEFAULT_TIMEOUT);
			case DEADLINE -> this.deadline = duration(token, parser, NONE);
			case RETRY -> this.retry = JsonObject.isTruthy(token, parser);
			case WORKER_ID -> this.workerId = text(token, parser);
			case NO_CACHE -> this.noCache = JsonObject.isTruthy(token, parser);
			case PERSIST -> this.persist = JsonObject.isTruthy(token, parser);
			case FAIL_FAST -> this.failFast = JsonObject.isTruthy(token, parser);
			case CREDIT -> this.credit = amount(token, parser);
			case CREDIT_BYTES -> this.creditBytes = amount(token, parser);
			default -> {
				// read when it is asked for
			}
		}
	}

	/**
	 * Zero means the default, as it does for the original's broker; what is negative, no
	 * end.
	 */
	private static long duration(JsonToken token, JsonParser parser, long otherwise) {
		long value = JsonObject.number(token, parser, otherwise);
		return (value == 0) ? otherwise : Math.max(value, NONE);
	}

	private static int amount(JsonToken token, JsonParser parser) {
		return (int) Math.max(Math.min(JsonObject.number(token, parser, 0), Integer.MAX_VALUE), 0);
	}

	private static @Nullable String text(JsonToken token, JsonParser parser) {
		return (token == JsonToken.VALUE_STRING && !parser.getString().isEmpty()) ? parser.getString() : null;
	}

	/**
	 * Return how long the request may be idle: without a reply, partial or final.
	 * @return the time in milliseconds, {@link #NONE} for no end; default
	 * {@link #DEFAULT_TIMEOUT}
	 */
	public long timeout() {
		return this.timeout;
	}

	/**
	 * Return how long the whole request may take, counted from its receipt (protocol part
	 * 4).
	 * @return the time in milliseconds, {@link #NONE} for no end, which is the default
	 */
	public long deadline() {
		return this.deadline;
	}

	/**
	 * Whether the request may run again when its worker is lost.
	 * @return {@code true} if it may; default {@code false}
	 */
	public boolean retry() {
		return this.retry;
	}

	/**
	 * Return the worker that has to handle the request.
	 * @return the worker's identity, {@code null} for any worker
	 */
	public @Nullable String workerId() {
		return this.workerId;
	}

	/**
	 * Whether a reply must not come from the broker's cache.
	 * @return {@code true} if the cache is skipped; default {@code false}
	 */
	public boolean noCache() {
		return this.noCache;
	}

	/**
	 * Whether the broker should keep the request over its restart.
	 * @return {@code true} if it should; default {@code false}
	 */
	public boolean persist() {
		return this.persist;
	}

	/**
	 * Whether the request fails at once if no worker offers the service (protocol part 3,
	 * {@code B_NO_WORKER}).
	 * @return {@code true} if it does; default {@code false}: it waits for a worker
	 */
	public boolean failFast() {
		return this.failFast;
	}

	/**
	 * Return how much of partial replies the client takes before it grants more (protocol
	 * part 4).
	 * @return a new window, {@code null} if there is no limit: unless the request has
	 * both {@code credit} and {@code creditBytes}, positive
	 */
	public @Nullable CreditWindow credit() {
		return (this.credit > 0 && this.creditBytes > 0) ? new CreditWindow(this.credit, this.creditBytes) : null;
	}

	/**
	 * Return any option by its key.
	 * @param key the key
	 * @return the value as Jackson reads it without a type, {@code null} if it is absent
	 * or JSON's null
	 */
	public @Nullable Object get(String key) {
		return asMap().get(key);
	}

	/**
	 * Return all options.
	 * @return the values by their keys, not modifiable
	 */
	public Map<String, @Nullable Object> asMap() {
		Map<String, @Nullable Object> map = this.all;
		if (map == null) {
			map = JsonObject.readAll(this.json);
			this.all = map;
		}
		return map;
	}

	/**
	 * Return the JSON of the options: of read ones the bytes that were read, not a copy.
	 * @return the JSON
	 */
	public byte[] encode() {
		return this.json;
	}

	/**
	 * Return a builder without any option.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder(Map.of());
	}

	/**
	 * Return a builder that starts with these options.
	 * @return the builder
	 */
	public Builder toBuilder() {
		return new Builder(asMap());
	}

	@Override
	public String toString() {
		return asMap().toString();
	}

	/**
	 * Builds {@link RequestOptions}.
	 */
	public static final class Builder {

		private final Map<String, @Nullable Object> fields;

		private Builder(Map<String, @Nullable Object> fields) {
			this.fields = new LinkedHashMap<>(fields);
		}

		/**
		 * Set how long the request may be idle.
		 * @param timeout the time in milliseconds, positive or {@link #NONE}
		 * @return this builder
		 * @throws IllegalArgumentException if the time is neither
		 */
		public Builder timeout(long timeout) {
			return duration(TIMEOUT, timeout);
		}

		/**
		 * Set how long the whole request may take.
		 * @param deadline the time in milliseconds, positive or {@link #NONE}
		 * @return this builder
		 * @throws IllegalArgumentException if the time is neither
		 */
		public Builder deadline(long deadline) {
			return duration(DEADLINE, deadline);
		}

		private Builder duration(String key, long millis) {
			if (millis <= 0 && millis != NONE) {
				throw new IllegalArgumentException(
						key + " must be positive, or -1 for no end, but is " + millis + " ms");
			}
			return option(key, millis);
		}

		/**
		 * Set whether the request may run again when its worker is lost.
		 * @param retry whether it may
		 * @return this builder
		 */
		public Builder retry(boolean retry) {
			return option(RETRY, retry ? 1 : 0);
		}

		/**
		 * Set the worker that has to handle the request.
		 * @param workerId the worker's identity
		 * @return this builder
		 */
		public Builder workerId(String workerId) {
			return option(WORKER_ID, workerId);
		}

		/**
		 * Set whether a reply must not come from the broker's cache.
		 * @param noCache whether the cache is skipped
		 * @return this builder
		 */
		public Builder noCache(boolean noCache) {
			return option(NO_CACHE, noCache ? 1 : 0);
		}

		/**
		 * Set whether the request fails at once if no worker offers the service.
		 * @param failFast whether it does
		 * @return this builder
		 */
		public Builder failFast(boolean failFast) {
			return option(FAIL_FAST, failFast ? 1 : 0);
		}

		/**
		 * Set how much of partial replies the client takes before it grants more.
		 * @param partials the number of partial replies, positive
		 * @param bytes their size in bytes, positive
		 * @return this builder
		 * @throws IllegalArgumentException if one of them is not positive
		 */
		public Builder credit(int partials, int bytes) {
			if (partials <= 0 || bytes <= 0) {
				throw new IllegalArgumentException(
						"credit must be positive but is " + partials + " partial replies and " + bytes + " bytes");
			}
			return option(CREDIT, partials).option(CREDIT_BYTES, bytes);
		}

		/**
		 * Set any option, in place of one with the same key.
		 * @param key the key
		 * @param value the value, of any type that Jackson writes
		 * @return this builder
		 */
		public Builder option(String key, @Nullable Object value) {
			this.fields.put(key, value);
			return this;
		}

		/**
		 * Return another builder that starts with what was set here.
		 * @return the other builder
		 */
		public Builder copy() {
			return new Builder(this.fields);
		}

		/**
		 * Build the options.
		 * @return the options
		 * @throws tools.jackson.core.JacksonException if a value can't be written
		 */
		public RequestOptions build() {
			return decode(JsonObject.write(Collections.unmodifiableMap(this.fields)));
		}

	}

}
