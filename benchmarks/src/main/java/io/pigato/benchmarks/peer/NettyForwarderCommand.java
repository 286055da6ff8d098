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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Runs a forwarder on Netty.
 */
@Command(name = "netty-forwarder", description = "Passes messages on, by Netty, until it is told to end.",
		mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // what picocli sets
final class NettyForwarderCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@Mixin
	private final ForwarderOptions options = new ForwarderOptions();

	@Override
	public Integer call() throws Exception {
		Net net = new Net();
		NettyForwarder forwarder = new NettyForwarder();
		net.bind(this.options.endpoint(), forwarder::client);
		net.bind(this.options.workerEndpoint(), forwarder::worker);
		this.options.ready(this.spec.commandLine());
		new CountDownLatch(1).await();
		return CommandLine.ExitCode.OK;
	}

}
