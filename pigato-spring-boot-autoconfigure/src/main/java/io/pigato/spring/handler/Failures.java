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

package io.pigato.spring.handler;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Finds what went wrong beneath what others wrap around it.
 */
final class Failures {

	/** Not seen where Reactor is not, hence by name. */
	private static final String REACTOR_WRAPPER = "reactor.core.Exceptions$";

	private Failures() {
	}

	static Throwable unwrap(Throwable failure) {
		Throwable current = failure;
		while (current.getCause() != null && isWrapper(current)) {
			current = current.getCause();
		}
		return current;
	}

	private static boolean isWrapper(Throwable failure) {
		return failure instanceof CompletionException || failure instanceof ExecutionException
				|| failure instanceof InvocationTargetException || failure instanceof UndeclaredThrowableException
				|| failure.getClass().getName().startsWith(REACTOR_WRAPPER);
	}

}
