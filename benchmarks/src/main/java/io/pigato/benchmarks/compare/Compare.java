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
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Compares this project with what its users would take instead: each on this machine,
 * each in processes of its own, one after another in each round.
 */
@Command(name = "compare", mixinStandardHelpOptions = true, usageHelpWidth = 100,
		description = "Measures this project and what its users would take instead, in rounds on this machine, "
				+ "and writes compare.md and compare.svg.")
@SuppressWarnings("NullAway.Init") // what picocli sets
public final class Compare implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@Mixin
	private final CompareOptions options = new CompareOptions();

	private Compare() {
	}

	/**
	 * Compare.
	 * @param args options, see {@code --help}
	 */
	public static void main(String[] args) {
		System.exit(new CommandLine(new Compare()).execute(args));
	}

	@Override
	public Integer call() throws IOException, InterruptedException {
		Files.createDirectories(this.options.logs());
		Map<String, String> skipped = new LinkedHashMap<>();
		List<Contender> contenders = available(skipped);
		skipped.forEach((name, why) -> print("Skipped " + name + ": " + why));
		if (contenders.isEmpty()) {
			print("There is nothing to measure");
			return CommandLine.ExitCode.SOFTWARE;
		}
		List<Results> all = new ArrayList<>();
		boolean right = true;
		for (Workload workload : workloads()) {
			Results results = measure(workload, contenders);
			all.add(results);
			right &= results.failures().isEmpty();
			write(all, contenders, skipped);
		}
		print("");
		print(Files.readString(this.options.output().resolve("compare.md")));
		return right ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
	}

	private List<Workload> workloads() {
		try {
			return this.options.workloads();
		}
		catch (IllegalArgumentException ex) {
			throw new ParameterException(this.spec.commandLine(), String.valueOf(ex.getMessage()), ex);
		}
	}

	private List<Contender> available(Map<String, String> skipped) throws IOException, InterruptedException {
		List<Contender> available = new ArrayList<>();
		for (Contender contender : this.options.contenders(this.spec.commandLine())) {
			@Nullable String missing = contender.prepare();
			if (missing == null) {
				available.add(contender);
			}
			else {
				skipped.put(contender.name(), missing);
			}
		}
		return available;
	}

	private Results measure(Workload workload, List<Contender> contenders) throws IOException, InterruptedException {
		Trial trial = new Trial(this.options.logs(), this.options.time());
		Results results = new Results(workload);
		for (int round = 1; round <= this.options.rounds(); round++) {
			for (Contender contender : contenders) {
				String outcome;
				try {
					ResultLine result = trial.run(contender, workload);
					results.add(contender.name(), round, result);
					outcome = String.format("%,.0f requests/s, p50 %,.1f µs, lost %d", result.requestsPerSecond(),
							result.p50(), result.lost());
				}
				catch (MeasurementException ex) {
					outcome = "failed: " + ex.getMessage();
					results.addFailure(contender.name(), "round " + round + " " + outcome);
				}
				print(workload.title() + ", round " + round + ", " + contender.name() + ": " + outcome);
			}
		}
		return results;
	}

	private void write(List<Results> all, List<Contender> contenders, Map<String, String> skipped) throws IOException {
		StringBuilder text = new StringBuilder();
		text.append("Medians of ")
			.append(this.options.rounds())
			.append(" rounds of ")
			.append(this.options.time().seconds())
			.append(" s after ")
			.append(this.options.time().warmup())
			.append(" s of warm-up, in brackets the lowest and the highest round, on ")
			.append(Machine.describe())
			.append(".\n");
		text.append(
				"A×B: A clients, B workers; 'one at a time' is for each client. Ratios are taken in each round.\n\n");
		contenders.forEach((contender) -> text.append("- ")
			.append(contender.name())
			.append(": ")
			.append(contender.description())
			.append("\n"));
		skipped.forEach((name, why) -> text.append("- ").append(name).append(": skipped. ").append(why).append("\n"));
		text.append("\n").append(MarkdownReport.of(all, baseline(contenders)));
		Files.writeString(this.options.output().resolve("compare.md"), text);
		Files.writeString(this.options.output().resolve("compare.svg"), SvgChart.of(all));
	}

	private static String baseline(List<Contender> contenders) {
		return contenders.get(0).name();
	}

	private void print(String line) {
		PrintWriter out = this.spec.commandLine().getOut();
		out.println(line);
		out.flush();
	}

}
