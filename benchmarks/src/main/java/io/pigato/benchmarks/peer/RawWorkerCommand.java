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

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Answers requests without a worker library.
 */
@Command(name = "raw-worker",
		description = "Replies with what it is sent by a broker of PIGATO or by a forwarder, until it is told to end.",
		mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // what picocli sets
final class RawWorkerCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@Option(names = "--endpoint", required = true, description = "Where to connect.")
	private String endpoint;

	@Option(names = "--service", defaultValue = "echo", description = "The service.")
	private String service;

	@Option(names = "--workers", defaultValue = "1", description = "Connections.")
	private int workers;

	@Option(names = "--concurrency", defaultValue = "100", description = "Requests that each takes at a time.")
	private int concurrency;

	@Option(names = "--forwarded", description = "Requests come by a forwarder.")
	private boolean forwarded;

	@Override
	public Integer call() throws Exception {
		Net net = new Net();
		CountDownLatch ready = new CountDownLatch(this.workers);
		for (int i = 0; i < this.workers; i++) {
			net.connect(this.endpoint, new RawWorker(this.service, this.concurrency, this.forwarded, ready));
		}
		ready.await();
		this.spec.commandLine().getOut().println("READY " + this.workers + " at " + this.endpoint);
		this.spec.commandLine().getOut().flush();
		new CountDownLatch(1).await();
		return CommandLine.ExitCode.OK;
	}

}
