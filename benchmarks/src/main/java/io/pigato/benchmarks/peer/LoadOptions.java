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
import java.util.List;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * How requests are sent, and what is done with it: the same for all who send.
 */
final class LoadOptions {

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

	@Option(names = "--clients", defaultValue = "1", description = "Connections.")
	private int clients;

	@Option(names = "--parallel", defaultValue = "100", description = "Requests in flight, for each connection.")
	private int parallel;

	@Option(names = "--size", defaultValue = "64", description = "Size of the data in bytes.")
	private int size;

	@Option(names = "--partials", defaultValue = "0",
			description = "Each reply is so many partial replies, then an end. Not all can do that.")
	private int partials;

	@Option(names = "--warmup", defaultValue = "3", description = "Seconds before anything is measured.")
	private int warmup;

	@Option(names = "--seconds", defaultValue = "10", description = "Seconds to measure.")
	private int seconds;

	int clients() {
		return this.clients;
	}

	int parallel() {
		return this.parallel;
	}

	int size() {
		return this.size;
	}

	int partials() {
		return this.partials;
	}

	/**
	 * Send for some time, and report.
	 * @return the exit code
	 */
	int run(List<? extends LoadPeer> peers, Meter meter, CommandLine command) throws InterruptedException {
		peers.forEach(LoadPeer::start);
		TimeUnit.SECONDS.sleep(this.warmup);
		meter.begin();
		TimeUnit.SECONDS.sleep(this.seconds);
		Meter.Measured measured = meter.end();
		peers.forEach(LoadPeer::stopSending);
		awaitReplies(peers, meter);
		meter.lost(unanswered(peers), "no answer in time");
		PrintWriter out = command.getOut();
		if (meter.lost() > 0) {
			out.println("Not all is right: " + meter.firstProblem());
		}
		out.println(measured.line(meter.lost()));
		out.flush();
		return (meter.lost() == 0) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
	}

	/**
	 * Wait for what is in flight as long as anything comes.
	 */
	private static void awaitReplies(List<? extends LoadPeer> peers, Meter meter) throws InterruptedException {
		long arrivals = meter.arrivals();
		long lastArrival = System.nanoTime();
		while (unanswered(peers) > 0 && System.nanoTime() - lastArrival < PATIENCE_NANOS) {
			TimeUnit.MILLISECONDS.sleep(10);
			if (meter.arrivals() != arrivals) {
				arrivals = meter.arrivals();
				lastArrival = System.nanoTime();
			}
		}
	}

	private static int unanswered(List<? extends LoadPeer> peers) {
		return peers.stream().mapToInt(LoadPeer::unanswered).sum();
	}

}
