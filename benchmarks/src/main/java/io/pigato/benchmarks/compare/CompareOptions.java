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

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * What is compared, and how long.
 */
@SuppressWarnings("NullAway.Init") // what picocli sets
final class CompareOptions {

	private static final int PARTIAL_SIZE = 64;

	private static final String REQUESTS = "requests";

	private static final String PARTIALS = "partials";

	private static final List<String> LOADS = List.of(REQUESTS, PARTIALS);

	@Option(names = "--root", paramLabel = "DIRECTORY", defaultValue = ".",
			description = "Where this project is (default: here).")
	private Path root;

	@Option(names = "--output", paramLabel = "DIRECTORY",
			description = "Where to write, in the project unless absolute (default: benchmarks/target/compare).")
	private @Nullable Path output;

	@Option(names = "--name", paramLabel = "NAME", defaultValue = "compare",
			description = "What the report and the chart are called (default: ${DEFAULT-VALUE}).")
	private String name;

	@Option(names = "--contenders", paramLabel = "NAME", split = ",",
			description = "What to measure, the first is what the others are compared with (default: all).")
	private @Nullable List<String> names;

	@Option(names = "--sizes", paramLabel = "BYTES", split = ",", defaultValue = "64,1024,65536",
			description = "Sizes of the data (default: ${DEFAULT-VALUE}).")
	private List<Integer> sizes;

	@Option(names = "--in-flight", paramLabel = "N", split = ",", defaultValue = "1,100",
			description = "Requests in flight (default: ${DEFAULT-VALUE}).")
	private List<Integer> inFlight;

	@Option(names = "--peers", paramLabel = "AxB", split = ",", defaultValue = "1x1,4x4",
			description = "Clients and workers (default: ${DEFAULT-VALUE}).")
	private List<String> peers;

	@Option(names = "--partials", paramLabel = "N", split = ",", defaultValue = "100000",
			description = "Partial replies of " + PARTIAL_SIZE
					+ " bytes for each request, one request at a time (default: ${DEFAULT-VALUE}).")
	private List<Integer> partials;

	@Option(names = "--loads", paramLabel = "LOAD", split = ",", defaultValue = "requests,partials",
			description = "Which loads: requests with one reply each, of all sizes, or with partial replies "
					+ "(default: ${DEFAULT-VALUE}).")
	private List<String> loads;

	@Option(names = "--rounds", paramLabel = "N", defaultValue = "3",
			description = "Rounds (default: ${DEFAULT-VALUE}).")
	private int rounds;

	@Option(names = "--warmup", paramLabel = "SECONDS", defaultValue = "10",
			description = "Before anything is measured; on few processors some take long until they are compiled "
					+ "(default: ${DEFAULT-VALUE}).")
	private int warmup;

	@Option(names = "--seconds", paramLabel = "SECONDS", defaultValue = "5",
			description = "To measure, each (default: ${DEFAULT-VALUE}).")
	private int seconds;

	@Option(names = "--jvm-options", paramLabel = "OPTIONS", split = " ", defaultValue = "-Xms512m -Xmx512m",
			description = "Options of all JVMs (default: ${DEFAULT-VALUE}).")
	private List<String> jvmOptions;

	@Option(names = "--nats-server", paramLabel = "FILE", description = "Where nats-server is (default: on the PATH).")
	private @Nullable String natsServer;

	@Option(names = "--rabbitmq-server", paramLabel = "FILE",
			description = "Where rabbitmq-server is (default: on the PATH).")
	private @Nullable String rabbitServer;

	@Option(names = "--append",
			description = "Keep what earlier runs have left in the output folder, and report all together.")
	private boolean append;

	@Option(names = "--report", paramLabel = "DIRECTORY", split = ",", arity = "1..*",
			description = "Measure nothing, and make one report of what runs have left in these folders. "
					+ "The first contender of the first one is what the others are compared with.")
	private List<Path> reports = List.of();

	Path output() {
		return resolve((this.output != null) ? this.output : Path.of("benchmarks/target/compare"));
	}

