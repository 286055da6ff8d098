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

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine;

/**
 * Shows on a terminal how it goes.
 */
final class Progress {

	private static final String CLEAR = "\r\u001B[K";

	private final PrintWriter out;

	private final PrintWriter screen;

	private final boolean terminal;

	private long shownAt = System.nanoTime();

	private long shown;

	/**
	 * Create what shows it.
	 * @param out where what is over is told
	 * @param screen where is shown what passes
	 * @param terminal whether somebody watches
	 */
	Progress(PrintWriter out, PrintWriter screen, boolean terminal) {
		this.out = out;
		this.screen = screen;
		this.terminal = terminal;
	}

	static Progress of(CommandLine command) {
		return new Progress(command.getOut(), command.getErr(), isTerminal());
	}

	/**
	 * Whether somebody watches. From JDK 22 on there is a console even if nobody does,
	 * which says so by itself.
	 */
	private static boolean isTerminal() {
		Console console = System.console();
		if (console == null) {
			return false;
		}
		try {
			return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
		}
		catch (ReflectiveOperationException ex) {
			return true;
		}
	}

	/**
	 * Show how many replies there are, and how fast they come.
	 */
	void show(Tally tally) {
		if (!this.terminal) {
			return;
		}
		long now = System.nanoTime();
		long replies = tally.replies();
		this.screen.print(CLEAR + String.format(Locale.ROOT, "%,d replies, %,.0f per second", replies,
				perSecond(replies - this.shown, now - this.shownAt)));
		this.screen.flush();
		this.shown = replies;
		this.shownAt = now;
	}

	/**
	 * Tell that a wave is over, whether or not somebody watches.
	 */
	void wave(int number, long replies, long nanos) {
		this.out.println(String.format(Locale.ROOT, "Wave %d: %,d replies, %,.0f per second", number, replies,
				perSecond(replies, nanos)));
		this.out.flush();
	}

	void clear() {
		if (this.terminal) {
			this.screen.print(CLEAR);
			this.screen.flush();
		}
	}

	private static double perSecond(long count, long nanos) {
		return (double) count * TimeUnit.SECONDS.toNanos(1) / Math.max(nanos, 1);
	}

}
