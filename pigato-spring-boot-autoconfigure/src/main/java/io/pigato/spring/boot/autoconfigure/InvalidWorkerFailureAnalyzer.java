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

import io.pigato.spring.DuplicateWorkerException;
import io.pigato.spring.InvalidWorkerException;

/**
 * Says which method or class can't be a worker, and why.
 */
class InvalidWorkerFailureAnalyzer extends AbstractFailureAnalyzer<InvalidWorkerException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidWorkerException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), action(cause), cause);
	}

	private static String action(InvalidWorkerException cause) {
		if (cause instanceof DuplicateWorkerException duplicate) {
			return "Change the id '" + duplicate.id() + "' in one of the two @PigatoWorker annotations, or remove it."
					+ " Workers may offer the same service, but their ids are names of beans.";
		}
		return "Change the method or class, or its @PigatoWorker annotation.";
	}

}
