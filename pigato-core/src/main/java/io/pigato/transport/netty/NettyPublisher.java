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

package io.pigato.transport.netty;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pigato.protocol.Bytes;
import io.pigato.transport.PublisherSocket;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.netty.zmtp.Command;
import io.pigato.transport.netty.zmtp.SocketType;
import io.pigato.transport.netty.zmtp.ZmtpException;

/**
 * A bound PUB socket, and what its subscribers want to hear.
 */
final class NettyPublisher extends BoundSocket implements PublisherSocket {

	private static final Logger logger = LoggerFactory.getLogger(NettyPublisher.class);

	private static final int SUBSCRIBE = 1;

	private static final int CANCEL = 0;

	private final Map<Connection, Topics> subscriptions = new HashMap<>();

	NettyPublisher(NettyEventLoop loop, Listener listener, SocketOptions options) {
		super(loop, listener, SocketType.PUB, Bytes.of(""), options);
	}

	@Override
	@Nullable String admit(Connection connection, Bytes identity) {
		return null;
	}

	@Override
	void onCommand(Connection connection, Command command) {
		switch (command.name()) {
			case Command.SUBSCRIBE -> subscribe(connection, command.data());
			case Command.CANCEL -> cancel(connection, command.data());
			default -> {
			}
		}
	}

	/**
	 * Subscriptions are messages up to ZMTP 3.0.
	 */
	@Override
	void onMessage(Connection connection, byte[][] frames) {
		byte[] first = frames[0];
		if (first.length == 0) {
			return;
		}
		byte[] topic = Arrays.copyOfRange(first, 1, first.length);
		if (first[0] == SUBSCRIBE) {
			subscribe(connection, topic);
		}
		else if (first[0] == CANCEL) {
			cancel(connection, topic);
		}
	}

	private void subscribe(Connection connection, byte[] topic) {
		if (!this.subscriptions.computeIfAbsent(connection, (key) -> new Topics()).add(topic)) {
			throw new ZmtpException("it subscribes to too many topics");
		}
	}

	private void cancel(Connection connection, byte[] topic) {
		Topics topics = this.subscriptions.get(connection);
		if (topics != null) {
			topics.remove(topic);
		}
	}

	@Override
	void onOversizedMessage(Connection connection, byte[][] frames) {
		// no subscription is that long
	}

	@Override
	public void publish(byte[][] frames) {
		loop().assertInEventLoop();
		if (isClosed()) {
			return;
		}
		this.subscriptions.forEach((connection, topics) -> {
			if (connection.isOpen() && topics.match(frames[0])) {
				// who does not keep up misses it
				connection.send(frames);
			}
		});
	}

	@Override
	void onWritable(Connection connection) {
		// what was missed is missed
	}

	@Override
	void onReadComplete() {
	}

	@Override
	void onClosed(Connection connection) {
		super.onClosed(connection);
		this.subscriptions.remove(connection);
	}

	@Override
	protected void fail(Throwable cause) {
		if (!isClosed()) {
			logger.error("The {} failed", this, cause);
		}
		abandon();
	}

	@Override
	public String toString() {
		return "publisher at " + endpoint();
	}

}
