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

import io.micrometer.common.KeyValue;

import io.pigato.spring.observation.PigatoObservationDocumentation.LowCardinalityKeyNames;

/**
 * Keys and values that don't change.
 */
final class Keys {

	/** In place of values of which there may be any number. */
	static final String OTHER = "OTHER";

	/** In place of a value where there is none. */
	static final String NONE = "NONE";

	static final KeyValue RPC_SYSTEM = LowCardinalityKeyNames.RPC_SYSTEM.withValue("pigato");

	private Keys() {
	}

}
