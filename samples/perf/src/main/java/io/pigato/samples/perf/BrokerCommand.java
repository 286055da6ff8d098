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

package io.pigato.samples.perf;

import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.pigato.transport.Endpoint;

/**
 * Runs a broker until it is told to end.
 */
@Command(name = "broker", description = "Runs a broker until it is told to end.", mixinStandardHelpOptions = true,
		versionProvider = VersionProvider.class)
@SuppressWarnings("NullAway.Init") // what picocli sets
final class BrokerCommand implements Callable<Integer> {

	private final Lifetime lifetime;

	@Spec
	private CommandSpec spec;

	@Option(names = { "--endpoint", "--e" }, paramLabel = "ENDPOINT", defaultValue = "tcp://127.0.0.1:55555",
			description = "Where to bind; port 0 means a free one (default: ${DEFAULT-VALUE}).")
	private Endpoint endpoint;

	@Mixin
	private final TransportOptions transport = new TransportOptions();

	@Option(names = "--cache", description = "Keep replies that workers allow to be kept.")
	private boolean cache;

	BrokerCommand(Lifetime lifetime) {
		this.lifetime = lifetime;
	}

	@Override
	public Integer call() {
		CommandLine command = this.spec.commandLine();
		String transportName = this.transport.nameFor(this.endpoint, command);
		try (BrokerGroup broker = new BrokerGroup()) {
			broker.start(1, this.endpoint, transportName, this.cache);
			command.getOut().println("READY broker at " + broker.endpoints().get(0));
			command.getOut().flush();
			this.lifetime.await();
		}
		return CommandLine.ExitCode.OK;
	}

}
