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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.pigato.protocol.Bytes;
import io.pigato.transport.DealerHandler;
import io.pigato.transport.DealerSocket;
import io.pigato.transport.Endpoint;
import io.pigato.transport.PublisherSocket;
import io.pigato.transport.RouterHandler;
import io.pigato.transport.RouterSocket;
import io.pigato.transport.SocketOptions;
import io.pigato.transport.TransportException;

/**
 * A network of connections as TCP has them: in order and without a gap while they last,
 * but slow, stalled by partitions, and cut at any time with or without a word.
 */
final class SimulatedNetwork {

	private static final int SPIED_MESSAGES = 64;

	private final SimulatedWorld world;

	private final Map<String, SimulatedSocket> bound = new HashMap<>();

	private final Set<SimulatedDealer> dealers = new LinkedHashSet<>();

	private final Set<SimulatedConnection> connections = new LinkedHashSet<>();

	private final Set<String> partitions = new HashSet<>();

	private final ArrayDeque<Spied> spied = new ArrayDeque<>();

	private int nextPort = 40_000;

	private long minLatency = Duration.ofNanos(100_000).toNanos();

	private long maxLatency = Duration.ofMillis(2).toNanos();

	private double spikes;

	private boolean tellsRouters = true;

	private boolean keepsAlive = true;

	private @Nullable Consumer<String> trace;

	SimulatedNetwork(SimulatedWorld world) {
		this.world = world;
	}

	SimulatedWorld world() {
		return this.world;
	}

	/**
	 * Set how long a message takes.
	 * @param min at least
	 * @param max at most, usually
	 * @param spikes how likely it is that a message takes up to a hundred times as long
	 */
	void latency(Duration min, Duration max, double spikes) {
		this.minLatency = min.toNanos();
		this.maxLatency = max.toNanos();
		this.spikes = spikes;
	}

	/**
	 * Set whether routers hear of connections that are gone, which JeroMQ's don't.
	 */
	void tellsRouters(boolean tellsRouters) {
		this.tellsRouters = tellsRouters;
	}

	boolean tellsRouters() {
		return this.tellsRouters;
	}

	/**
	 * Set whether connections that were cut silently are found out some day.
	 */
	void keepsAlive(boolean keepsAlive) {
		this.keepsAlive = keepsAlive;
	}

	long latency() {
		long latency = this.world.between(this.minLatency, this.maxLatency);
		if (this.spikes > 0 && this.world.chance(this.spikes)) {
			return latency * this.world.between(1, 100);
		}
		return latency;
	}

	/**
	 * Return when a side learns that the other side is gone.
	 */
	long noticeDelay(SimulatedConnection connection) {
		boolean reachable = isReachable(connection.dealer().process(), connection.router().process());
		return reachable ? latency() : Duration.ofMillis(this.world.between(5_000, 30_000)).toNanos();
	}

	/**
	 * Return when a side finds out that its connection was cut silently,
	 * {@link Long#MAX_VALUE} for never.
	 */
	long silentNoticeDelay() {
		return this.keepsAlive ? Duration.ofMillis(this.world.between(1_000, 30_000)).toNanos() : Long.MAX_VALUE;
	}

	long retransmission() {
		return Duration.ofMillis(this.world.between(50, 400)).toNanos();
	}

	long reconnectDelay(SocketOptions options) {
		long first = options.reconnectDelay().toNanos();
		return this.world.between(first / 2, first * 4);
	}

	/**
	 * Let no message pass between two processes, in either direction, until it is
	 * {@link #heal() healed}.
	 */
	void partition(String one, String other) {
		this.partitions.add(one + "|" + other);
		this.partitions.add(other + "|" + one);
	}

	void heal(String one, String other) {
		this.partitions.remove(one + "|" + other);
		this.partitions.remove(other + "|" + one);
	}

	void heal() {
		this.partitions.clear();
	}

	boolean isReachable(SimulatedProcess one, SimulatedProcess other) {
		return this.partitions.isEmpty() || !this.partitions.contains(one.name() + "|" + other.name());
	}

