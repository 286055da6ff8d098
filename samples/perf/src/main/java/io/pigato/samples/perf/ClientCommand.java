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

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.pigato.transport.Endpoint;

/**
 * Sends requests for some time, and measures.
 */
@Command(name = "client",
		description = "Sends requests to workers of this program for some time, checks each reply, and measures.",
		mixinStandardHelpOptions = true, versionProvider = VersionProvider.class)
@SuppressWarnings("NullAway.Init") // what picocli sets
final class ClientCommand implements Callable<Integer> {

	private final Lifetime lifetime;

	@Spec
	private CommandSpec spec;

	@Option(names = { "--endpoint", "--e" }, paramLabel = "ENDPOINT", required = true,
			description = "Where the broker is.")
	private Endpoint endpoint;

	@Mixin
	private final TransportOptions transport = new TransportOptions();

	@Mixin
	private final PeerOptions peer = new PeerOptions();

	@Mixin
	private final LoadOptions load = new LoadOptions();

	@Option(names = { "--clients", "--cn" }, paramLabel = "N", defaultValue = "1", converter = Values.Count.class,
			description = "Clients (default: ${DEFAULT-VALUE}).")
	private int clients;

	@Option(names = "--warmup", paramLabel = "SECONDS", defaultValue = "3", converter = Values.SecondsOrNone.class,
			description = "How long to send before anything is measured (default: ${DEFAULT-VALUE}).")
	private Duration warmup;

	@Option(names = "--seconds", paramLabel = "SECONDS", defaultValue = "10", converter = Values.Seconds.class,
			description = "How long to measure (default: ${DEFAULT-VALUE}).")
	private Duration time;

	ClientCommand(Lifetime lifetime) {
		this.lifetime = lifetime;
	}

	@Override
	public Integer call() throws Exception {
		CommandLine command = this.spec.commandLine();
		String transportName = this.transport.nameFor(this.endpoint, command);
		LoadSettings settings = LoadSettings.of(transportName, this.peer, this.load, Long.MAX_VALUE);
		try (Load clientLoad = new Load(settings, this.lifetime, Progress.of(command))) {
			clientLoad.connect(Collections.nCopies(this.clients, this.endpoint));
			Result result = clientLoad.sendFor(this.warmup, this.time);
			new Report(command.getOut()).print(result, clientLoad.tally());
			return (clientLoad.tally().lost() == 0) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
		}
	}

}
