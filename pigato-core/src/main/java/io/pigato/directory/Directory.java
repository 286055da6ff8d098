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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import io.pigato.broker.CoreRequest;
import io.pigato.broker.CoreService;
import io.pigato.broker.CoreServiceContext;

/**
 * The directory in one life of a broker. The calls come one at a time.
 */
final class Directory implements CoreService.Instance {

	private static final String TOPIC = DirectoryService.NAME + " ";

	private final JsonMapper mapper = JsonMapper.shared();

	private final CoreServiceContext context;

	private final Map<String, Set<String>> workers = new LinkedHashMap<>();

	private boolean publishScheduled;

	Directory(CoreServiceContext context) {
		this.context = context;
	}

	@Override
	public void workerJoined(String service, String workerId) {
		this.workers.computeIfAbsent(service, (name) -> new LinkedHashSet<>()).add(workerId);
		publishLater();
	}

	@Override
	public void workerLeft(String service, String workerId) {
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
		String message = TOPIC + this.mapper.writeValueAsString(this.workers);
		this.context.publish(message.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public byte[] handle(CoreRequest request) {
		Object asked = read(request.data());
		if (isFalsy(asked)) {
			return this.mapper.writeValueAsBytes(this.workers);
		}
		Set<String> ids = this.workers.getOrDefault(String.valueOf(asked), Set.of());
		return this.mapper.writeValueAsBytes(ids);
	}

	private @Nullable Object read(byte[] json) {
		try {
			return (json.length > 0) ? this.mapper.readValue(json, Object.class) : null;
		}
		catch (JacksonException ex) {
			// such as the original's 'undefined'
			return null;
		}
	}

	/**
	 * Whether JavaScript takes the value for false, which asks for everything.
	 */
	private static boolean isFalsy(@Nullable Object value) {
		return value == null || value.equals("") || value.equals(false) || value.equals(0);
	}

}
