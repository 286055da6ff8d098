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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import com.rabbitmq.client.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Sends requests by RabbitMQ.
 */
@Command(name = "rabbit-client", description = "Sends requests by RabbitMQ for some time, and measures.",
		mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // what picocli sets
final class RabbitClientCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@Option(names = "--endpoint", required = true, description = "Where RabbitMQ is: amqp://HOST:PORT.")
	private String endpoint;

	@Option(names = "--service", defaultValue = "echo", description = "The queue.")
	private String service;

	@Mixin
	private final LoadOptions load = new LoadOptions();

	@Override
	public Integer call() throws Exception {
		Meter meter = new Meter();
		List<Connection> connections = new ArrayList<>();
		List<RabbitLoad> peers = new ArrayList<>();
		try {
			for (int i = 0; i < this.load.clients(); i++) {
				Connection connection = RabbitConnections.open(this.endpoint);
				connections.add(connection);
				peers.add(new RabbitLoad(connection.createChannel(), this.service, this.load, meter));
			}
			return this.load.run(peers, meter, this.spec.commandLine());
		}
		finally {
			connections.forEach(RabbitConnections::close);
		}
	}

}
