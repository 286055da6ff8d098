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

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleTests {

	private static final JavaCommand JAVA = new JavaCommand(List.of());

	private final Contender ours = new PigatoContender(JAVA, Path.of("perf.jar"), "netty", PigatoContender.OnLoop.ALL);

	private final Contender limit = new ForwarderContender(JAVA, "netty", "Netty");

	@Test
	void contendersTakeTurnsInEachRoundAndDoWhatTheyCan() {
		Workload requests = Workload.ofRequests(64, 1, 1, 1);
		Workload partials = Workload.ofPartials(64, 10);
		Schedule schedule = new Schedule(List.of(requests, partials), List.of(this.ours, this.limit), 2,
				new Time(3, 4));
		assertThat(schedule.steps()).containsExactly(new Schedule.Step(1, requests, 1, this.ours),
				new Schedule.Step(2, requests, 1, this.limit), new Schedule.Step(3, requests, 2, this.ours),
				new Schedule.Step(4, requests, 2, this.limit), new Schedule.Step(5, partials, 1, this.ours),
				new Schedule.Step(6, partials, 2, this.ours));
		assertThat(schedule).hasToString("6 measurements, about 1 minute");
	}

	@Test
	void handlersThatWaitForRoomAreNotOnTheLoop() throws Exception {
		Time time = new Time(1, 1);
		Processes streams = this.ours.processes(Workload.ofPartials(64, 10), time);
		assertThat(streams.client()).contains("--on-loop", "--partials=10");
		assertThat(streams.worker()).contains("--partials=10").doesNotContain("--on-loop");
		assertThat(this.ours.processes(Workload.ofRequests(64, 1, 1, 1), time).worker()).contains("--on-loop");
	}

	@Test
	void callbacksMayBeOnTheLoopWithoutHandlers() throws Exception {
		Contender callbacks = new PigatoContender(JAVA, Path.of("perf.jar"), "netty", PigatoContender.OnLoop.CALLBACKS);
		Processes requests = callbacks.processes(Workload.ofRequests(64, 1, 1, 1), new Time(1, 1));
		assertThat(requests.client()).contains("--on-loop");
		assertThat(requests.worker()).doesNotContain("--on-loop");
	}

}
