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

package io.pigato.client;

import java.util.ArrayList;
import java.util.List;

import io.pigato.protocol.Payload;

/**
 * A sink that records, and takes a limited number of partial replies.
 */
final class RecordingSink implements ReplySink {

	final List<String> partials = new ArrayList<>();

	final List<Outcome> outcomes = new ArrayList<>();

	int room = Integer.MAX_VALUE;

	@Override
	public boolean onPartial(Payload payload) {
		if (this.partials.size() == this.room) {
			return false;
		}
		this.partials.add(new String(payload.data()));
		return true;
	}

	@Override
	public void onOutcome(Outcome outcome) {
		this.outcomes.add(outcome);
	}

	Outcome outcome() {
		if (this.outcomes.size() != 1) {
			throw new AssertionError("There must be exactly one outcome: " + this.outcomes);
		}
		return this.outcomes.get(0);
	}

	Outcome.Kind kind() {
		return outcome().kind();
	}

}
