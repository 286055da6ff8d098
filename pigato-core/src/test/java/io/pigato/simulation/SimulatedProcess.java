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
import java.util.concurrent.Executor;

/**
 * What crashes at once: its loops, sockets, timers and threads.
 */
final class SimulatedProcess {

	private static final long EXECUTOR_DELAY = 2_000_000;

	private final SimulatedWorld world;

	private final String name;

	private final List<SimulatedLoop> loops = new ArrayList<>();

	private boolean alive = true;

	private long pausedUntil;

	SimulatedProcess(SimulatedWorld world, String name) {
		this.world = world;
		this.name = name;
	}

	SimulatedWorld world() {
		return this.world;
	}

	/**
	 * Return the name, which the processes that follow each other at a place share.
	 */
	String name() {
		return this.name;
	}

	boolean isAlive() {
		return this.alive;
	}

	SimulatedLoop newLoop() {
		SimulatedLoop loop = new SimulatedLoop(this);
		this.loops.add(loop);
		return loop;
	}

	/**
	 * Have something happen in this process, if it still lives and once it is not paused.
	 */
	void schedule(long delayNanos, Runnable event) {
		this.world.schedule(delayNanos, () -> fire(event));
	}

	private void fire(Runnable event) {
		if (!this.alive) {
			return;
		}
		if (this.pausedUntil > this.world.time()) {
			schedule(this.pausedUntil - this.world.time(), event);
			return;
		}
		this.world.run(null, event);
	}

	/**
	 * Return an executor with as many threads as it has tasks, which run them when they
	 * get to it, in any order.
	 */
	Executor newExecutor() {
		return (task) -> {
			this.world.checkThread();
			schedule(this.world.between(0, EXECUTOR_DELAY), task);
		};
	}

	/**
	 * Stop the process for a while, as a long garbage collection does: what comes in
	 * waits, and timers are late.
	 */
	void pause(Duration duration) {
		this.pausedUntil = Math.max(this.pausedUntil, this.world.time() + duration.toNanos());
	}

	/**
	 * End the process without a word to it.
	 * @param told whether its peers are told, as they are when the process dies but its
	 * machine does not
	 */
	void crash(boolean told) {
		if (this.alive) {
			this.alive = false;
			this.world.forget(this);
			for (SimulatedLoop loop : this.loops) {
				loop.vanish(told);
			}
		}
	}

	int pendingTimers() {
		int count = 0;
		for (SimulatedLoop loop : this.loops) {
			count += loop.pendingTimers();
		}
		return count;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
