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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a peer announces of itself (protocol part 4):
 * <code>{"heartbeat":2500,"features":["cancel","credit","drain"]}</code>, and a worker
 * its {@code concurrency}. Immutable.
 * <p>
 * An extension of the protocol is used only toward a peer that announced it; names that
 * are not known here are for later versions.
 */
public final class Capabilities {

	/** The peer understands that a request is given up. */
	public static final String CANCEL = "cancel";

	/** The peer sends, forwards or heeds credit for partial replies. */
	public static final String CREDIT = "credit";

	/** The peer understands that its counterpart is about to stop. */
	public static final String DRAIN = "drain";

	/** More names than this are not read. */
	private static final int MAX_FEATURES = 64;

	private static final Capabilities NONE = new Capabilities(0, Set.of(), null);

	private final long heartbeatMillis;

	private final Set<String> features;

	private final @Nullable Integer concurrency;

	private Capabilities(long heartbeatMillis, Set<String> features, @Nullable Integer concurrency) {
		this.heartbeatMillis = heartbeatMillis;
		this.features = features;
		this.concurrency = concurrency;
	}

	/**
	 * Return the capabilities of a peer that announced none.
	 * @return the capabilities
	 */
	public static Capabilities none() {
		return NONE;
	}

	/**
	 * Return capabilities to announce.
	 * @param heartbeatMillis the interval of the peer's heartbeats in milliseconds
	 * @param features the extensions that it understands
	 * @return the capabilities
	 */
	public static Capabilities of(long heartbeatMillis, String... features) {
		return new Capabilities(heartbeatMillis, Collections.unmodifiableSet(new LinkedHashSet<>(List.of(features))),
				null);
	}

	/**
	 * Return these capabilities of a worker that says at once how much it takes: its
	 * first heartbeat may come after the first requests.
	 * @param concurrency how many requests the worker takes at a time, see
	 * {@link WorkerState#concurrency()}
	 * @return the capabilities
	 */
	public Capabilities withConcurrency(int concurrency) {
		return new Capabilities(this.heartbeatMillis, this.features, concurrency);
	}

	/**
	 * Read capabilities. Reading is total: what is not a JSON object announces nothing.
	 * @param json the JSON, {@code null} from a peer that sent none
	 * @return the capabilities
	 */
	public static Capabilities decode(byte @Nullable [] json) {
		if (json == null) {
			return NONE;
		}
		Reader reader = new Reader();
		JsonObject.read(json, reader);
		return new Capabilities(reader.heartbeatMillis, Collections.unmodifiableSet(reader.features),
				WorkerState.decode(json).concurrency());
	}

	/**
	 * Return the interval of the peer's heartbeats, so that both sides can wait for each
	 * other long enough.
	 * @return the interval in milliseconds, 0 if it is not known
	 */
	public long heartbeatMillis() {
		return this.heartbeatMillis;
	}

	/**
	 * Whether the peer understands an extension.
	 * @param feature the extension, such as {@link #CANCEL}
	 * @return {@code true} if it was announced
	 */
	public boolean has(String feature) {
		return this.features.contains(feature);
	}

	/**
	 * Return how many requests the worker takes at a time.
	 * @return the number, {@code null} if it is not said, or the peer is not a worker
	 */
	public @Nullable Integer concurrency() {
		return this.concurrency;
	}

	/**
	 * Return the JSON to announce.
	 * @return the JSON
	 */
	public byte[] encode() {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("heartbeat", this.heartbeatMillis);
		fields.put("features", this.features);
		if (this.concurrency != null) {
			fields.put("concurrency", this.concurrency);
		}
		return JsonObject.write(fields);
	}

	@Override
	public String toString() {
		return "heartbeat every " + this.heartbeatMillis + " ms, " + this.features;
	}

	private static final class Reader implements JsonObject.FieldReader {

		private long heartbeatMillis;

		private final Set<String> features = new LinkedHashSet<>();

		@Override
		public void field(String name, JsonToken token, JsonParser parser) {
			if (name.equals("heartbeat")) {
				long value = JsonObject.number(token, parser, 0);
				this.heartbeatMillis = Math.max(Math.min(value, Integer.MAX_VALUE), 0);
			}
			else if (name.equals("features") && token == JsonToken.START_ARRAY) {
				readFeatures(parser);
			}
		}

		private void readFeatures(JsonParser parser) {
			for (JsonToken token = parser.nextToken(); token != null
					&& token != JsonToken.END_ARRAY; token = parser.nextToken()) {
				if (token == JsonToken.VALUE_STRING && this.features.size() < MAX_FEATURES) {
					this.features.add(parser.getString());
				}
				parser.skipChildren();
			}
		}

	}

}
