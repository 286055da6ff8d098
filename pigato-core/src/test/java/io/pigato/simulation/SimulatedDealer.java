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

package io.pigato.simulation;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.transport.DealerHandler;
import io.pigato.transport.DealerSocket;
import io.pigato.transport.SendResult;
import io.pigato.transport.SocketOptions;

/**
 * A socket that connects again and again until it is closed.
 */
final class SimulatedDealer extends SimulatedSocket implements DealerSocket {

	private final String address;

	private final Bytes identity;

	private final SocketOptions options;

	private final DealerHandler handler;

	private int attempts;

	/** The connection that was asked for. */
	private @Nullable SimulatedConnection pending;

	/** The connection that is up. */
	private @Nullable SimulatedConnection connection;

	SimulatedDealer(SimulatedLoop loop, SimulatedNetwork network, String address, Bytes identity, SocketOptions options,
			DealerHandler handler) {
		super(loop, network);
		this.address = address;
		this.identity = identity;
		this.options = options;
		this.handler = handler;
	}

	Bytes identity() {
		return this.identity;
	}

	SocketOptions options() {
		return this.options;
	}

	boolean isConnected() {
		return this.connection != null;
	}

	/**
	 * Try to connect: an answer comes, or the time for it passes.
	 */
	void connect() {
		if (isClosed()) {
			return;
		}
		int attempt = ++this.attempts;
		process().schedule(this.options.handshakeTimeout().toNanos(), () -> fail(attempt));
		network().world().schedule(network().latency(), () -> arrive(attempt));
	}

	private void arrive(int attempt) {
		SimulatedRouter router = network().findRouter(this.address);
		if (router == null) {
			network().world().schedule(network().latency(), () -> fail(attempt));
		}
		else if (network().isReachable(process(), router.process())) {
			SimulatedConnection requested = new SimulatedConnection(this, router);
			router.loop().offer(() -> answer(attempt, requested, router.accept(requested)));
		}
	}

	private void answer(int attempt, SimulatedConnection requested, boolean accepted) {
		network().world().schedule(network().latency(), () -> {
			if (!accepted) {
				fail(attempt);
			}
			else if (isClosed() || this.attempts != attempt
					|| !network().isReachable(process(), requested.router().process())) {
				requested.toRouter().tellReceiver(network().noticeDelay(requested));
			}
			else {
				this.pending = requested;
				loop().offer(() -> onAccepted(requested));
			}
		});
	}

	private void fail(int attempt) {
		if (!isClosed() && this.attempts == attempt && this.pending == null && this.connection == null) {
			connectLater();
		}
	}

	private void connectLater() {
		this.attempts++;
		process().schedule(network().reconnectDelay(this.options), this::connect);
	}

	private void onAccepted(SimulatedConnection accepted) {
		if (this.pending == accepted) {
			this.pending = null;
			this.connection = accepted;
			tell(this.handler::onConnected);
			markReady();
		}
	}

	void onReadable(SimulatedConnection readable) {
		if (this.connection == readable) {
			markReady();
		}
	}

	void onWritable(SimulatedConnection writable) {
		loop().offer(() -> {
			if (this.connection == writable) {
				tell(this.handler::onWritable);
			}
		});
	}

	@Override
	void process(SimulatedWorld world) {
		SimulatedConnection current = this.connection;
		if (current == null) {
			return;
		}
		byte[][] frames = current.toDealer().poll();
		while (frames != null && !SimulatedPipe.isEnd(frames)) {
			byte[][] message = frames;
			byte[][] within = SimulatedNetwork.within(this.options, message);
			tell(() -> {
				if (within == message) {
					this.handler.onMessage(message);
				}
				else {
					this.handler.onOversizedMessage(within);
				}
			});
			frames = isClosed() ? null : current.toDealer().poll();
		}
		tell(this.handler::onReadComplete);
		if (frames != null && !isClosed()) {
			this.connection = null;
			current.toRouter().lose();
			connectLater();
			tell(this.handler::onDisconnected);
		}
	}

	@Override
	public SendResult send(byte[][] frames) {
		loop().assertInEventLoop();
		if (isClosed()) {
			return SendResult.GONE;
		}
		if (this.connection == null) {
			return SendResult.FULL;
		}
		network().spy(this.identity, frames);
		return this.connection.toRouter().send(frames);
	}

	@Override
	void onClose() {
		SimulatedConnection current = (this.connection != null) ? this.connection : this.pending;
		if (current != null) {
			current.close(current.toRouter(), current.toDealer(), this.options.linger().toNanos());
		}
		forget();
	}

	@Override
	void onVanish(boolean told) {
		SimulatedConnection current = (this.connection != null) ? this.connection : this.pending;
		if (current != null) {
			current.vanish(current.toRouter(), current.toDealer(), told);
		}
		forget();
	}

	private void forget() {
		this.connection = null;
		this.pending = null;
		network().forget(this);
		loop().deregister(this);
	}

}
