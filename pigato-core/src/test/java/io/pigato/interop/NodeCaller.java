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

package io.pigato.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * A client of the original.
 */
final class NodeCaller implements Caller {

	private final NodeClient client;

	NodeCaller(NodeClient client) {
		this.client = client;
	}

	@Override
	public Sent send(String service, Object data, Map<String, ?> options) {
		int id = this.client.request(service, data, options);
		return () -> await(id);
	}

	private Outcome await(int id) {
		JsonNode outcome = this.client.awaitFinal(id);
		List<JsonNode> partials = new ArrayList<>();
		for (JsonNode line : this.client.unread()) {
			if (line.path("event").asString("").equals("partial") && line.path("id").asInt(0) == id) {
				partials.add(line.path("data"));
			}
		}
		JsonNode error = outcome.get("error");
		// a success has the error 0
		boolean success = error.isInt() && error.asInt() == 0;
		return new Outcome(partials, success ? null : error, outcome.get("data"));
	}

	@Override
	public void close() {
		this.client.close();
	}

}
