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

package io.pigato.directory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import io.pigato.broker.CoreRequest;
import io.pigato.broker.CoreService;
import io.pigato.broker.CoreServiceContext;

/**
 * The directory in one life of a broker. The calls come one at a time.
 */
final class Directory implements CoreService.Instance {

	private static final byte[] TOPIC = (DirectoryService.NAME + " ").getBytes(StandardCharsets.UTF_8);

	/** No service has this name. */
	private static final String NO_SERVICE = "";

	private final JsonMapper mapper = JsonMapper.shared();

	private final ObjectWriter writer = this.mapper.writerFor(new TypeReference<Map<String, Set<String>>>() {
	});

	private final CoreServiceContext context;

	private final Map<String, Set<String>> workers = new LinkedHashMap<>();

	/** The JSON of all, until something changes: it may be long, and asked for often. */
	private byte @Nullable [] json;

	private boolean publishScheduled;

	Directory(CoreServiceContext context) {
		this.context = context;
		// what the JSON library loads for its first value, it loads before peers come
		this.writer.writeValueAsBytes(Map.of("", Set.of("")));
	}

	@Override
	public void workerJoined(String service, String workerId) {
		this.json = null;
		this.workers.computeIfAbsent(service, (name) -> new LinkedHashSet<>()).add(workerId);
		publishLater();
	}

	@Override
	public void workerLeft(String service, String workerId) {
		this.json = null;
		this.workers.computeIfPresent(service, (name, ids) -> {
			ids.remove(workerId);
			return ids.isEmpty() ? null : ids;
		});
		publishLater();
	}

	@Override
	public void directoryUpdateRequested() {
		publishLater();
	}

	/**
	 * Publish after the changes that wait to be told: a thousand workers that come at
	 * once make one message, not a thousand long ones.
	 */
	private void publishLater() {
		if (this.context.isPublishing() && !this.publishScheduled) {
			this.publishScheduled = true;
			this.context.execute(this::publish);
		}
	}

	private void publish() {
		this.publishScheduled = false;
		byte[] all = all();
		byte[] message = Arrays.copyOf(TOPIC, TOPIC.length + all.length);
		System.arraycopy(all, 0, message, TOPIC.length, all.length);
		this.context.publish(message);
	}

	@Override
	public byte[] handle(CoreRequest request) {
		String asked = read(request.data());
		if (asked == null) {
			return all();
		}
		Set<String> ids = this.workers.getOrDefault(asked, Set.of());
		return this.mapper.writeValueAsBytes(ids);
	}

	private byte[] all() {
		byte[] all = this.json;
		if (all == null) {
			all = this.writer.writeValueAsBytes(this.workers);
			this.json = all;
		}
		return all;
	}

	/**
	 * Read the name of a service, and no more than that: data may be large.
	 * @return the name, {@code null} for what JavaScript takes for false, which asks for
	 * everything
	 */
	private @Nullable String read(byte[] json) {
		try (JsonParser parser = this.mapper.createParser(json)) {
			JsonToken token = parser.nextToken();
			if (token == null) {
				return null;
			}
			return switch (token) {
				case VALUE_STRING -> parser.getString().isEmpty() ? null : parser.getString();
				case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> (parser.getDoubleValue() != 0) ? parser.getString() : null;
				case VALUE_TRUE -> "true";
				case START_OBJECT, START_ARRAY -> NO_SERVICE;
				default -> null;
			};
		}
		catch (JacksonException ex) {
			// such as the original's 'undefined'
			return null;
		}
	}

}
