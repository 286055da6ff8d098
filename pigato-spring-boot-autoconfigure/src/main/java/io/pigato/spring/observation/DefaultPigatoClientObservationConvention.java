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

import io.pigato.protocol.ServiceName;
import io.pigato.spring.observation.PigatoObservationDocumentation.ClientKeyNames;
import io.pigato.spring.observation.PigatoObservationDocumentation.LowCardinalityKeyNames;

/**
 * The names and keys that observations of clients have unless an application chooses
 * others. See {@link PigatoObservationDocumentation}.
 * <p>
 * A client may ask for any name that begins with a wildcard's prefix, so the names are
 * kept apart only until there are too many; further ones are {@code OTHER}.
 */
public class DefaultPigatoClientObservationConvention implements PigatoClientObservationConvention {

	/** How many services are kept apart unless it is set otherwise. */
	public static final int DEFAULT_MAX_SERVICES = 100;

	private static final String NAME = "pigato.client";

	private final BoundedNames services;

	private final ErrorCodes errorCodes;

	/**
	 * Create a convention with the defaults.
	 */
	public DefaultPigatoClientObservationConvention() {
		this(DEFAULT_MAX_SERVICES, Set.of());
	}

	/**
	 * Create a convention.
	 * @param maxServices how many services are kept apart
	 * @param errorCodes the codes of workers that are kept apart, besides those of PIGATO
	 * @throws IllegalArgumentException if the number is negative
	 */
	public DefaultPigatoClientObservationConvention(int maxServices, Collection<String> errorCodes) {
		this.services = new BoundedNames("maxServices", maxServices);
		this.errorCodes = new ErrorCodes(errorCodes);
	}

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(PigatoClientObservationContext context) {
		return service(context);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(PigatoClientObservationContext context) {
		return KeyValues.of(Keys.RPC_SYSTEM, LowCardinalityKeyNames.RPC_SERVICE.withValue(service(context)),
				LowCardinalityKeyNames.OUTCOME.withValue(context.getOutcome().name()),
				this.errorCodes.keyValue(context.getOutcome(), context.getErrorCode()));
	}

	private String service(PigatoClientObservationContext context) {
		return this.services.bounded(ServiceName.base(context.getRequest().service()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(PigatoClientObservationContext context) {
		return KeyValues.of(ClientKeyNames.SERVICE.withValue(context.getRequest().service()),
				ClientKeyNames.REQUEST_ID.withValue(context.getRequest().requestId()),
				ClientKeyNames.PARTIAL_REPLIES.withValue(Integer.toString(context.getPartialReplies())));
	}

}
