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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes commands that run Java, all with the same options: that of this process, on what
 * it runs on.
 *
 * @param options the options of the JVM
 */
record JavaCommand(List<String> options) {

	/**
	 * Return a command.
	 * @param what what to run, with its arguments
	 */
	List<String> of(List<String> what) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(this.options);
		command.addAll(what);
		return command;
	}

	/**
	 * Return the command of a program of this module.
	 */
	List<String> ofPeer(String name, List<String> arguments) {
		List<String> what = new ArrayList<>(
				List.of("-cp", System.getProperty("java.class.path"), "io.pigato.benchmarks.peer.PeerApplication"));
		what.add(name);
		what.addAll(arguments);
		return of(what);
	}

}
