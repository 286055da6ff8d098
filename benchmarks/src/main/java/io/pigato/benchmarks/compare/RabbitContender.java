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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Requests and direct replies by RabbitMQ, with its own client. The server has its own
 * home, ports, configuration and Erlang port mapper, and shares nothing with one that is
 * installed as a service.
 */
final class RabbitContender implements Contender {

	/** Debian's, which wants to be another user and knows the installed service only. */
	private static final String WRAPPER = "rabbitmq-script-wrapper";

	private static final String LOOPBACK = "127.0.0.1";

	private final JavaCommand java;

	private final @Nullable String server;

	private final @Nullable String portMapper;

	private final Path directory;

	/**
	 * Create a contender.
	 * @param java runs workers and clients
	 * @param server the executable of the server, or {@code null} if there is none
	 * @param portMapper the executable of Erlang's epmd, or {@code null} if there is none
	 * @param directory where the server has its files, which are deleted before each
	 * start
	 */
	RabbitContender(JavaCommand java, @Nullable String server, @Nullable String portMapper, Path directory) {
		this.java = java;
		this.server = server;
		this.portMapper = portMapper;
		this.directory = directory;
	}

	@Override
	public String name() {
		return "rabbitmq";
	}

	@Override
	public String description() {
		return "RabbitMQ direct reply-to, rabbitmq-server and amqp-client";
	}

	@Override
	public Kind kind() {
		return Kind.OTHER;
	}

	@Override
	public boolean can(Workload workload) {
		return true;
	}

	@Override
	public @Nullable String prepare() {
		if (this.server == null) {
			return "There is no rabbitmq-server";
		}
		if (!Files.isExecutable(Path.of(this.server))) {
			return "There is no " + this.server;
		}
		return (this.portMapper != null) ? null : "There is no epmd, of Erlang";
	}

	@Override
	public Processes processes(Workload workload, Time time) throws IOException {
		clear();
		int port = Ports.free();
		int mapperPort = Ports.free();
		Files.createDirectories(this.directory);
		Files.writeString(this.directory.resolve("rabbitmq.conf"), "listeners.tcp.1 = " + LOOPBACK + ":" + port + "\n");
		Files.writeString(this.directory.resolve("enabled_plugins"), "[].\n");
		String endpoint = "amqp://" + LOOPBACK + ":" + port;
		return new Processes(
				List.of(new ServerProcess("epmd",
						List.of(String.valueOf(this.portMapper), "-d", "-port", String.valueOf(mapperPort), "-address",
								LOOPBACK),
						Map.of(), "epmd running"),
						new ServerProcess("server", List.of(executable()), environment(mapperPort, Ports.free()),
								"completed with")),
				this.java.ofPeer("rabbit-worker", Arguments.worker(endpoint, workload)),
				this.java.ofPeer("rabbit-client", Arguments.client(endpoint, workload, time)));
	}

	private String executable() throws IOException {
		Path file = Path.of(String.valueOf(this.server)).toRealPath();
		return (file.endsWith(WRAPPER) ? file.resolveSibling("rabbitmq-server") : file).toString();
	}

	private Map<String, String> environment(int mapperPort, int nodePort) {
		String home = this.directory.toString();
		return Map.ofEntries(Map.entry("HOME", home), Map.entry("RABBITMQ_NODENAME", "pigato-compare@localhost"),
				Map.entry("RABBITMQ_MNESIA_BASE", home + "/mnesia"), Map.entry("RABBITMQ_LOG_BASE", home + "/log"),
				Map.entry("RABBITMQ_CONFIG_FILE", home + "/rabbitmq"),
				Map.entry("RABBITMQ_ADVANCED_CONFIG_FILE", home + "/advanced"),
				Map.entry("RABBITMQ_CONF_ENV_FILE", home + "/rabbitmq-env.conf"),
				Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", home + "/enabled_plugins"),
				Map.entry("RABBITMQ_PID_FILE", home + "/pid"),
				Map.entry("RABBITMQ_DIST_PORT", String.valueOf(nodePort)),
				Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
				Map.entry("ERL_EPMD_PORT", String.valueOf(mapperPort)), Map.entry("ERL_EPMD_ADDRESS", LOOPBACK));
	}

	private void clear() throws IOException {
		if (!Files.exists(this.directory)) {
			return;
		}
		try (Stream<Path> files = Files.walk(this.directory)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
	}

}
