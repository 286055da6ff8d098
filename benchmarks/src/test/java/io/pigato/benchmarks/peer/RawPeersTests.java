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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import io.pigato.broker.PigatoBroker;

import static org.assertj.core.api.Assertions.assertThat;

class RawPeersTests {

	private static final String ANY_PORT = "tcp://127.0.0.1:0";

	private final Net net = new Net();

	@AfterEach
	void close() {
		this.net.close();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void peersAndForwarderUseEpollAsTheBrokerDoesThatTheyAreMeasuredWith() {
		assertThat(Epoll.unavailabilityCause()).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 64, 65536 })
	void requestsGoThroughTheForwarderAndComeBackAsTheyWere(int size) throws Exception {
		NettyForwarder forwarder = new NettyForwarder();
		String endpoint = endpoint(this.net.bind(ANY_PORT, forwarder::client));
		startWorkers(endpoint(this.net.bind(ANY_PORT, forwarder::worker)), true);
		assertThat(load(endpoint, size)).containsPattern("RESULT req_per_s=[1-9].* lost=0");
	}

	@Test
	void requestsGoThroughTheBroker() throws Exception {
		try (PigatoBroker broker = PigatoBroker.builder().endpoint(ANY_PORT).build()) {
			broker.start();
			String endpoint = broker.endpoints().get(0).toString();
			startWorkers(endpoint, false);
			assertThat(load(endpoint, 64)).containsPattern("RESULT req_per_s=[1-9].* lost=0");
		}
	}

	private void startWorkers(String endpoint, boolean forwarded) throws InterruptedException {
		CountDownLatch ready = new CountDownLatch(2);
		for (int i = 0; i < 2; i++) {
			this.net.connect(endpoint, new RawWorker("echo", 100, forwarded, ready));
		}
		assertThat(ready.await(60, TimeUnit.SECONDS)).isTrue();
	}

	private static String load(String endpoint, int size) {
		StringWriter out = new StringWriter();
		int exitCode = new CommandLine(new RawClientCommand()).setOut(new PrintWriter(out))
			.execute("--endpoint=" + endpoint, "--clients=2", "--parallel=5", "--size=" + size, "--warmup=0",
					"--seconds=1");
		assertThat(exitCode).as(out.toString()).isZero();
		return out.toString();
	}

	private static String endpoint(Channel server) {
		return "tcp://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort();
	}

}
