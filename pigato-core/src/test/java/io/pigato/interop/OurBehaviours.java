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

import java.util.function.Supplier;

import tools.jackson.databind.JsonNode;

import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.RequestHandler;

/**
 * What {@code worker.js} does with requests by the names of its behaviours, for this
 * project's worker.
 */
final class OurBehaviours {

	private OurBehaviours() {
	}

	/**
	 * Return a handler.
	 * @param behaviour echo, opts, id, partials, error or reject
	 * @param workerId the worker's identity, for id
	 */
	static RequestHandler handler(String behaviour, Supplier<String> workerId) {
		return switch (behaviour) {
			case "echo" -> (request, reply) -> reply.end(request.data(JsonNode.class));
			case "opts" -> (request, reply) -> reply.end(request.options().asMap());
			case "id" -> (request, reply) -> reply.end(workerId.get());
			case "partials" -> OurBehaviours::partials;
			case "error" -> (request, reply) -> reply.error(request.data(JsonNode.class));
			case "reject" -> (request, reply) -> reply.reject(request.data(JsonNode.class));
			default -> throw new IllegalArgumentException("No such behaviour: " + behaviour);
		};
	}

	private static void partials(PigatoRequest request, PigatoReply reply) {
		int count = request.data(Integer.class);
		for (int i = 0; i < count; i++) {
			reply.write(i);
		}
		reply.end(count);
	}

}
