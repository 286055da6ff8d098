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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.pigato.transport.Endpoint;

/**
 * Runs brokers, workers and clients in this process, and measures.
 */
@Command(name = "pigato-perf",
		description = { "Runs brokers, workers and clients in one process, checks each reply, and measures.",
				"Or one of these roles, in several processes:" },
		footer = "Exit code 1 if a reply is wrong or lost, 2 if an option is not valid.",
		mixinStandardHelpOptions = true, versionProvider = VersionProvider.class)
@SuppressWarnings("NullAway.Init") // what picocli sets
final class PerfCommand implements Callable<Integer> {

	private static final long REGISTER_NANOS = TimeUnit.SECONDS.toNanos(30);

	/** As many different requests as the original sends. */
	private static final long CACHED_REQUESTS = 1000;

	private static final Duration CACHE_TIME = Duration.ofSeconds(100);

	private final Lifetime lifetime;

	@Spec
	private CommandSpec spec;

	@Option(names = { "--endpoint", "--e" }, paramLabel = "ENDPOINT",
			description = "Where the first broker binds; the others at the next ports, or names with a number. "
					+ "Default is a free port of this machine for each.")
	private @Nullable Endpoint endpoint;

	@Mixin
	private final TransportOptions transport = new TransportOptions();

	@Mixin
	private final PeerOptions peer = new PeerOptions();

	@Mixin
	private final LoadOptions load = new LoadOptions();

	@Option(names = { "--brokers", "--bn" }, paramLabel = "N", defaultValue = "1", converter = Values.Count.class,
			description = "Brokers (default: ${DEFAULT-VALUE}).")
	private int brokers;

	@Option(names = { "--workers", "--wn" }, paramLabel = "N", defaultValue = "1", converter = Values.Count.class,
			description = "Workers of each broker (default: ${DEFAULT-VALUE}).")
	private int workers;

	@Option(names = "--concurrency", paramLabel = "N", defaultValue = "100", converter = Values.Count.class,
			description = "Requests that each worker takes at a time (default: ${DEFAULT-VALUE}).")
	private int concurrency;

	@Option(names = { "--clients", "--cn" }, paramLabel = "N", defaultValue = "1", converter = Values.Count.class,
			description = "Clients of each broker (default: ${DEFAULT-VALUE}).")
	private int clients;

	@Option(names = { "--messages", "--p" }, paramLabel = "N", defaultValue = "100000",
			converter = Values.Messages.class,
			description = "Requests of each client in each wave (default: ${DEFAULT-VALUE}).")
	private long messages;

	@Option(names = { "--waves", "--s" }, paramLabel = "N", defaultValue = "1", converter = Values.Count.class,
			description = "Waves, each sent when the replies to the one before are there (default: ${DEFAULT-VALUE}).")
	private int waves;

	@Option(names = { "--cache", "--m" }, paramLabel = "0|1", defaultValue = "0", arity = "0..1", fallbackValue = "1",
			converter = Values.Switch.class, description = "Have brokers keep replies, of which each client has "
					+ CACHED_REQUESTS + " different ones (default: ${DEFAULT-VALUE}).")
	private int cache;

	PerfCommand(Lifetime lifetime) {
		this.lifetime = lifetime;
	}

	@Override
	public Integer call() throws Exception {
		CommandLine command = this.spec.commandLine();
		this.peer.checkWorkers(command);
		Endpoint first = (this.endpoint != null) ? this.endpoint : defaultEndpoint();
		String transportName = this.transport.nameFor(first, command);
		LoadSettings settings = LoadSettings.of(transportName, this.peer, this.load,
				isCached() ? CACHED_REQUESTS : Long.MAX_VALUE);
		command.getOut().println(configuration(transportName));
		command.getOut().flush();
		try (BrokerGroup brokerGroup = new BrokerGroup();
				WorkerGroup workerGroup = new WorkerGroup();
				Load clientLoad = new Load(settings, this.lifetime, Progress.of(command))) {
			brokerGroup.start(this.brokers, first, transportName, isCached());
			startWorkers(workerGroup, brokerGroup.endpoints(), transportName);
			clientLoad.connect(clientEndpoints(brokerGroup.endpoints()));
			Result result = clientLoad.sendWaves(this.waves, this.messages);
			new Report(command.getOut()).print(result, clientLoad.tally());
			return (clientLoad.tally().lost() == 0) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
		}
	}

	private boolean isCached() {
		return this.cache != 0;
	}

	private Endpoint defaultEndpoint() {
		return this.transport.isMemory() ? Endpoint.inproc("pigato-perf") : Endpoint.tcp("127.0.0.1", 0);
	}

	private void startWorkers(WorkerGroup group, List<Endpoint> endpoints, String transportName) throws Exception {
		EchoHandler handler = new EchoHandler(this.peer.partials(), isCached() ? CACHE_TIME : Duration.ZERO);
		for (Endpoint broker : endpoints) {
			group.start(this.workers, broker, transportName, this.peer.service(), this.peer.onLoop(), this.concurrency,
					handler);
		}
		if (!this.lifetime.await(group.registered(), REGISTER_NANOS)) {
			throw new PerfException("Not all workers have been accepted by their brokers within "
					+ TimeUnit.NANOSECONDS.toSeconds(REGISTER_NANOS) + " s: start fewer with '--workers'");
		}
	}

	private List<Endpoint> clientEndpoints(List<Endpoint> endpoints) {
		List<Endpoint> all = new ArrayList<>();
		endpoints.forEach((broker) -> all.addAll(Collections.nCopies(this.clients, broker)));
		return all;
	}

	private String configuration(String transportName) {
		return "Transport %s: %d brokers with %d workers and %d clients each, %d requests in flight for each client, "
			.formatted(transportName, this.brokers, this.workers, this.clients, this.load.parallel())
				+ "%d waves of %d requests of %d bytes for each client, cache %s".formatted(this.waves, this.messages,
						this.load.size(), isCached() ? "on" : "off");
	}

}
