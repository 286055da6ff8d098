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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Answers requests by RabbitMQ.
 */
@Command(name = "rabbit-worker", description = "Replies by RabbitMQ with what it is sent, until it is told to end.",
		mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // what picocli sets
final class RabbitWorkerCommand implements Callable<Integer> {

	private static final byte[] END = {};

	@Spec
	private CommandSpec spec;

	@Option(names = "--endpoint", required = true, description = "Where RabbitMQ is: amqp://HOST:PORT.")
	private String endpoint;

	@Option(names = "--service", defaultValue = "echo", description = "The queue.")
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
				Connection connection = RabbitConnections.open(this.endpoint);
				connections.add(connection);
				Channel channel = connection.createChannel();
				channel.queueDeclare(this.service, false, false, true, Map.of());
				channel.basicConsume(this.service, true, (tag, request) -> reply(channel, request), (tag) -> {
				});
			}
			this.spec.commandLine().getOut().println("READY " + this.workers + " at " + this.endpoint);
			this.spec.commandLine().getOut().flush();
			new CountDownLatch(1).await();
			return CommandLine.ExitCode.OK;
		}
		finally {
			connections.forEach(RabbitConnections::close);
		}
	}

	private void reply(Channel channel, Delivery request) throws IOException {
		String replyTo = request.getProperties().getReplyTo();
		BasicProperties properties = new BasicProperties.Builder()
			.correlationId(request.getProperties().getCorrelationId())
			.build();
		if (this.partials == 0) {
			channel.basicPublish("", replyTo, properties, request.getBody());
			return;
		}
		for (int i = 0; i < this.partials; i++) {
			channel.basicPublish("", replyTo, properties, Payloads.partial(request.getBody(), i));
		}
		channel.basicPublish("", replyTo, properties, END);
	}

}
