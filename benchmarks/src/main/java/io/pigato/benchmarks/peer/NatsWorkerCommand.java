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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import io.nats.client.Connection;
import io.nats.client.Message;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Answers requests by NATS.
 */
@Command(name = "nats-worker", description = "Replies by NATS with what it is sent, until it is told to end.",
		mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // what picocli sets
final class NatsWorkerCommand implements Callable<Integer> {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final byte[] END = {};

	@Spec
	private CommandSpec spec;

	@Option(names = "--endpoint", required = true, description = "Where NATS is: nats://HOST:PORT.")
	private String endpoint;

	@Option(names = "--service", defaultValue = "echo", description = "The subject, and the queue group.")
	private String service;

	@Option(names = "--workers", defaultValue = "1", description = "Connections.")
	private int workers;

	@Option(names = "--partials", defaultValue = "0",
			description = "Each reply is so many messages, then an empty one (default: one message).")
	private int partials;

	@Override
	public Integer call() throws Exception {
		List<Connection> connections = new ArrayList<>();
		try {
			for (int i = 0; i < this.workers; i++) {
				Connection connection = NatsConnections.open(this.endpoint);
				connections.add(connection);
				connection.createDispatcher((message) -> reply(connection, message))
					.subscribe(this.service, this.service);
				connection.flush(PATIENCE);
			}
			this.spec.commandLine().getOut().println("READY " + this.workers + " at " + this.endpoint);
			this.spec.commandLine().getOut().flush();
			new CountDownLatch(1).await();
			return CommandLine.ExitCode.OK;
		}
		finally {
			connections.forEach(NatsConnections::close);
		}
	}

	private void reply(Connection connection, Message message) {
		if (this.partials == 0) {
			connection.publish(message.getReplyTo(), message.getData());
			return;
		}
		for (int i = 0; i < this.partials; i++) {
			connection.publish(message.getReplyTo(), Payloads.partial(message.getData(), i));
		}
		connection.publish(message.getReplyTo(), END);
	}

}