	private Path resolve(Path path) {
		return this.root.resolve(path).toAbsolutePath().normalize();
	}

	Path logs() {
		return output().resolve("logs");
	}

	/**
	 * Return what the report and the chart are called, without what their names end with.
	 */
	String name() {
		return this.name;
	}

	Time time() {
		return new Time(this.warmup, this.seconds);
	}

	int rounds() {
		return this.rounds;
	}

	/**
	 * Whether to keep what is in the output folder.
	 */
	boolean append() {
		return this.append;
	}

	/**
	 * Return the folders of which to make a report, none to measure.
	 */
	List<Path> reports() {
		return this.reports.stream().map(this::resolve).toList();
	}

	/**
	 * Return the workloads.
	 * @throws IllegalArgumentException if the options make no sense
	 */
	List<Workload> workloads() {
		for (String load : this.loads) {
			if (!LOADS.contains(load)) {
				throw new IllegalArgumentException(
						"'--loads' must be of " + String.join(", ", LOADS) + ", but has '" + load + "'");
			}
		}
		List<Workload> workloads = new ArrayList<>();
		if (this.loads.contains(REQUESTS)) {
			addRequests(workloads);
		}
		if (this.loads.contains(PARTIALS)) {
			addPartials(workloads);
		}
		return workloads;
	}

	private void addPartials(List<Workload> workloads) {
		for (int count : this.partials) {
			if (count < 1) {
				throw new IllegalArgumentException("'--partials' must be at least 1, but is " + count);
			}
			workloads.add(Workload.ofPartials(PARTIAL_SIZE, count));
		}
	}

	private void addRequests(List<Workload> workloads) {
		for (String pair : this.peers) {
			if (!pair.matches("[1-9]\\d{0,3}x[1-9]\\d{0,3}")) {
				throw new IllegalArgumentException("'--peers' must be such as 4x4, but is '" + pair + "'");
			}
			String[] counts = pair.split("x");
			for (int size : this.sizes) {
				for (int requests : this.inFlight) {
					workloads.add(Workload.ofRequests(size, requests, Integer.parseInt(counts[0]),
							Integer.parseInt(counts[1])));
				}
			}
		}
	}

	/**
	 * Return what to measure, in the order that was asked for.
	 */
	List<Contender> contenders(CommandLine command) {
		List<Contender> all = all();
		List<String> known = all.stream().map(Contender::name).toList();
		if (this.names == null) {
			return all;
		}
		List<Contender> chosen = new ArrayList<>();
		for (String name : this.names) {
			int index = known.indexOf(name);
			if (index < 0) {
				throw new ParameterException(command,
						"'--contenders' has '" + name + "', but must be of " + String.join(", ", known));
			}
			chosen.add(all.get(index));
		}
		return chosen;
	}

	private List<Contender> all() {
		JavaCommand java = new JavaCommand(this.jvmOptions);
		Path home = this.root.toAbsolutePath().normalize();
		Path jar = home.resolve("samples/perf/target/pigato-perf.jar");
		String nats = (this.natsServer != null) ? this.natsServer : Executables.find("nats-server");
		String rabbit = (this.rabbitServer != null) ? this.rabbitServer : Executables.find("rabbitmq-server");
		return List.of(new PigatoContender(java, jar, "netty", PigatoContender.OnLoop.NOTHING),
				new PigatoContender(java, jar, "netty", PigatoContender.OnLoop.CALLBACKS),
				new PigatoContender(java, jar, "netty", PigatoContender.OnLoop.ALL),
				new PigatoContender(java, jar, "jeromq", PigatoContender.OnLoop.NOTHING), new NatsContender(java, nats),
				new RabbitContender(java, rabbit, Executables.find("epmd"), output().resolve("rabbitmq")),
				new NodeContender(home, output().resolve("node")), new GrpcContender(java, false),
				new GrpcContender(java, true), new RawBrokerContender(java, jar, "netty"),
				new RawBrokerContender(java, jar, "jeromq"), new ForwarderContender(java, "netty", "Netty"),
				new ForwarderContender(java, "jeromq", "JeroMQ"));
	}

}
