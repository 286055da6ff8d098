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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Sends requests without a client library.
 */
@Command(name = "raw-client",
		description = "Sends requests of the PIGATO protocol to a broker or a forwarder for some time, and measures.",
		mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // what picocli sets
final class RawClientCommand implements Callable<Integer> {

	private static final long CONNECT_SECONDS = 30;

	@Spec
	private CommandSpec spec;

	@Option(names = "--endpoint", required = true, description = "Where to connect.")
	private String endpoint;

	@Option(names = "--service", defaultValue = "echo", description = "The service.")
	private String service;

	@Mixin
	private final LoadOptions load = new LoadOptions();

	@Override
	public Integer call() throws Exception {
		Net net = new Net();
		try {
			return run(net);
		}
		finally {
			net.close();
		}
	}

	private int run(Net net) throws InterruptedException {
		Meter meter = new Meter();
		CountDownLatch ready = new CountDownLatch(this.load.clients());
		List<RawLoad> peers = new ArrayList<>();
		for (int i = 0; i < this.load.clients(); i++) {
			RawLoad peer = new RawLoad(net, this.service, this.load, meter, ready);
			peers.add(peer);
			net.connect(this.endpoint, peer);
		}
		if (!ready.await(CONNECT_SECONDS, TimeUnit.SECONDS)) {
			this.spec.commandLine().getErr().println("No handshake at " + this.endpoint);
			return CommandLine.ExitCode.SOFTWARE;
		}
		return this.load.run(peers, meter, this.spec.commandLine());
	}

}
