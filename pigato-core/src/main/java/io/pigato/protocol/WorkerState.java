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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a worker tells of itself with a heartbeat (protocol part 1):
 * <code>{"concurrency":n,"update":1}</code>. Immutable.
 *
 * @param concurrency how many requests the worker takes at a time, {@link #UNLIMITED} for
 * any number, {@code null} if it does not say
 * @param update whether a core service asks for an update of the directory
 */
public record WorkerState(@Nullable Integer concurrency, boolean update) {

	/** A concurrency without a limit. */
	public static final int UNLIMITED = -1;

	/** The concurrency of a worker that has not said anything else. */
	public static final int DEFAULT_CONCURRENCY = 100;

	private static final WorkerState UNSAID = new WorkerState(null, false);

	/**
	 * Read a worker's state. Reading is total: what is not a JSON object says nothing.
	 * @param json the JSON
	 * @return the state
	 */
	public static WorkerState decode(byte[] json) {
		if (json.length <= 2) {
			return UNSAID;
		}
		Reader reader = new Reader();
		JsonObject.read(json, reader);
		return new WorkerState(reader.concurrency, reader.update);
	}

	/**
	 * Return the heartbeat's payload for this state: an empty frame and the JSON.
	 * @return the payload
	 */
	public Payload toPayload() {
		Map<String, Object> fields = new LinkedHashMap<>();
		if (this.concurrency != null) {
			fields.put("concurrency", this.concurrency);
		}
		if (this.update) {
			fields.put("update", 1);
		}
		return Payload.of(new byte[0], JsonObject.write(fields));
	}

	private static final class Reader implements JsonObject.FieldReader {

		private @Nullable Integer concurrency;

		private boolean update;

		@Override
		public void field(String name, JsonToken token, JsonParser parser) {
			if (name.equals("concurrency") && token.isNumeric()) {
				long value = JsonObject.number(token, parser, UNLIMITED);
				this.concurrency = (int) Math.max(Math.min(value, Integer.MAX_VALUE), UNLIMITED);
			}
			else if (name.equals("update")) {
				this.update = JsonObject.isTruthy(token, parser);
			}
		}

	}

}
