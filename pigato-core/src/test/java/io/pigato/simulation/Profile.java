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

import java.util.HashSet;
import java.util.Set;

import io.pigato.simulation.HistoryChecker.Rules;

/**
 * What kind of world a {@link Scenario} takes place in.
 */
enum Profile {

	/** Nothing is disturbed. */
	CALM(new Rules(Scenario.MAX_ATTEMPTS, true, true, true)),

	/** Connections are cut and stalled, and processes pause. */
	LOSSY(new Rules(Scenario.MAX_ATTEMPTS, false, false, false), "PigatoBrokerLostException",
			"PigatoWorkerLostException", "retried", "resent", "late", "dropped"),

	/** Processes crash and come back. */
	RESTARTS(new Rules(Scenario.MAX_ATTEMPTS, false, false, false), "PigatoBrokerLostException",
			"PigatoWorkerLostException", "PigatoNoWorkerException", "retried", "resent"),

	/** Some peers do what they can to disturb the others, who must not notice. */
	HOSTILE(new Rules(Scenario.MAX_ATTEMPTS, true, true, true), "malformed", "forged"),

	/** Far more is asked for than can be done, and little may wait to be sent. */
	SATURATION(new Rules(Scenario.MAX_ATTEMPTS, true, true, true), "PigatoBusyException"),

	/** Partial replies are read far more slowly than they may be idle. */
	SLOW_READERS(new Rules(Scenario.MAX_ATTEMPTS, true, true, true), "waited"),

	/** Workers, clients and the broker are stopped and started again, one by one. */
	DRAIN(new Rules(Scenario.MAX_ATTEMPTS, false, true, true), "PigatoClientClosedException",
			"PigatoBrokerLostException");

	private static final Set<String> ALWAYS = Set.of(History.RESULT, "PigatoRemoteException", "PigatoTimeoutException",
			"PigatoRejectedException", "PigatoCancelledException", "rejected");

	private final Rules rules;

	private final Set<String> seen;

	Profile(Rules rules, String... seen) {
		this.rules = rules;
		this.seen = Set.of(seen);
	}

	Rules rules() {
		return this.rules;
	}

	/**
	 * Return what happens in some of these worlds, or they are not what they should be.
	 */
	Set<String> mustBeSeen() {
		Set<String> all = new HashSet<>(ALWAYS);
		all.addAll(this.seen);
		return all;
	}

}
