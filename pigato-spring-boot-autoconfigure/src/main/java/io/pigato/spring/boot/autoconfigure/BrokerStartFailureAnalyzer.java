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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

import io.pigato.spring.PigatoBrokerStartException;

/**
 * Says which endpoint keeps the broker from being started, and which property sets it.
 */
class BrokerStartFailureAnalyzer extends AbstractFailureAnalyzer<PigatoBrokerStartException> {

	private final @Nullable Environment environment;

	BrokerStartFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PigatoBrokerStartException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), "Set the property '" + property(cause)
				+ "' to an endpoint that can be bound, such as tcp://127.0.0.1:0 for any free port.", cause);
	}

	private String property(PigatoBrokerStartException cause) {
		String directory = (this.environment != null)
				? this.environment.getProperty(BrokerConfiguration.DIRECTORY_ENDPOINT) : null;
		return (directory != null && String.valueOf(cause.getMessage()).contains(directory + ":"))
				? BrokerConfiguration.DIRECTORY_ENDPOINT : BrokerConfiguration.ENDPOINTS;
	}

}
