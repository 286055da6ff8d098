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

import java.util.ArrayList;
import java.util.List;

/**
 * What is measured one after another: each workload in rounds, in each round every
 * contender that can do it.
 */
final class Schedule {

	/** What the starts and ends of all processes take, on average. */
	private static final int START_SECONDS = 4;

	private static final int MINUTE = 60;

	private final List<Step> steps = new ArrayList<>();

	private final Time time;

	Schedule(List<Workload> workloads, List<Contender> contenders, int rounds, Time time) {
		this.time = time;
		for (Workload workload : workloads) {
			for (int round = 1; round <= rounds; round++) {
				for (Contender contender : contenders) {
					if (contender.can(workload)) {
						this.steps.add(new Step(this.steps.size() + 1, workload, round, contender));
					}
				}
			}
		}
	}

	List<Step> steps() {
		return this.steps;
	}

	/**
	 * Return how many minutes all will take, roughly.
	 */
	long minutes() {
		long seconds = (long) this.steps.size() * (START_SECONDS + this.time.warmup() + this.time.seconds());
		return Math.max(1, Math.round((double) seconds / MINUTE));
	}

	@Override
	public String toString() {
		return this.steps.size() + " measurements, about " + minutes() + ((minutes() == 1) ? " minute" : " minutes");
	}

	/**
	 * One measurement.
	 *
	 * @param number which one it is, from 1
	 * @param workload what is asked
	 * @param round which round, from 1
	 * @param contender who is asked
	 */
	record Step(int number, Workload workload, int round, Contender contender) {

	}

}
