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

package io.pigato.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One measurement: starts the processes, waits for what the clients say, and ends them.
 */
final class Trial {

	private static final long START_SECONDS = 60;

	private static final long END_SECONDS = 90;

	private final Path logs;

	private final Time time;

	Trial(Path logs, Time time) {
		this.logs = logs;
		this.time = time;
	}

	ResultLine run(Schedule.Step step) throws IOException, InterruptedException, MeasurementException {
		Processes processes = step.contender().processes(step.workload(), this.time);
		return withServers(step, processes, processes.servers());
	}

	private ResultLine withServers(Schedule.Step step, Processes processes, List<ServerProcess> servers)
			throws IOException, InterruptedException, MeasurementException {
		if (servers.isEmpty()) {
			return withWorkers(step, processes);
		}
		ServerProcess first = servers.get(0);
		try (RunningProcess server = new RunningProcess(first.name(), first.command(), first.environment(),
				log(step, first.name()), first.ready())) {
			server.await(START_SECONDS);
			return withServers(step, processes, servers.subList(1, servers.size()));
		}
	}

	private ResultLine withWorkers(Schedule.Step step, Processes processes)
			throws IOException, InterruptedException, MeasurementException {
		try (RunningProcess worker = new RunningProcess("worker", processes.worker(), Map.of(), log(step, "worker"),
				Processes.READY)) {
			worker.await(START_SECONDS);
			return measure(step, processes);
		}
	}

	private ResultLine measure(Schedule.Step step, Processes processes)
			throws IOException, InterruptedException, MeasurementException {
		try (RunningProcess client = new RunningProcess("client", processes.client(), Map.of(), log(step, "client"),
				ResultLine.PREFIX)) {
			String line = client.await(this.time.warmup() + this.time.seconds() + END_SECONDS);
			try {
				return ResultLine.parse(line);
			}
			catch (IllegalArgumentException ex) {
				throw new MeasurementException(String.valueOf(ex.getMessage()));
			}
		}
	}

	private Path log(Schedule.Step step, String role) {
		return this.logs
			.resolve(step.contender().name() + "-" + step.workload().id() + "-" + step.round() + "-" + role + ".log");
	}

}
