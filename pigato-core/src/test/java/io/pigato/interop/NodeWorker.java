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

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A worker of the original, see {@code worker.js}.
 */
public final class NodeWorker extends NodePeer {

	NodeWorker(NodeProgram program) {
		super(program);
	}

	/**
	 * Wait until the broker has answered for the first time since the worker's start.
	 * @return the worker's identity
	 */
	public String awaitConnect() {
		return await("connect").get("workerId").asString();
	}

	/**
	 * The next request: its number as {@code request}, {@code data} and {@code opts}.
	 */
	public JsonNode awaitRequest() {
		return await("request");
	}

	/**
	 * Do something for a request without a value, that is with {@code undefined}.
	 * @param request the request's number
	 * @param op write, end, error, reject or heartbeat
	 */
	public void reply(int request, String op) {
		send(command("reply").put("request", request).put("op", op));
	}

	/**
	 * Do something for a request with a value.
	 */
	public void reply(int request, String op, Object value) {
		ObjectNode line = command("reply").put("request", request).put("op", op);
		send(line.set("value", MAPPER.valueToTree(value)));
	}

	/**
	 * What {@code reply.active()} says for a request.
	 */
	public boolean isActive(int request) {
		send(command("active").put("request", request));
		return await("active", (line) -> line.get("request").asInt() == request).get("active").asBoolean();
	}

	/**
	 * Change the concurrency, and tell the broker.
	 */
	public void concurrency(int concurrency) {
		send(command("concurrency").put("value", concurrency));
	}

	/**
	 * Tell the broker that the worker goes, and close its socket.
	 */
	public void stop() {
		send(command("stop"));
		await("stop");
	}

	/**
	 * Start again with a new identity.
	 */
	public void start() {
		send(command("start"));
		await("start");
	}

	private static ObjectNode command(String command) {
		return MAPPER.createObjectNode().put("command", command);
	}

}
