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

import io.pigato.simulation.HistoryChecker.Rules;

/**
 * What kind of world a {@link Scenario} takes place in.
 */
enum Profile {

	/** Nothing is disturbed. */
	CALM(new Rules(Scenario.MAX_ATTEMPTS, true, true, true)),

	/** Connections are cut and stalled, and processes pause. */
	LOSSY(new Rules(Scenario.MAX_ATTEMPTS, false, false, false)),

	/** Processes crash and come back. */
	RESTARTS(new Rules(Scenario.MAX_ATTEMPTS, false, false, false)),

	/** Some peers do what they can to disturb the others, who must not notice. */
	HOSTILE(new Rules(Scenario.MAX_ATTEMPTS, true, true, true)),

	/** Far more is asked for than can be done, and little may wait to be sent. */
	SATURATION(new Rules(Scenario.MAX_ATTEMPTS, true, true, true)),

	/** Workers, clients and the broker are stopped and started again, one by one. */
	DRAIN(new Rules(Scenario.MAX_ATTEMPTS, false, true, true));

	private final Rules rules;

	Profile(Rules rules) {
		this.rules = rules;
	}

	Rules rules() {
		return this.rules;
	}

}
