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

package io.pigato.worker;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The JSON of errors and of the reasons of rejects that the worker makes itself.
 */
final class OwnErrors {

	private static final Map<WorkerErrorCode, byte[]> reasons = new EnumMap<>(WorkerErrorCode.class);

	static {
		for (WorkerErrorCode code : WorkerErrorCode.values()) {
			reasons.put(code, json("\"" + code + "\""));
		}
	}

	private static final byte[] FAILED = error(WorkerErrorCode.W_ERROR, "The worker failed");

	private static final byte[] STOPPED = error(WorkerErrorCode.W_SHUTDOWN, "The worker stopped");

	private static final byte[] TOO_LARGE = error(WorkerErrorCode.W_TOO_LARGE,
			"The request is larger than the worker takes");

	private OwnErrors() {
	}

	@SuppressWarnings("NullAway") // there is one for each
	static byte[] reason(WorkerErrorCode code) {
		return reasons.get(code);
	}

	static byte[] failed() {
		return FAILED;
	}

	static byte[] stopped() {
		return STOPPED;
	}

	static byte[] tooLarge() {
		return TOO_LARGE;
	}

	private static byte[] error(WorkerErrorCode code, String message) {
		return json("{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}");
	}

	private static byte[] json(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Return the fields of an error, to be written as JSON.
	 */
	static Map<String, String> fields(String code, String message) {
		Map<String, String> fields = new LinkedHashMap<>();
		fields.put("code", code);
		fields.put("message", message);
		return fields;
	}

}
