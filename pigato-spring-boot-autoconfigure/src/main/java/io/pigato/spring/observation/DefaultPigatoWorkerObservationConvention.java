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

package io.pigato.spring.observation;

import java.util.Collection;
import java.util.Set;

import io.micrometer.common.KeyValues;

import io.pigato.spring.observation.PigatoObservationDocumentation.LowCardinalityKeyNames;
import io.pigato.spring.observation.PigatoObservationDocumentation.WorkerKeyNames;

/**
 * The names and keys that observations of workers have unless an application chooses
 * others. See {@link PigatoObservationDocumentation}.
 */
public class DefaultPigatoWorkerObservationConvention implements PigatoWorkerObservationConvention {

	private static final String NAME = "pigato.worker";

	private final ErrorCodes errorCodes;

	/**
	 * Create a convention with the defaults.
	 */
	public DefaultPigatoWorkerObservationConvention() {
		this(Set.of());
	}

	/**
	 * Create a convention.
	 * @param errorCodes the codes that are kept apart, besides those of PIGATO
	 */
	public DefaultPigatoWorkerObservationConvention(Collection<String> errorCodes) {
		this.errorCodes = new ErrorCodes(errorCodes);
	}

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(PigatoWorkerObservationContext context) {
		return context.getEndpoint().service();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(PigatoWorkerObservationContext context) {
		return KeyValues.of(Keys.RPC_SYSTEM,
				LowCardinalityKeyNames.RPC_SERVICE.withValue(context.getEndpoint().service()),
				LowCardinalityKeyNames.OUTCOME.withValue(context.getOutcome().name()),
				this.errorCodes.keyValue(context.getOutcome(), context.getErrorCode()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(PigatoWorkerObservationContext context) {
		return KeyValues.of(WorkerKeyNames.SERVICE.withValue(context.getRequest().service()),
				WorkerKeyNames.REQUEST_ID.withValue(context.getRequest().requestId().toString()),
				WorkerKeyNames.CLIENT_ID.withValue(context.getRequest().clientId().toString()),
				WorkerKeyNames.WORKER_ID.withValue(context.getEndpoint().id()),
				WorkerKeyNames.PARTIAL_REPLIES.withValue(Integer.toString(context.getPartialReplies())));
	}

}
