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
import java.net.URI;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;

/**
 * Opens and closes connections to RabbitMQ, with the defaults of its client.
 */
final class RabbitConnections {

	private RabbitConnections() {
	}

	static Connection open(String endpoint) throws IOException, TimeoutException {
		URI uri = URI.create(endpoint);
		ConnectionFactory factory = new ConnectionFactory();
		factory.setHost(uri.getHost());
		factory.setPort(uri.getPort());
		return factory.newConnection();
	}

	static void close(Connection connection) {
		connection.abort();
	}

}
