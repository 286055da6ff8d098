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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pigato.protocol.Bytes;
import io.pigato.transport.DealerHandler;
import io.pigato.transport.DealerSocket;
import io.pigato.transport.Endpoint;
import io.pigato.transport.SendResult;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.Timers.Timer;
import io.pigato.transport.support.AbstractEventLoop;
import io.pigato.transport.support.Backoff;
import io.pigato.transport.support.Hosts;
import io.pigato.transport.support.OutboundShare;
import io.pigato.transport.netty.zmtp.SocketType;

/**
 * A socket that connects to an endpoint, again and again until it is closed.
 */
final class NettyDealer extends NettySocket implements DealerSocket {

	private static final Logger logger = LoggerFactory.getLogger(NettyDealer.class);

	private final Endpoint endpoint;

	private final DealerHandler handler;

	private final Backoff backoff;

	private final OutboundShare.Total total;

	private @Nullable Connection connection;

	private @Nullable Timer timer;

	private int attempts;

	private boolean wasOpen;

	private boolean closed;

	NettyDealer(NettyEventLoop loop, Endpoint endpoint, Bytes identity, SocketOptions options, DealerHandler handler) {
		super(loop, SocketType.DEALER, identity, options);
		this.endpoint = endpoint;
		this.handler = handler;
		this.backoff = new Backoff(options.reconnectDelay());
		// its own budget is all there is
		this.total = new OutboundShare.Total(Long.MAX_VALUE / 4);
	}

	void connect() {
		this.timer = null;
		if (this.closed) {
			return;
		}
		if (Listener.isIpc(this.endpoint)) {
			connect(loop().nativeIo().ipcAddress(this.endpoint.name()), true);
			return;
		}
		InetAddress literal = Hosts.literal(this.endpoint);
		if (literal != null) {
			connect(new InetSocketAddress(literal, this.endpoint.port()), false);
			return;
		}
		Hosts.resolve(this.endpoint)
			.whenComplete((addresses, failure) -> loop().offer(() -> onResolved(addresses, failure)));
	}

	/**
	 * Connect to one of a host's addresses after the other.
	 */
	private void onResolved(InetAddress @Nullable [] addresses, @Nullable Throwable failure) {
		if (this.closed) {
			return;
		}
		if (addresses == null || addresses.length == 0) {
			logger.debug("{} can't be resolved", this.endpoint, failure);
			connectLater();
			return;
		}
		InetAddress address = addresses[this.attempts++ % addresses.length];
		connect(new InetSocketAddress(address, this.endpoint.port()), false);
	}

	private void connect(SocketAddress address, boolean ipc) {
		try {
			Channel channel = loop().nativeIo().newChannel(ipc);
			int timeout = (int) options().handshakeTimeout().toMillis();
			channel.config().setOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeout);
			Connection connecting = newConnection(channel, false, new OutboundShare(this.total));
			this.connection = connecting;
			loop().io().register(channel);
			channel.connect(address).addListener((done) -> {
				if (!done.isSuccess()) {
					connecting.close();
					onClosed(connecting);
				}
			});
			this.timer = loop().timers()
				.schedule(options().handshakeTimeout().toNanos(),
						() -> connecting.abort("it did not introduce itself in time"));
		}
		catch (RuntimeException ex) {
			logger.warn("Can't connect {} now; trying again later", this.endpoint, ex);
			connectLater();
		}
	}

	private void connectLater() {
		cancelTimer();
		this.connection = null;
		this.timer = loop().timers().schedule(this.backoff.nextNanos(), this::connect);
	}

	private void cancelTimer() {
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

	@Override
	@Nullable String admit(Connection connection, Bytes identity) {
		return null;
	}

	@Override
	void onOpen(Connection opened) {
		cancelTimer();
		this.wasOpen = true;
		this.backoff.reset();
		checkLater();
		AbstractEventLoop.guard(this.handler::onConnected);
	}

	private void checkLater() {
		long keepAlive = options().keepAlive().toNanos();
		this.timer = loop().timers().schedule(Math.max(keepAlive / 4, 1), () -> {
			if (this.connection != null) {
				checkLater();
				this.connection.check(keepAlive);
			}
		});
	}

	@Override
	void onMessage(Connection from, byte[][] frames) {
		markReceived();
		try {
			this.handler.onMessage(frames);
		}
		catch (Throwable ex) {
			AbstractEventLoop.logFailure(ex);
		}
	}

	@Override
	void onOversizedMessage(Connection from, byte[][] frames) {
		markReceived();
		try {
			this.handler.onOversizedMessage(frames);
		}
		catch (Throwable ex) {
			AbstractEventLoop.logFailure(ex);
		}
	}

	@Override
	void onReadComplete() {
		if (!this.closed) {
			this.handler.onReadComplete();
		}
	}

	@Override
	void onWritable(Connection writable) {
		if (!this.closed && this.connection == writable && writable.isOpen()) {
			this.handler.onWritable();
		}
	}

	@Override
	void onClosed(Connection ended) {
		if (this.connection != ended) {
			return;
		}
		this.connection = null;
		if (this.closed) {
			cancelTimer();
			end();
			return;
		}
		connectLater();
		if (this.wasOpen) {
			this.wasOpen = false;
			AbstractEventLoop.guard(this.handler::onDisconnected);
		}
	}

	@Override
	public SendResult send(byte[][] frames) {
		loop().assertInEventLoop();
		if (this.closed) {
			return SendResult.GONE;
		}
		Connection current = this.connection;
		if (current == null || !current.isOpen()) {
			return SendResult.FULL;
		}
		SendResult result = current.send(frames);
		// who is told of the end of a connection sends again on the next one
		return (result == SendResult.GONE) ? SendResult.FULL : result;
	}

	@Override
	public void close() {
		loop().assertInEventLoop();
		if (this.closed) {
			return;
		}
		this.closed = true;
		cancelTimer();
		Connection current = this.connection;
		if (current == null) {
			end();
		}
		else if (current.isOpen()) {
			current.linger();
			this.timer = loop().timers().schedule(options().linger().toNanos(), current::close);
		}
		else {
			current.close();
		}
	}

	@Override
	protected void fail(Throwable cause) {
		boolean wasClosed = this.closed;
		this.closed = true;
		if (this.connection != null) {
			this.connection.close();
		}
		if (!wasClosed) {
			this.handler.onFailure(cause);
		}
	}

	@Override
	public String toString() {
		return "dealer to " + this.endpoint;
	}

}
