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
import java.util.HashMap;
import java.util.Map;

import io.micrometer.common.KeyValue;
import org.jspecify.annotations.Nullable;

import io.pigato.protocol.ErrorCode;
import io.pigato.spring.handler.HandlerErrorCode;
import io.pigato.spring.observation.PigatoObservationDocumentation.LowCardinalityKeyNames;
import io.pigato.worker.WorkerErrorCode;

/**
 * The codes of errors that are kept apart: those of brokers, workers and clients, and
 * those that an application names. Handlers may answer with any code.
 */
final class ErrorCodes {

	private static final KeyValue NONE = LowCardinalityKeyNames.ERROR_CODE.withValue(Keys.NONE);

	private static final KeyValue OTHER = LowCardinalityKeyNames.ERROR_CODE.withValue(Keys.OTHER);

	private final Map<String, KeyValue> known = new HashMap<>();

	ErrorCodes(Collection<String> codes) {
		for (ErrorCode code : ErrorCode.values()) {
			add(code.name());
		}
		for (WorkerErrorCode code : WorkerErrorCode.values()) {
			add(code.name());
		}
		for (ClientErrorCode code : ClientErrorCode.values()) {
			add(code.name());
		}
		for (HandlerErrorCode code : HandlerErrorCode.values()) {
			add(code.name());
		}
		codes.forEach(this::add);
	}

	private void add(String code) {
		this.known.put(code, LowCardinalityKeyNames.ERROR_CODE.withValue(code));
	}

	KeyValue keyValue(RequestOutcome outcome, @Nullable String code) {
		if (code != null) {
			return this.known.getOrDefault(code, OTHER);
		}
		return (outcome == RequestOutcome.ERROR) ? OTHER : NONE;
	}

}
