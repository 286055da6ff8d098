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

package io.pigato.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import io.pigato.transport.TimerQueue;
import io.pigato.transport.Timers.Timer;

/**
 * One virtual clock, one queue of events and one source of chance: all that happens in a
 * simulation follows from its seed.
 */
final class SimulatedWorld {

	/** What a task or a handler that runs now may take at most to be handed over. */
	private static final long JITTER = 50_000;

	private final long seed;

	private final SplittableRandom random;

	/**
	 * What the actors take for the time starts anywhere, so that code which does not
	 * compare times by difference is found.
	 */
	private final long origin;

	private final Thread thread = Thread.currentThread();

	private final List<Throwable> failures = new ArrayList<>();

	private final TimerQueue events = new TimerQueue(this::time, this::fail);

	private final List<SimulatedProcess> processes = new ArrayList<>();

	private final SimulatedNetwork network;

	private long time;

	private long eventCount;

	private long maxEvents = 5_000_000;

	private @Nullable SimulatedLoop current;

	SimulatedWorld(long seed) {
		this.seed = seed;
		this.random = new SplittableRandom(seed);
		this.origin = this.random.nextBoolean() ? Long.MAX_VALUE - this.random.nextLong(20_000_000_000L)
				: this.random.nextLong();
		this.network = new SimulatedNetwork(this);
	}

	long seed() {
		return this.seed;
	}

	SimulatedNetwork network() {
		return this.network;
	}

	/**
	 * Return the time since the world began, in nanoseconds.
	 */
	long time() {
		return this.time;
	}

	/**
	 * Return the time as {@link System#nanoTime()} would: from an arbitrary origin.
	 */
	long nanoTime() {
		return this.origin + this.time;
	}

	/**
	 * Return a source of chance of its own for one part of the world, so that more or
	 * less chance in one part does not change the others.
	 */
	SplittableRandom newRandom() {
		return this.random.split();
	}

	long between(long min, long max) {
		return (min < max) ? this.random.nextLong(min, max + 1) : min;
	}

	boolean chance(double probability) {
		return this.random.nextDouble() < probability;
	}

	long jitter() {
		return this.random.nextLong(JITTER);
	}

	SimulatedProcess newProcess(String name) {
		SimulatedProcess process = new SimulatedProcess(this, name);
		this.processes.add(process);
		return process;
	}

	void forget(SimulatedProcess process) {
		this.processes.remove(process);
	}

	/**
	 * Have something happen later.
	 */
	Timer schedule(long delayNanos, Runnable event) {
		checkThread();
		return this.events.schedule(delayNanos, event);
	}

	/**
	 * Make sure that nothing of the simulation runs on another thread, where chance would
	 * not follow from the seed.
	 */
	void checkThread() {
		if (Thread.currentThread() != this.thread) {
			IllegalStateException failure = new IllegalStateException(
					"Called by the thread '" + Thread.currentThread().getName() + "' of nobody in this world");
			synchronized (this.failures) {
				this.failures.add(failure);
			}
			throw failure;
		}
	}

	@Nullable SimulatedLoop current() {
		return this.current;
	}

	/**
	 * Run code as a loop's, or as nobody's, and keep what it throws.
	 */
	void run(@Nullable SimulatedLoop loop, Runnable code) {
		SimulatedLoop previous = this.current;
		this.current = loop;
		try {
			code.run();
		}
		catch (Throwable ex) {
			fail(ex);
		}
		finally {
			this.current = previous;
		}
	}

	void fail(Throwable failure) {
		synchronized (this.failures) {
			this.failures.add(failure);
		}
	}

	/**
	 * Return what tasks and handlers threw: no actor may.
	 */
	List<Throwable> failures() {
		synchronized (this.failures) {
			return List.copyOf(this.failures);
		}
	}

	void maxEvents(long maxEvents) {
		this.maxEvents = maxEvents;
	}

	long eventCount() {
		return this.eventCount;
	}

	/**
	 * Return how many events and timers wait in the whole world.
	 */
	int pendingEvents() {
		int count = this.events.size();
		for (SimulatedProcess process : this.processes) {
			count += process.pendingTimers();
		}
		return count;
	}

	void runFor(Duration duration) {
		long end = this.time + duration.toNanos();
		while (advance(end)) {
			checkEvents();
		}
	}

	/**
	 * Run until a condition holds.
	 * @param condition the condition
	 * @param max how long at most
	 * @return whether it holds
	 */
	boolean runUntil(BooleanSupplier condition, Duration max) {
		long end = this.time + max.toNanos();
		while (!condition.getAsBoolean()) {
			if (!advance(end)) {
				return condition.getAsBoolean();
			}
			checkEvents();
		}
		return true;
	}

	private boolean advance(long end) {
		long wait = this.events.nanosToNext();
		if (wait > end - this.time) {
			this.time = end;
			return false;
		}
		this.time += wait;
		this.eventCount += this.events.runExpired();
		return true;
	}

	private void checkEvents() {
		if (this.eventCount > this.maxEvents) {
			throw new AssertionError("More than " + this.maxEvents + " events by " + Duration.ofNanos(this.time)
					+ ": something goes round in circles");
		}
	}

}
