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
import java.util.Map;

/**
 * A server of one measurement.
 *
 * @param name what it is to be called
 * @param command what to run
 * @param environment what it has in its environment besides that of this process
 * @param ready what it prints once it can be used
 */
record ServerProcess(String name, List<String> command, Map<String, String> environment, String ready) {

	static ServerProcess of(List<String> command, String ready) {
		return new ServerProcess("server", command, Map.of(), ready);
	}

}