	RouterSocket bindRouter(SimulatedLoop loop, Endpoint endpoint, SocketOptions options, RouterHandler handler) {
		SimulatedRouter router = new SimulatedRouter(loop, this, free(endpoint), options, handler);
		this.bound.put(router.endpoint().toString(), router);
		return router;
	}

	PublisherSocket bindPublisher(SimulatedLoop loop, Endpoint endpoint) {
		SimulatedPublisher publisher = new SimulatedPublisher(loop, this, free(endpoint));
		this.bound.put(publisher.endpoint().toString(), publisher);
		return publisher;
	}

	private Endpoint free(Endpoint endpoint) {
		boolean anyPort = endpoint.scheme().equals("tcp") && endpoint.port() == 0;
		Endpoint free = anyPort ? Endpoint.tcp(endpoint.host(), this.nextPort++) : endpoint;
		if (this.bound.containsKey(free.toString())) {
			throw new TransportException("Can't bind " + endpoint + ": address already in use.");
		}
		return free;
	}

	void unbind(Endpoint endpoint) {
		this.bound.remove(endpoint.toString());
	}

	DealerSocket connectDealer(SimulatedLoop loop, Endpoint endpoint, Bytes identity, SocketOptions options,
			DealerHandler handler) {
		SimulatedDealer dealer = new SimulatedDealer(loop, this, endpoint.toString(), identity, options, handler);
		this.dealers.add(dealer);
		loop.offer(dealer::connect);
		return dealer;
	}

	@Nullable SimulatedRouter findRouter(String address) {
		return (this.bound.get(address) instanceof SimulatedRouter router) ? router : null;
	}

	void forget(SimulatedDealer dealer) {
		this.dealers.remove(dealer);
	}

	void add(SimulatedConnection connection) {
		this.connections.add(connection);
	}

	void remove(SimulatedConnection connection) {
		this.connections.remove(connection);
	}

	/**
	 * Return the connections of a process, as far as a router has them.
	 */
	List<SimulatedConnection> connectionsOf(String process) {
		List<SimulatedConnection> found = new ArrayList<>();
		for (SimulatedConnection connection : this.connections) {
			if (connection.dealer().process().name().equals(process)) {
				found.add(connection);
			}
		}
		return found;
	}

	/**
	 * Return the identities of all who are connected, for those who abuse them.
	 */
	List<Bytes> identities() {
		return this.dealers.stream().map(SimulatedDealer::identity).toList();
	}

	/**
	 * Return the latest messages to routers, for those who abuse them.
	 */
	List<Spied> spied() {
		return List.copyOf(this.spied);
	}

	/**
	 * Have each message told that is sent or read, to find out what went wrong.
	 */
	void trace(Consumer<String> trace) {
		this.trace = trace;
	}

	void trace(String what, SimulatedSocket sender, SimulatedSocket receiver, byte[][] frames) {
		if (this.trace != null) {
			StringBuilder line = new StringBuilder();
			line.append("%12.6f ".formatted(this.world.time() / 1e9)).append(what).append(' ');
			line.append(sender.process()).append(" to ").append(receiver.process()).append(':');
			for (byte[] frame : frames) {
				line.append(' ').append((frame.length > 200) ? "(" + frame.length + " bytes)" : Bytes.wrap(frame));
			}
			this.trace.accept(line.toString());
		}
	}

	void spy(Bytes identity, byte[][] frames) {
		if (this.spied.size() == SPIED_MESSAGES) {
			this.spied.remove();
		}
		this.spied.add(new Spied(identity, frames));
	}

	/**
	 * Return the first frames of a message as far as they are within the limits, the
	 * message itself if it is.
	 */
	static byte[][] within(SocketOptions options, byte[][] frames) {
		long size = 0;
		int count = Math.min(frames.length, options.maxFrames());
		for (int i = 0; i < count; i++) {
			size += frames[i].length;
			if (frames[i].length > options.maxFrameSize() || size > options.maxMessageSize()) {
				return Arrays.copyOf(frames, i);
			}
		}
		return (count == frames.length) ? frames : Arrays.copyOf(frames, count);
	}

	/**
	 * A message that somebody sent to a router.
	 *
	 * @param identity who sent it
	 * @param frames the frames, not to be changed
	 */
	record Spied(Bytes identity, byte[][] frames) {

	}

}
