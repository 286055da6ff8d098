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

package io.pigato.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import tools.jackson.databind.json.JsonMapper;

/**
 * Brokers, workers and clients of the original PIGATO, each in a process of its own. All
 * end when this is closed.
 * <p>
 * A {@code conf} is the original's, such as {@code Map.of("heartbeat", 250)}; the keys of
 * a broker's, worker's and client's are in its README.
 */
public final class NodePeers implements AutoCloseable {

	private static final AtomicInteger NUMBERS = new AtomicInteger();

	private final NodeInstallation installation;

	private final List<NodePeer> peers = new ArrayList<>();

	private NodePeers(NodeInstallation installation) {
		this.installation = installation;
	}

	/**
	 * Make the original available. The calling test is skipped where that can't be done:
	 * without Node.js and npm, or without its packages.
	 */
	public static NodePeers open() {
		return new NodePeers(NodeInstallation.require());
	}

	/**
	 * A loopback endpoint with a port that is free now.
	 */
	public static String freeEndpoint() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return "tcp://127.0.0.1:" + socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Start the original's broker on a free port, and wait until it is bound.
	 */
	public NodeBroker broker(Map<String, ?> conf) {
		return broker("tcp://127.0.0.1:*", conf);
	}

	/**
	 * Start the original's broker, and wait until it is bound.
	 */
	public NodeBroker broker(String endpoint, Map<String, ?> conf) {
		return track(new NodeBroker(program("broker", "--endpoint=" + endpoint, conf(conf))));
	}

	/**
	 * Start the original's broker on a free port and its directory service, and wait
	 * until both are there.
	 */
	public NodeBroker brokerWithDirectory(Map<String, ?> conf) {
		NodeBroker broker = track(new NodeBroker(program("broker", "--directory=true", conf(conf))));
		broker.await("directory");
		return broker;
	}

	/**
	 * Start a worker of the original.
	 * @param behaviour what it does with requests, see {@code worker.js}
	 */
	public NodeWorker worker(String endpoint, String service, String behaviour, Map<String, ?> conf) {
		return track(new NodeWorker(program("worker", "--endpoint=" + endpoint, "--service=" + service,
				"--behaviour=" + behaviour, conf(conf))));
	}

	/**
	 * Start a client of the original.
	 */
	public NodeClient client(String endpoint, Map<String, ?> conf) {
		return track(new NodeClient(program("client", "--endpoint=" + endpoint, conf(conf))));
	}

	/**
	 * Start the original's directory service as a worker of any broker, see
	 * {@code directory.js}.
	 * @param publisher where the broker publishes the directory
	 */
	public NodePeer directory(String endpoint, String publisher) {
		return track(new NodePeer(program("directory", "--endpoint=" + endpoint, "--publisher=" + publisher)));
	}

	/**
	 * Run the tests of the original's broker against any broker, see {@code run.js}.
	 */
	public NodePeer originalTests(String... arguments) {
		return track(new NodePeer(program("original-tests/run", arguments)));
	}

	/**
	 * End all processes.
	 */
	@Override
	public void close() {
		for (NodePeer peer : this.peers) {
			peer.endInput();
		}
		for (NodePeer peer : this.peers) {
			peer.close();
		}
	}

	private NodeProgram program(String program, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(this.installation.node());
		command.add("--no-deprecation");
		command.add(program + ".js");
		command.addAll(List.of(arguments));
		String name = program.replace('/', '-') + "-" + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet();
		return new NodeProgram(name, command, this.installation.directory(), this.installation.log(name));
	}

	private <T extends NodePeer> T track(T peer) {
		this.peers.add(peer);
		return peer;
	}

	private static String conf(Map<String, ?> conf) {
		return "--conf=" + JsonMapper.shared().writeValueAsString(conf);
	}

}
