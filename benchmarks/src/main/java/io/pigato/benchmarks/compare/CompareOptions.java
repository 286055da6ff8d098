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

	@Option(names = "--root", paramLabel = "DIRECTORY", defaultValue = ".",
			description = "Where this project is (default: here).")
	private Path root;

	@Option(names = "--output", paramLabel = "DIRECTORY",
			description = "Where to write (default: benchmarks/target/compare).")
	private @Nullable Path output;

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

	@Option(names = "--rounds", paramLabel = "N", defaultValue = "5",
			description = "Rounds (default: ${DEFAULT-VALUE}).")
	private int rounds;

	@Option(names = "--warmup", paramLabel = "SECONDS", defaultValue = "5",
			description = "Before anything is measured (default: ${DEFAULT-VALUE}).")
	private int warmup;

	@Option(names = "--seconds", paramLabel = "SECONDS", defaultValue = "10",
			description = "To measure, each (default: ${DEFAULT-VALUE}).")
	private int seconds;

	@Option(names = "--jvm-options", paramLabel = "OPTIONS", split = " ", defaultValue = "-Xms512m -Xmx512m",
			description = "Options of all JVMs (default: ${DEFAULT-VALUE}).")
	private List<String> jvmOptions;

	@Option(names = "--nats-server", paramLabel = "FILE", description = "Where nats-server is (default: on the PATH).")
	private @Nullable String natsServer;

	Path output() {
		return ((this.output != null) ? this.output : this.root.resolve("benchmarks/target/compare")).toAbsolutePath()
			.normalize();
	}

	Path logs() {
		return output().resolve("logs");
	}

	Time time() {
		return new Time(this.warmup, this.seconds);
	}

	int rounds() {
		return this.rounds;
	}

	/**
	 * Return the workloads.
	 * @throws IllegalArgumentException if the options make no sense
	 */
	List<Workload> workloads() {
		List<Workload> workloads = new ArrayList<>();
		for (String pair : this.peers) {
			if (!pair.matches("[1-9]\\d{0,3}x[1-9]\\d{0,3}")) {
				throw new IllegalArgumentException("'--peers' must be such as 4x4, but is '" + pair + "'");
			}
			String[] counts = pair.split("x");
			for (int size : this.sizes) {
				for (int requests : this.inFlight) {
					workloads
						.add(new Workload(size, requests, Integer.parseInt(counts[0]), Integer.parseInt(counts[1])));
				}
			}
		}
		return workloads;
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
		return List.of(new PigatoContender(java, jar, "netty", false), new PigatoContender(java, jar, "netty", true),
				new PigatoContender(java, jar, "jeromq", false), new NatsContender(java, nats),
				new NodeContender(home, output().resolve("node")), new RawBrokerContender(java, jar, "netty"),
				new RawBrokerContender(java, jar, "jeromq"), new ForwarderContender(java, "netty", "Netty"),
				new ForwarderContender(java, "jeromq", "JeroMQ"), new GrpcContender(java));
	}

}
