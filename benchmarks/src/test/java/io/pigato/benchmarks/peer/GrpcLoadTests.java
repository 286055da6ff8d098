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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class GrpcLoadTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 20_000 })
	void allRepliesComeBackAsTheyShould(int partials) throws Exception {
		Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
			.addService(GrpcWorkerCommand.service("echo", partials))
			.build()
			.start();
		try {
			String result = load(server.getPort(), partials);
			assertThat(result).contains(" lost=0");
			assertThat(result).containsPattern((partials > 0) ? " partials_per_s=[1-9]" : "req_per_s=[1-9]");
		}
		finally {
			server.shutdownNow().awaitTermination();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 5 })
	void otherNumberOfPartialRepliesIsALoss(int partials) throws Exception {
		Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
			.addService(GrpcWorkerCommand.service("echo", partials))
			.build()
			.start();
		try {
			assertThat(output(server.getPort(), 4, 1)).contains(partials + " replies instead of 4")
				.containsPattern(" lost=[1-9]");
		}
		finally {
			server.shutdownNow().awaitTermination();
		}
	}

	@Test
	void repliesMayBeHandledOnTheLoop() throws Exception {
		Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
			.addService(GrpcWorkerCommand.service("echo", 1000))
			.directExecutor()
			.build()
			.start();
		try {
			assertThat(output(server.getPort(), 1000, 0, "--on-loop")).containsPattern(" lost=0 partials_per_s=[1-9]");
		}
		finally {
			server.shutdownNow().awaitTermination();
		}
	}

	private static String load(int port, int partials) {
		return output(port, partials, 0);
	}

	private static String output(int port, int partials, int exitCode, String... more) {
		List<String> args = new ArrayList<>(List.of("--endpoint=grpc://127.0.0.1:" + port, "--clients=2",
				"--parallel=3", "--warmup=0", "--seconds=1", "--partials=" + partials));
		args.addAll(List.of(more));
		StringWriter out = new StringWriter();
		int code = new CommandLine(new GrpcClientCommand()).setOut(new PrintWriter(out))
			.execute(args.toArray(String[]::new));
		assertThat(code).as(out.toString()).isEqualTo(exitCode);
		return out.toString();
	}

}
