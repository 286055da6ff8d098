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

package io.pigato.broker;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.pigato.protocol.ToClient;

/**
 * Requests that one thread gets through a broker's engine, from the client's message to
 * the reply, by how much else there is. In its package because the engine is nobody's
 * API.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
// pages that are touched for the first time would cost more than the engine
@Fork(value = 2, jvmArgsAppend = { "-Xms1g", "-Xmx1g", "-Xmn512m", "-XX:+AlwaysPreTouch" })
public class BrokerEngineBenchmark {

	private static final String SERVICE = "orders.create";

	/**
	 * One service with workers that are all idle, so that each has its turn.
	 * @param state the broker
	 * @return the reply
	 */
	@Benchmark
	public ToClient.Reply workers(Workers state) {
		state.load.request(SERVICE);
		return state.load.reply();
	}

	/**
	 * Services with one worker each, of which each has its turn.
	 * @param state the broker
	 * @return the reply
	 */
	@Benchmark
	public ToClient.Reply servicesInTurn(Services state) {
		state.load.request(state.next());
		return state.load.reply();
	}

	/**
	 * One service that is asked, and others with one worker each that are not.
	 * @param state the broker
	 * @return the reply
	 */
	@Benchmark
	public ToClient.Reply oneOfServices(Services state) {
		state.load.request(state.names[0]);
		return state.load.reply();
	}

	/**
	 * Requests that wait for the one worker, which takes the oldest of them when it has
	 * finished one.
	 * @param state the broker
	 * @return the reply
	 */
	@Benchmark
	public ToClient.Reply queued(Queue state) {
		state.load.request(SERVICE);
		return state.load.reply();
	}

	/**
	 * A broker with workers of one service.
	 */
	@State(Scope.Benchmark)
	public static class Workers {

		/**
		 * How many workers.
		 */
		@Param({ "1", "1000", "100000" })
		public int count;

		private final EngineLoad load = new EngineLoad();

		/**
		 * Have the workers come.
		 */
		@Setup
		public void join() {
			this.load.join(this.count, (i) -> SERVICE, 100);
		}

	}

	/**
	 * A broker with services of one worker each.
	 */
	@State(Scope.Benchmark)
	public static class Services {

		/**
		 * How many services.
		 */
		@Param({ "1", "1000", "100000" })
		public int count;

		private final EngineLoad load = new EngineLoad();

		private String[] names = {};

		private int next;

		/**
		 * Have the workers come.
		 */
		@Setup
		public void join() {
			this.names = new String[this.count];
			for (int i = 0; i < this.count; i++) {
				this.names[i] = SERVICE + i;
			}
			this.load.join(this.count, (i) -> this.names[i], 100);
		}

		private String next() {
			this.next = (this.next + 1 < this.count) ? this.next + 1 : 0;
			return this.names[this.next];
		}

	}

	/**
	 * A broker with requests that wait.
	 */
	@State(Scope.Benchmark)
	public static class Queue {

		/**
		 * How many requests.
		 */
		@Param({ "1", "1000", "100000" })
		public int count;

		private final EngineLoad load = new EngineLoad();

		/**
		 * Have the worker come and the requests wait.
		 */
		@Setup
		public void fill() {
			this.load.join(1, (i) -> SERVICE, 1);
			for (int i = 0; i < this.count; i++) {
				this.load.request(SERVICE);
			}
		}

	}

}
