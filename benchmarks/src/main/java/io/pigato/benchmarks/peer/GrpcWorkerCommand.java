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

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Callable;

import io.grpc.Server;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Answers calls by gRPC.
 */
@Command(name = "grpc-worker", description = "Replies by gRPC with what it is sent, until it is told to end.",
		mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // what picocli sets
final class GrpcWorkerCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@Option(names = "--endpoint", required = true, description = "Where to bind.")
	private String endpoint;

	@Option(names = "--service", defaultValue = "echo", description = "The service.")
	private String service;

	@Option(names = "--workers", defaultValue = "1",
			description = "Does nothing: without a broker the server is the one worker.")
	private int workers;

	@Option(names = "--partials", defaultValue = "0",
			description = "Each reply is a stream of so many messages (default: one message).")
	private int partials;

	@Option(names = "--on-loop", description = "Handle calls on the event loop.")
	private boolean onLoop;

	@Override
	public Integer call() throws Exception {
		URI uri = URI.create(this.endpoint);
		NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress(uri.getHost(), uri.getPort()))
			.addService(service(this.service, this.partials));
		if (this.onLoop) {
			builder.directExecutor();
		}
		Server server = builder.build().start();
		this.spec.commandLine().getOut().println("READY at " + this.endpoint);
		this.spec.commandLine().getOut().flush();
		server.awaitTermination();
		return CommandLine.ExitCode.OK;
	}

	/**
	 * Return what answers.
	 * @param name the name of the service
	 * @param partials of how many messages each reply is; 0 for one that is no stream
	 */
	static ServerServiceDefinition service(String name, int partials) {
		return ServerServiceDefinition.builder(name)
			.addMethod(GrpcMethod.of(name, partials > 0), handler(partials))
			.build();
	}

	private static ServerCallHandler<byte[], byte[]> handler(int partials) {
		if (partials == 0) {
			return ServerCalls.asyncUnaryCall(GrpcWorkerCommand::echo);
		}
		return ServerCalls.asyncServerStreamingCall((data, reply) -> {
			ServerCallStreamObserver<byte[]> stream = (ServerCallStreamObserver<byte[]>) reply;
			stream.setOnReadyHandler(new GrpcPartials(data, partials, stream));
		});
	}

	private static void echo(byte[] data, StreamObserver<byte[]> reply) {
		reply.onNext(data);
		reply.onCompleted();
	}

}
