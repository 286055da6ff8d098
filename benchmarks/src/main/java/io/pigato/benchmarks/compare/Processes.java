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

package io.pigato.benchmarks.compare;

import java.util.List;

/**
 * The processes of one measurement, in the order in which they start.
 *
 * @param servers the servers, none if the workers are it
 * @param worker the command of the workers, which print {@code READY}
 * @param client the command of the clients, which print {@code RESULT …}
 */
record Processes(List<ServerProcess> servers, List<String> worker, List<String> client) {

	static final String READY = "READY";

	static Processes of(ServerProcess server, List<String> worker, List<String> client) {
		return new Processes(List.of(server), worker, client);
	}

}
