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

package io.pigato.benchmarks.peer;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Runs one of the programs.
 */
@Command(name = "peer", description = "Sends or answers requests by other means than this project.",
		mixinStandardHelpOptions = true,
		subcommands = { NatsWorkerCommand.class, NatsClientCommand.class, NettyForwarderCommand.class,
				JeroMqForwarderCommand.class, RawWorkerCommand.class, RawClientCommand.class, GrpcWorkerCommand.class,
				GrpcClientCommand.class, RabbitWorkerCommand.class, RabbitClientCommand.class })
public final class PeerApplication {

	private PeerApplication() {
	}

	/**
	 * Run a program.
	 * @param args its name and options
	 */
	public static void main(String[] args) {
		System.exit(new CommandLine(new PeerApplication()).execute(args));
	}

}
