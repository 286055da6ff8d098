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

import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Runs a forwarder on JeroMQ: the proxy that comes with it.
 */
@Command(name = "jeromq-forwarder", description = "Passes messages on, by JeroMQ, until it is told to end.",
		mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // what picocli sets
final class JeroMqForwarderCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@Mixin
	private final ForwarderOptions options = new ForwarderOptions();

	@Override
	public Integer call() {
		try (ZContext context = new ZContext()) {
			ZMQ.Socket clients = bind(context, SocketType.ROUTER, this.options.endpoint());
			ZMQ.Socket workers = bind(context, SocketType.DEALER, this.options.workerEndpoint());
			this.options.ready(this.spec.commandLine());
			ZMQ.proxy(clients, workers, null);
		}
		return CommandLine.ExitCode.OK;
	}

	private static ZMQ.Socket bind(ZContext context, SocketType type, String endpoint) {
		ZMQ.Socket socket = context.createSocket(type);
		socket.setHWM(0);
		socket.bind(endpoint);
		return socket;
	}

}
