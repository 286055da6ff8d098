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

package io.pigato.transport.jeromq;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.Msg;

import io.pigato.transport.Endpoint;
import io.pigato.transport.PublisherSocket;
import io.pigato.transport.SocketOptions;

/**
 * A bound PUB socket.
 */
final class JeroMqPublisher extends BoundSocket implements PublisherSocket {

	private static final Logger logger = LoggerFactory.getLogger(JeroMqPublisher.class);

	private final JeroMqEventLoop loop;

	JeroMqPublisher(JeroMqEventLoop loop, JeroMqSocket socket, SocketOptions options) {
		super(loop, socket);
		this.loop = loop;
		Connections[] connections = new Connections[1];
		connections[0] = new Connections(options.maxPeers(), (connection) -> connections[0].forget(connection),
				(connection) -> {
				});
		socket.configure(options, null, connections[0]);
		socket.listen(connections[0], Connections.EVENTS);
	}

	@Override
	public void publish(byte[][] frames) {
		this.loop.assertInEventLoop();
		if (isClosed()) {
			return;
		}
		int last = frames.length - 1;
		for (int i = 0; i <= last; i++) {
			if (socket().send(new Msg(frames[i]), i < last) != 0) {
				return;
			}
		}
	}

	@Override
	public Endpoint endpoint() {
		return boundEndpoint();
	}

	/**
	 * Subscriptions and connections come as commands, which must be worked on even if
	 * nothing is published.
	 */
	@Override
	void doProcess() {
		if (!isClosed()) {
			socket().processCommands();
		}
	}

	@Override
	protected void fail(Throwable cause) {
		if (!isClosed()) {
			close();
			logger.error("The publisher bound to {} failed", boundEndpoint(), cause);
		}
	}

}
