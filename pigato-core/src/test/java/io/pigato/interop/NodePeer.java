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

package io.pigato.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.junit.jupiter.api.Assertions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A program on Node.js that reads and writes JSON lines. Waits are bounded generously:
 * they fail, they do not measure. For one thread at a time.
 */
public class NodePeer implements AutoCloseable {

	protected static final JsonMapper MAPPER = JsonMapper.shared();

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final long END_SECONDS = 10;

	private static final JsonNode END = MissingNode.getInstance();

	private final String name;

	private final Process process;

	private final Writer input;

	private final Path log;

	private final BlockingQueue<JsonNode> lines = new LinkedBlockingQueue<>();

	/** What was read while something else was awaited. */
	private final Queue<JsonNode> unread = new ArrayDeque<>();

	private boolean ended;

	NodePeer(NodeProgram program) {
		this.name = program.name();
		this.log = program.log();
		try {
			this.process = new ProcessBuilder(program.command()).directory(program.directory().toFile())
				.redirectError(this.log.toFile())
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.input = new OutputStreamWriter(this.process.getOutputStream(), StandardCharsets.UTF_8);
		Thread reader = new Thread(this::read, "node-" + this.name);
		reader.setDaemon(true);
		reader.start();
	}

	private void read() {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			String line = reader.readLine();
			while (line != null) {
				this.lines.add(MAPPER.readTree(line));
				line = reader.readLine();
			}
		}
		catch (IOException ex) {
			// The process was ended while it wrote.
		}
		finally {
			this.lines.add(END);
		}
	}

	/**
	 * Write a line.
	 */
	public final void send(Object line) {
		try {
			this.input.write(MAPPER.writeValueAsString(line) + "\n");
			this.input.flush();
		}
		catch (IOException ex) {
			throw new AssertionError(describe("can't be written to"), ex);
		}
	}

	/**
	 * The next line with the event that was not yet awaited; lines before it with other
	 * events can be awaited later.
	 */
	public final JsonNode await(String event) {
		return await(event, (line) -> true);
	}

	/**
	 * The next line with the event and the condition that was not yet awaited.
	 */
	public final JsonNode await(String event, Predicate<JsonNode> condition) {
		Predicate<JsonNode> wanted = (line) -> event.equals(line.path("event").asString("")) && condition.test(line);
		for (Iterator<JsonNode> iterator = this.unread.iterator(); iterator.hasNext();) {
			JsonNode line = iterator.next();
			if (wanted.test(line)) {
				iterator.remove();
				return line;
			}
		}
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!this.ended) {
			JsonNode line = poll(deadline - System.nanoTime());
			if (line == null) {
				return Assertions.fail(describe("did not say '" + event + "' within " + PATIENCE));
			}
			if (line == END) {
				this.ended = true;
			}
			else if (wanted.test(line)) {
				return line;
			}
			else {
				this.unread.add(line);
			}
		}
		return Assertions.fail(describe("ended before it said '" + event + "'"));
	}

	/**
	 * Lines that were read so far and not awaited, in their order.
	 */
	public final List<JsonNode> unread() {
		while (!this.ended) {
			JsonNode line = this.lines.poll();
			if (line == null) {
				break;
			}
			if (line == END) {
				this.ended = true;
			}
			else {
				this.unread.add(line);
			}
		}
		return new ArrayList<>(this.unread);
	}

	/**
	 * Wait for the end of the program.
	 * @return its status
	 */
	public final int awaitEnd(Duration patience) {
		try {
			if (!this.process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
				Assertions.fail(describe("did not end within " + patience));
			}
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Kill the program: it says goodbye to nobody.
	 */
	public final void kill() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
	}

	/** Ask the program to end. */
	final void endInput() {
		try {
			this.input.close();
		}
		catch (IOException ex) {
			// It has ended already.
		}
	}

	/**
	 * End the program: in order if it does so within a few seconds, by force if not.
	 */
	@Override
	public void close() {
		endInput();
		try {
			if (!this.process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
				kill();
			}
		}
		catch (InterruptedException ex) {
			kill();
			Thread.currentThread().interrupt();
		}
	}

	private JsonNode poll(long nanos) {
		try {
			return this.lines.poll(nanos, TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String describe(String what) {
		return this.name + " " + what + "; not awaited: " + this.unread + "; standard error: "
				+ NodeInstallation.tail(this.log);
	}

}
