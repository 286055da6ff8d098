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
import java.util.HashSet;
import java.util.Set;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the public classes through many simulated worlds and checks the promises of
 * protocol part 3 on what they did.
 * <p>
 * The system property {@code pigato.simulation.seeds} says how many worlds of each
 * profile there are, {@code pigato.simulation.first} where to start,
 * {@code pigato.simulation.seed} runs a single one, and {@code pigato.simulation.profile}
 * those of one profile; {@code pigato.simulation.trace} has each message of that single
 * one printed.
 */
class SimulationTests {

	private static final int SEEDS = Integer.getInteger("pigato.simulation.seeds", 300);

	/** In how many worlds everything that can happen is to be seen. */
	private static final int ENOUGH = 200;

	private static final long FIRST = Long.getLong("pigato.simulation.first", 1);

	private static final boolean TRACE = Boolean.getBoolean("pigato.simulation.trace");

	private static final Logger logger = (Logger) LoggerFactory.getLogger("io.pigato");

	/**
	 * Whatever goes wrong in these worlds is meant to.
	 */
	@BeforeAll
	static void silenceLog() {
		logger.setLevel(Level.OFF);
	}

	@AfterAll
	static void restoreLog() {
		logger.setLevel(null);
	}

	@ParameterizedTest
	@EnumSource
	@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
	void keepsItsPromises(Profile profile) {
		String only = System.getProperty("pigato.simulation.profile");
		if (only != null && !only.equals(profile.name())) {
			return;
		}
		Long seed = Long.getLong("pigato.simulation.seed");
		if (seed != null) {
			Scenario scenario = new Scenario(profile, seed);
			if (TRACE) {
				scenario.world().network().trace(System.out::println);
			}
			scenario.run();
			return;
		}
		Set<String> seen = new HashSet<>();
		for (int i = 0; i < SEEDS; i++) {
			Scenario scenario = new Scenario(profile, FIRST + i);
			scenario.run();
			seen.addAll(scenario.seen());
		}
		if (SEEDS >= ENOUGH) {
			assertThat(seen).as("what happened in all worlds of profile " + profile).containsAll(profile.mustBeSeen());
		}
	}

	@ParameterizedTest
	@EnumSource
	@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
	void sameSeedIsTheSameHistory(Profile profile) {
		for (int i = 0; i < 5; i++) {
			Scenario one = new Scenario(profile, FIRST + i);
			one.run();
			Scenario other = new Scenario(profile, FIRST + i);
			other.run();
			assertThat(other.history().events()).isEqualTo(one.history().events());
			assertThat(other.world().eventCount()).isEqualTo(one.world().eventCount());
		}
	}

	@Test
	void aDayWithoutRequestsLeavesNothingBehind() {
		Scenario scenario = new Scenario(Profile.CALM, FIRST);
		scenario.run();
		int before = scenario.world().pendingEvents();
		scenario.world().runFor(Duration.ofDays(1));
		assertThat(scenario.world().pendingEvents()).isLessThanOrEqualTo(before);
	}

}
