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

/**
 * The original's broker. It fails for version ranges of services: the published 0.0.46
 * calls a function that its lodash lacks.
 */
public final class NodeBroker extends NodePeer {

	private final String endpoint;

	private final String publisher;

	NodeBroker(NodeProgram program) {
		super(program);
		JsonNode start = await("start");
		this.endpoint = start.get("endpoint").asString();
		this.publisher = start.get("publisher").asString();
	}

	/**
	 * Where clients and workers connect.
	 */
	public String endpoint() {
		return this.endpoint;
	}

	/**
	 * Where the directory is published.
	 */
	public String publisher() {
		return this.publisher;
	}

}
