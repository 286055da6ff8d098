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

package io.pigato.simulation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.pigato.broker.BrokerLimits;
import io.pigato.broker.BrokerListener;
import io.pigato.broker.Dispatch;
import io.pigato.broker.PigatoBroker;
import io.pigato.simulation.History.Kind;

/**
 * A broker in a process of its own.
 */
final class SimulatedBroker {

	private final Scenario scenario;

	private final String name;

	private final SimulatedProcess process;

	private final SimulatedLoop loop;

	private final PigatoBroker broker;

	private boolean stopping;

	/**
	 * Create and start a broker.
	 * @param life how many brokers were here before, plus one
	 */
	SimulatedBroker(Scenario scenario, int life, Settings settings) {
		this.scenario = scenario;
		this.name = "broker." + life;
		this.process = scenario.world().newProcess("broker");
		this.loop = this.process.newLoop();
		this.broker = PigatoBroker.builder()
			.endpoint(Scenario.ENDPOINT)
			.name(this.name)
			.heartbeatInterval(settings.heartbeatInterval)
			.dispatch(settings.dispatch)
			.gracePeriod(settings.gracePeriod)
			.limits(settings.limits)
			.maxAttempts(Scenario.MAX_ATTEMPTS)
			.random(scenario.world().newRandom())
			.eventLoop(this.loop)
			.executor(this.process.newExecutor())
			.listener(new Listener())
			.build();
		this.broker.startAsync().exceptionally((failure) -> {
			scenario.world().fail(failure);
			return null;
		});
		scenario.history().note(Kind.NOTE, this.name, "starts");
	}

	SimulatedProcess process() {
		return this.process;
	}

	SimulatedLoop loop() {
		return this.loop;
	}

	PigatoBroker broker() {
		return this.broker;
	}

	boolean isServing() {
		return this.process.isAlive() && !this.stopping;
	}

	CompletableFuture<Void> stop() {
		this.stopping = true;
		this.scenario.history().note(Kind.NOTE, this.name, "stops");
		return this.broker.stopAsync();
	}

	void crash(boolean told) {
		if (this.process.isAlive()) {
			this.scenario.history().note(Kind.CRASHED, this.name, told ? "told" : "silently");
			this.process.crash(told);
		}
	}

	/**
	 * How a broker is built.
	 */
	record Settings(Duration heartbeatInterval, Dispatch dispatch, Duration gracePeriod, BrokerLimits limits) {

	}

	private final class Listener implements BrokerListener {

		@Override
		public void onError(Throwable failure) {
			SimulatedBroker.this.scenario.world().fail(failure);
		}

	}

}
