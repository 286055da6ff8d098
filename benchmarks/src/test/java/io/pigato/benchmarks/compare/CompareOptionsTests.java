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

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CompareOptionsTests {

	private final Holder holder = new Holder();

	private final CommandLine command = new CommandLine(this.holder);

	@Test
	void allWorkloadsAreCombined() {
		this.command.parseArgs("--sizes", "64,1024", "--in-flight", "1,100", "--peers", "4x2", "--loads", "requests");
		assertThat(this.holder.options.workloads()).containsExactly(Workload.ofRequests(64, 1, 4, 2),
				Workload.ofRequests(64, 100, 4, 2), Workload.ofRequests(1024, 1, 4, 2),
				Workload.ofRequests(1024, 100, 4, 2));
	}

	@Test
	void loadsOfPartialRepliesComeLast() {
		this.command.parseArgs("--sizes", "64", "--in-flight", "1", "--peers", "1x1", "--partials", "10,1000");
		assertThat(this.holder.options.workloads()).containsExactly(Workload.ofRequests(64, 1, 1, 1),
				Workload.ofPartials(64, 10), Workload.ofPartials(64, 1000));
	}

	@Test
	void onlyTheLoadsThatAreAskedForAreThere() {
		this.command.parseArgs("--loads", "partials");
		assertThat(this.holder.options.workloads()).containsExactly(Workload.ofPartials(64, 100_000));
	}

	@Test
	void unknownLoadIsRefused() {
		this.command.parseArgs("--loads", "requests,heavy");
		assertThatIllegalArgumentException().isThrownBy(this.holder.options::workloads)
			.withMessage("'--loads' must be of requests, partials, but has 'heavy'");
	}

	@Test
	void noPartialRepliesAreRefused() {
		this.command.parseArgs("--partials", "0");
		assertThatIllegalArgumentException().isThrownBy(this.holder.options::workloads)
			.withMessage("'--partials' must be at least 1, but is 0");
	}

	@Test
	void allThatIsMeasuredByDefaultTakesLessThanThreeHours() {
		this.command.parseArgs();
		Schedule schedule = new Schedule(this.holder.options.workloads(), this.holder.options.contenders(this.command),
				this.holder.options.rounds(), this.holder.options.time());
		assertThat(schedule.minutes()).isBetween(60L, 180L);
	}

	@Test
	void severalFoldersCanBeReported() {
		this.command.parseArgs("--root", "project", "--report", "one", "two,/three");
		assertThat(this.holder.options.reports()).containsExactly(Path.of("project/one").toAbsolutePath(),
				Path.of("project/two").toAbsolutePath(), Path.of("/three"));
	}

	@Test
	void reportCanBeWrittenUnderAnotherName() {
		this.command.parseArgs("--report", "one", "--output", "docs", "--name", "benchmarks");
		assertThat(this.holder.options.output()).isEqualTo(Path.of("docs").toAbsolutePath());
		assertThat(this.holder.options.name()).isEqualTo("benchmarks");
	}

	@Test
	void requestsInFlightAreSharedByTheClients() {
		assertThat(Workload.ofRequests(64, 100, 4, 4).parallel()).isEqualTo(25);
		assertThat(Workload.ofRequests(64, 1, 4, 4).parallel()).isEqualTo(1);
	}

	@Test
	void fewerRequestsThanClientsAreRefused() {
		this.command.parseArgs("--in-flight", "3", "--peers", "4x4");
		assertThatIllegalArgumentException().isThrownBy(this.holder.options::workloads)
			.withMessage("3 requests in flight can't be shared by 4 clients");
	}

	@Test
	void peersOfAnotherFormAreRefused() {
		this.command.parseArgs("--peers", "4");
		assertThatIllegalArgumentException().isThrownBy(this.holder.options::workloads)
			.withMessage("'--peers' must be such as 4x4, but is '4'");
	}

	@Test
	void contendersComeInTheOrderThatWasAskedFor() {
		this.command.parseArgs("--contenders", "nats,pigato-netty");
		assertThat(this.holder.options.contenders(this.command)).extracting(Contender::name)
			.containsExactly("nats", "pigato-netty");
	}

	@Test
	void unknownContenderIsRefusedAndTheKnownAreNamed() {
		this.command.parseArgs("--contenders", "carrier-pigeon");
		assertThatExceptionOfType(ParameterException.class)
			.isThrownBy(() -> this.holder.options.contenders(this.command))
			.withMessageContaining("'carrier-pigeon'")
			.withMessageContaining("pigato-netty, ")
			.withMessageContaining("jeromq-forwarder");
	}

	@Command
	private static final class Holder {

		@Mixin
		private final CompareOptions options = new CompareOptions();

	}

}
