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

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Calls by gRPC.
 */
@Command(name = "grpc-client", description = "Calls by gRPC for some time, and measures.",
		mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // what picocli sets
final class GrpcClientCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@Option(names = "--endpoint", required = true, description = "Where the server is.")
	private String endpoint;

	@Option(names = "--service", defaultValue = "echo", description = "The service.")
	private String service;

	@Option(names = "--on-loop", description = "Handle replies on the event loop.")
	private boolean onLoop;

	@Mixin
	private final LoadOptions load = new LoadOptions();

	@Override
	public Integer call() throws Exception {
		URI uri = URI.create(this.endpoint);
		Meter meter = new Meter();
		List<GrpcLoad> peers = new ArrayList<>();
		try {
			for (int i = 0; i < this.load.clients(); i++) {
				peers.add(new GrpcLoad(channel(uri), this.service, this.load, meter));
			}
			return this.load.run(peers, meter, this.spec.commandLine());
		}
		finally {
			peers.forEach(GrpcLoad::close);
		}
	}

	private ManagedChannel channel(URI uri) {
		NettyChannelBuilder builder = NettyChannelBuilder.forAddress(uri.getHost(), uri.getPort()).usePlaintext();
		if (this.onLoop) {
			builder.directExecutor();
		}
		return builder.build();
	}

}
