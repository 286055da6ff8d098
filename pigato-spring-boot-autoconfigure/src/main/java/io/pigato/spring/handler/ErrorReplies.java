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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pigato.worker.PigatoReply;
import io.pigato.worker.PigatoRequest;
import io.pigato.worker.WorkerErrorCode;
import io.pigato.worker.WorkerException;

/**
 * Ends replies with what handlers fail with: the one way of all failures, thrown or
 * later.
 */
final class ErrorReplies {

	private static final Logger logger = LoggerFactory.getLogger(ErrorReplies.class);

	private final List<PigatoExceptionMapper> mappers;

	private final boolean exposeErrors;

	/**
	 * Create error replies.
	 * @param mappers asked in this order
	 * @param exposeErrors whether clients see messages of exceptions that nobody mapped
	 */
	ErrorReplies(List<PigatoExceptionMapper> mappers, boolean exposeErrors) {
		this.mappers = List.copyOf(mappers);
		this.exposeErrors = exposeErrors;
	}

	/**
	 * End a reply for what was thrown by a handler.
	 * @throws Exception what was thrown, if it is to be treated as the core treats it
	 */
	void thrown(Throwable thrown, PigatoRequest request, PigatoReply reply) throws Exception {
		Throwable failure = Failures.unwrap(thrown);
		tell(failure, reply);
		if (reply.isEnded() || !end(failure, request, reply)) {
			Sneaky.rethrow(failure);
		}
		if (failure instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * End a reply for what happened after its handler had returned. Throws nothing.
	 */
	void failed(Throwable thrown, PigatoRequest request, PigatoReply reply) {
		Throwable failure = Failures.unwrap(thrown);
		try {
			tell(failure, reply);
			if (reply.isEnded()) {
				logger.error("The handler of '{}' failed after the end of the reply", request.service(), failure);
			}
			else if (!end(failure, request, reply)) {
				endUnmapped(failure, request, reply);
			}
		}
		catch (Throwable ex) {
			logger.error("The error of a handler of '{}' could not be sent", request.service(), ex);
			endPlainly(reply);
		}
	}

	private static void tell(Throwable failure, PigatoReply reply) {
		if (reply instanceof FailureAwareReply aware) {
			aware.failed(failure);
		}
	}

	/**
	 * End a reply if somebody knows how.
	 */
	private boolean end(Throwable failure, PigatoRequest request, PigatoReply reply) {
		PigatoError error = map(failure, request);
		if (error == null && failure instanceof PayloadValidationException invalid) {
			error = new PigatoError(invalid.code(), String.valueOf(invalid.getMessage()), fields(invalid));
		}
		if (error != null) {
			logger.debug("The handler of '{}' answers with the error {}", request.service(), error.code(), failure);
			reply.error(error.fields());
			return true;
		}
		if (failure instanceof PigatoRejectException) {
			logger.debug("The handler of '{}' rejects", request.service(), failure);
			reject(failure, reply);
			return true;
		}
		return false;
	}

	private @Nullable PigatoError map(Throwable failure, PigatoRequest request) {
		for (PigatoExceptionMapper mapper : this.mappers) {
			try {
				PigatoError error = mapper.map(failure, request);
				if (error != null) {
					return error;
				}
			}
			catch (Throwable ex) {
				logger.error("{} can't map {}", mapper, failure.getClass().getName(), ex);
			}
		}
		return null;
	}

	private static List<Map<String, String>> fields(PayloadValidationException invalid) {
		return invalid.violations().stream().map((violation) -> {
			Map<String, String> fields = new LinkedHashMap<>();
			fields.put("field", violation.field());
			fields.put("message", violation.message());
			return fields;
		}).toList();
	}

	private static void reject(Throwable failure, PigatoReply reply) {
		try {
			reply.reject(failure.getMessage());
		}
		catch (IllegalStateException ex) {
			if (!reply.isEnded()) {
				// a partial reply was sent
				reply.error(HandlerErrorCode.W_REJECTED.name(), "The worker could not finish the request");
			}
		}
	}

	private void endUnmapped(Throwable failure, PigatoRequest request, PigatoReply reply) {
		if (failure instanceof WorkerException expected) {
			logger.debug("The handler of '{}' answers with an error", request.service(), failure);
			reply.error(expected.code(), String.valueOf(expected.getMessage()));
			return;
		}
		logger.error("The handler of '{}' failed", request.service(), failure);
		if (this.exposeErrors) {
			String message = failure.getMessage();
			reply.error(WorkerErrorCode.W_ERROR.name(), (message != null) ? message : failure.getClass().getName());
		}
		else {
			endPlainly(reply);
		}
	}

	private static void endPlainly(PigatoReply reply) {
		if (!reply.isEnded()) {
			reply.error(WorkerErrorCode.W_ERROR.name(), "The worker failed");
		}
	}

}
