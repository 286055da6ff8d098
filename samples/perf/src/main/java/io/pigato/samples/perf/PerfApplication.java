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

package io.pigato.samples.perf;

import java.io.PrintWriter;
import java.util.List;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import io.pigato.transport.Endpoint;
import io.pigato.transport.TransportException;

/**
 * Puts load on brokers and workers, and measures: all in one process, or one role of
 * several.
 */
public final class PerfApplication {

	private PerfApplication() {
	}

	/**
	 * Run a command.
	 * @param args options, see {@code --help}
	 */
	public static void main(String[] args) {
		Lifetime lifetime = new Lifetime();
		Runtime.getRuntime().addShutdownHook(new Thread(lifetime::endAndWait, "pigato-perf-stop"));
		int exitCode = CommandLine.ExitCode.SOFTWARE;
		try {
			exitCode = commandLine(lifetime).execute(args);
		}
		finally {
			lifetime.done();
		}
		System.exit(exitCode);
	}

	static CommandLine commandLine(Lifetime lifetime) {
		CommandLine commandLine = new CommandLine(new PerfCommand(lifetime));
		for (Object subcommand : List.of(new BrokerCommand(lifetime), new WorkerCommand(lifetime),
				new ClientCommand(lifetime))) {
			commandLine.addSubcommand(subcommand);
		}
		commandLine.registerConverter(Endpoint.class, new Values.EndpointValue());
		commandLine.setParameterExceptionHandler((ex, args) -> refuse(ex));
		commandLine.setExecutionExceptionHandler((ex, command, result) -> fail(ex, command));
		return commandLine;
	}

	private static int refuse(ParameterException ex) {
		CommandLine command = ex.getCommandLine();
		PrintWriter err = command.getErr();
		err.println(ex.getMessage());
		err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
		err.flush();
		return CommandLine.ExitCode.USAGE;
	}

	private static int fail(Exception ex, CommandLine command) throws Exception {
		if (!(ex instanceof TransportException || ex instanceof PerfException)) {
			throw ex;
		}
		command.getErr().println(ex.getMessage());
		command.getErr().flush();
		return CommandLine.ExitCode.SOFTWARE;
	}

}
