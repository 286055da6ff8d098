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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine;

/**
 * A command that runs in a thread of this process.
 */
final class CommandRun implements AutoCloseable {

	private static final long PATIENCE_SECONDS = 60;

	private final Lifetime lifetime = new Lifetime();

	private final WatchedWriter out = new WatchedWriter();

	private final StringWriter err = new StringWriter();

	private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

	private CommandRun(String[] args) {
		CommandLine commandLine = PerfApplication.commandLine(this.lifetime);
		commandLine.setOut(new PrintWriter(this.out));
		commandLine.setErr(new PrintWriter(this.err));
		new Thread(() -> {
			try {
				this.exitCode.complete(commandLine.execute(args));
			}
			catch (Throwable ex) {
				this.exitCode.completeExceptionally(ex);
			}
		}, "command").start();
	}

	static CommandRun start(String... args) {
		return new CommandRun(args);
	}

	int exitCode() throws Exception {
		return this.exitCode.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
	}

	String out() {
		return this.out.toString();
	}

	String err() {
		return this.err.toString();
	}

	/** Wait until the command has written something. */
	CommandRun awaitOut(String text) throws Exception {
		this.out.await(text);
		return this;
	}

	/** Tell the command to end, as the end of the process does. */
	void end() {
		this.lifetime.end();
	}

	@Override
	public void close() {
		end();
		this.exitCode.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
	}

	private static final class WatchedWriter extends StringWriter {

		@Override
		public void write(String text, int offset, int length) {
			synchronized (this) {
				super.write(text, offset, length);
				notifyAll();
			}
		}

		synchronized void await(String text) throws InterruptedException {
			long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
			while (!toString().contains(text)) {
				long left = end - System.nanoTime();
				if (left <= 0) {
					throw new AssertionError("No '" + text + "' in: " + this);
				}
				TimeUnit.NANOSECONDS.timedWait(this, left);
			}
		}

	}

}
