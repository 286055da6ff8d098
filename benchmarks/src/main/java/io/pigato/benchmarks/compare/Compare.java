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
				+ "and writes compare.md, compare.svg and, for programs, compare.json.")
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
		Files.createDirectories(this.options.output());
		if (!this.options.reports().isEmpty()) {
			return report();
		}
		Files.createDirectories(this.options.logs());
		List<Workload> workloads = workloads();
		Map<String, String> skipped = new LinkedHashMap<>();
		List<Contender> contenders = available(skipped);
		skipped.forEach((name, why) -> print("Skipped " + name + ": " + why));
		if (contenders.isEmpty()) {
			print("There is nothing to measure");
			return CommandLine.ExitCode.SOFTWARE;
		}
		List<Run> earlier = this.options.append() ? file().readIfExists() : List.of();
		Schedule schedule = new Schedule(workloads, contenders, this.options.rounds(), this.options.time());
		print(schedule.toString());
		Comparison comparison = measure(schedule, contenders, skipped, earlier);
		printReport();
		return comparison.isRight() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
	}

	private int report() throws IOException {
		List<Run> runs = new ArrayList<>();
		for (Path directory : this.options.reports()) {
			runs.addAll(new RunFile(directory).read());
		}
		Comparison comparison = new Comparison(runs);
		write(comparison);
		printReport();
		return comparison.isRight() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
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

	private Comparison measure(Schedule schedule, List<Contender> contenders, Map<String, String> skipped,
			List<Run> earlier) throws IOException, InterruptedException {
		Trial trial = new Trial(this.options.logs(), this.options.time());
		List<ContenderInfo> infos = contenders.stream().map(ContenderInfo::of).toList();
		List<Measurement> measurements = new ArrayList<>();
		List<Run> runs = new ArrayList<>(earlier);
		for (Schedule.Step step : schedule.steps()) {
			Measurement measurement = measure(trial, step);
			measurements.add(measurement);
			print(step.number() + "/" + schedule.steps().size() + " " + text(measurement));
			Run run = new Run(Machine.describe(), this.options.time(), infos, skipped, measurements);
			runs = new ArrayList<>(earlier);
			runs.add(run);
			// whatever ends this process: what was measured is there
			file().write(runs);
			write(new Comparison(runs));
		}
		return new Comparison(runs);
	}

	private static Measurement measure(Trial trial, Schedule.Step step) throws IOException, InterruptedException {
		String name = step.contender().name();
		try {
			ResultLine result = trial.run(step);
			return new Measurement(step.workload(), name, step.round(), result, null);
		}
		catch (MeasurementException ex) {
			return new Measurement(step.workload(), name, step.round(), null, "failed: " + ex.getMessage());
		}
	}

	private static String text(Measurement measurement) {
		Workload workload = measurement.workload();
		ResultLine result = measurement.result();
		String outcome = (result != null) ? String.format("%,.0f %s/s, p50 %,.1f µs, lost %d", workload.rate(result),
				workload.unit(), result.p50(), result.lost()) : String.valueOf(measurement.failure());
		return workload.title() + ", round " + measurement.round() + ", " + measurement.contender() + ": " + outcome;
	}

	private RunFile file() {
		return new RunFile(this.options.output());
	}

	private void write(Comparison comparison) throws IOException {
		Path chart = output(".svg");
		Files.writeString(output(".md"), MarkdownReport.of(comparison, chart.getFileName().toString()));
		Files.writeString(chart, SvgChart.of(comparison));
	}

	private Path output(String ending) {
		return this.options.output().resolve(this.options.name() + ending);
	}

	private void printReport() throws IOException {
		print("");
		print(Files.readString(output(".md")));
	}

	private void print(String line) {
		PrintWriter out = this.spec.commandLine().getOut();
		out.println(line);
		out.flush();
	}

}
