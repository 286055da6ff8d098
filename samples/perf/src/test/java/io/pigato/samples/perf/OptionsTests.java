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
import java.io.StringWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the options of all commands.
 */
class OptionsTests {

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	private int execute(String args) {
		CommandLine commandLine = PerfApplication.commandLine(new Lifetime());
		commandLine.setOut(new PrintWriter(this.out));
		commandLine.setErr(new PrintWriter(this.err));
		return commandLine.execute(args.split(" "));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					--bn 0                                | Invalid value for option '--brokers': must be from 1 to 1000000 but is 0
					--clients many                        | Invalid value for option '--clients': 'many' is not a number
					--size 17                             | Invalid value for option '--size': must be from 18 to 1073741824 but is 17
					--m 2                                 | Invalid value for option '--cache': must be from 0 to 1 but is 2
					--timeout soon                        | Invalid value for option '--timeout': 'soon' is not a number of seconds
					--timeout 0                           | Invalid value for option '--timeout': must be from 0.001 to 1000000 seconds but is 0
					--on-loop --partials 1                | '--on-loop' can't be used with '--partials'
					worker --endpoint inproc://a --on-loop --partials 1 | '--on-loop' can't be used with '--partials'
					--transport pigeon                    | There is no transport 'pigeon', only: jeromq, memory, netty
					--transport memory --e tcp://*:0      | The transport 'memory' can't be used with the endpoint tcp://*:0.
					--e somewhere                         | Invalid value for option '--endpoint': 'somewhere' is not an endpoint
					--speed 9                             | Unknown options: '--speed', '9'
					worker                                | Missing required option: '--endpoint=ENDPOINT'
					client                                | Missing required option: '--endpoint=ENDPOINT'
					client --endpoint inproc://a --warmup -1 | Invalid value for option '--warmup': must be from 0 to 1000000 seconds but is -1
					client --endpoint inproc://a --seconds 0 | Invalid value for option '--seconds': must be from 0.001 to 1000000 seconds but is 0
					""")
	void refusesWhatIsNotValidAndSaysWhy(String args, String message) {
		assertThat(execute(args)).isEqualTo(2);
		assertThat(this.err.toString()).startsWith(message).contains("--help'.").doesNotContain("\tat ");
		assertThat(this.out.toString()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "--bn, --brokers", "--wn, --workers", "--cn, --clients", "--p, --messages", "--pn, --parallel",
			"--s, --waves", "--m, --cache", "--e, --endpoint" })
	void knowsTheOptionsOfTheOriginal(String original, String name) {
		CommandLine commandLine = PerfApplication.commandLine(new Lifetime());
		assertThat(commandLine.getCommandSpec().findOption(original))
			.isSameAs(commandLine.getCommandSpec().findOption(name))
			.isNotNull();
	}

	@Test
	void showsHelpAndVersion() {
		assertThat(execute("--help")).isZero();
		assertThat(execute("--version")).isZero();
		assertThat(this.out.toString()).contains("Usage: pigato-perf", "--parallel", "broker", "worker", "client",
				"pigato-perf (not from a jar)");
	}

	@Test
	void tellsInALineThatABrokerCannotBind() {
		assertThat(execute("broker --endpoint tcp://192.0.2.1:0")).isEqualTo(1);
		assertThat(this.err.toString()).startsWith("Can't bind tcp://192.0.2.1:0").hasLineCount(1);
	}

}
