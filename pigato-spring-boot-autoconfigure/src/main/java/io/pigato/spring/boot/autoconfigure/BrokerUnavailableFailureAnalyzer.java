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

package io.pigato.spring.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.pigato.spring.PigatoBrokerUnavailableException;

/**
 * Says which broker does not answer, and what to do about it.
 */
class BrokerUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<PigatoBrokerUnavailableException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PigatoBrokerUnavailableException cause) {
		return new FailureAnalysis(cause.getMessage() + ", which this application requires to start.",
				"Start the broker, or correct where it is: 'pigato.endpoints', or "
						+ "'pigato.clients.<name>.endpoints' for other clients than the default one. To wait longer,"
						+ " raise 'pigato.client.startup-timeout'; to start without the broker, set"
						+ " 'pigato.client.required-at-startup' to false.",
				cause);
	}

}
