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

import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client of the original, see {@code client.js}.
 */
public final class NodeClient extends NodePeer {

	private int requests;

	NodeClient(NodeProgram program) {
		super(program);
	}

	/**
	 * Wait until the broker has answered for the first time since the client's start.
	 * @return the client's identity
	 */
	public String awaitConnect() {
		return await("connect").get("clientId").asString();
	}

	/**
	 * Request a service by the original's callbacks.
	 * @param data anything that is written as JSON
	 * @return the id of the request, for what is awaited
	 */
	public int request(String service, Object data) {
		return request(service, data, Map.of());
	}

	/**
	 * Request a service by the original's callbacks.
	 * @param options the original's, such as {@code Map.of("timeout", 1000, "retry", 1)}
	 */
	public int request(String service, Object data, Map<String, ?> options) {
		return send(line(service, data, options));
	}

	/**
	 * Request a service with {@code undefined} as data.
	 */
	public int requestWithoutData(String service) {
		ObjectNode line = line(service, null, Map.of());
		line.remove("data");
		return send(line);
	}

	/**
	 * Request a service by the original's stream: data, failed and end are what comes.
	 */
	public int requestStream(String service, Object data, Map<String, ?> options) {
		return send(line(service, data, options).put("mode", "stream"));
	}

	/**
	 * Tell the broker that the outcome of a stream's request is still wanted.
	 */
	public void heartbeat(int id) {
		send(MAPPER.createObjectNode().put("command", "heartbeat").put("id", id));
	}

	/**
	 * The next partial reply's data; missing if it was undefined.
	 */
	public JsonNode awaitPartial(int id) {
		return await("partial", id).path("data");
	}

	/**
	 * The end of a request by callbacks: {@code error}, which is 0 after a success, and
	 * {@code data}.
	 */
	public JsonNode awaitFinal(int id) {
		return await("final", id);
	}

	/**
	 * The next line with the event for the request.
	 */
	public JsonNode await(String event, int id) {
		return await(event, (line) -> line.path("id").asInt(0) == id);
	}

	/**
	 * Close the socket: the client tells nobody.
	 */
	public void stop() {
		send(MAPPER.createObjectNode().put("command", "stop"));
		await("stop");
	}

	/**
	 * Start again with a new identity.
	 */
	public void start() {
		send(MAPPER.createObjectNode().put("command", "start"));
		await("start");
	}

	private ObjectNode line(String service, Object data, Map<String, ?> options) {
		ObjectNode line = MAPPER.createObjectNode().put("id", ++this.requests).put("service", service);
		line.set("data", MAPPER.valueToTree(data));
		line.set("opts", MAPPER.valueToTree(options));
		return line;
	}

	private int send(ObjectNode line) {
		super.send(line);
		return line.get("id").asInt();
	}

}
