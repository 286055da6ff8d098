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
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.pigato.transport.Endpoint;

/**
 * Runs workers until it is told to end.
 */
@Command(name = "worker", description = "Runs workers that reply with what they are sent, until it is told to end.",
		mixinStandardHelpOptions = true, versionProvider = VersionProvider.class)
@SuppressWarnings("NullAway.Init") // what picocli sets
final class WorkerCommand implements Callable<Integer> {

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

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

	@Option(names = { "--workers", "--wn" }, paramLabel = "N", defaultValue = "1", converter = Values.Count.class,
			description = "Workers (default: ${DEFAULT-VALUE}).")
	private int workers;

	@Option(names = "--own-services",
			description = "Each worker offers a service of its own: the name, a dash and its number from 1 on.")
	private boolean ownServices;

	@Option(names = "--concurrency", paramLabel = "N", defaultValue = "100", converter = Values.Count.class,
			description = "Requests that each worker takes at a time (default: ${DEFAULT-VALUE}).")
	private int concurrency;

	@Option(names = "--cache", paramLabel = "SECONDS", defaultValue = "0", converter = Values.SecondsOrNone.class,
			description = "How long the broker may keep replies (default: not at all).")
	private Duration cache;

	WorkerCommand(Lifetime lifetime) {
		this.lifetime = lifetime;
	}

	@Override
	public Integer call() throws Exception {
		CommandLine command = this.spec.commandLine();
		this.peer.checkWorkers(command);
		String transportName = this.transport.nameFor(this.endpoint, command);
		try (WorkerGroup group = new WorkerGroup()) {
			start(group, transportName);
			if (!this.lifetime.await(group.registered(), PATIENCE_NANOS) && !this.lifetime.hasEnded()) {
				command.getErr().println("Waiting for a broker at " + this.endpoint);
				command.getErr().flush();
				this.lifetime.await(group.registered(), Long.MAX_VALUE);
			}
			if (!this.lifetime.hasEnded()) {
				command.getOut()
					.println("READY " + this.workers + " of '" + this.peer.service() + "' at " + this.endpoint);
				command.getOut().flush();
				this.lifetime.await();
			}
		}
		return CommandLine.ExitCode.OK;
	}

	private void start(WorkerGroup group, String transportName) {
		EchoHandler handler = new EchoHandler(this.peer.partials(), this.cache);
		for (int i = 1; i <= this.workers; i++) {
			String service = this.ownServices ? this.peer.service() + "-" + i : this.peer.service();
			group.start(1, this.endpoint, transportName, service, this.peer.onLoop(), this.concurrency, handler);
		}
	}

}
