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

package io.pigato.samples.orders;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.databind.json.JsonMapper;

import io.pigato.client.PigatoException;
import io.pigato.client.PigatoRemoteException;
import io.pigato.client.PigatoTimeoutException;
import io.pigato.spring.handler.HandlerErrorCode;

/**
 * Makes problem details of requests that ended without a result.
 */
@RestControllerAdvice
class OrderProblems {

	private final JsonMapper mapper;

	OrderProblems(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@ExceptionHandler
	ProblemDetail onError(PigatoRemoteException ex) {
		String code = ex.code();
		if (HandlerErrorCode.W_INVALID.name().equals(code)) {
			ProblemDetail problem = problem(HttpStatus.UNPROCESSABLE_CONTENT, ex.remoteMessage());
			problem.setProperty("violations", this.mapper.readValue(ex.data().bytes(), Invalid.class).data());
			return problem;
		}
		if (OrderError.ORDER_NOT_FOUND.name().equals(code)) {
			return problem(HttpStatus.NOT_FOUND, ex.remoteMessage());
		}
		if (OrderError.ORDER_COMPLETED.name().equals(code)) {
			return problem(HttpStatus.CONFLICT, ex.remoteMessage());
		}
		return problem(HttpStatus.BAD_GATEWAY, "The order service failed");
	}

	@ExceptionHandler
	ProblemDetail onTimeout(PigatoTimeoutException ex) {
		return problem(HttpStatus.GATEWAY_TIMEOUT, "The order service did not answer in time");
	}

	/**
	 * No worker, no broker, or both are busy or about to stop.
	 */
	@ExceptionHandler
	ProblemDetail onUnavailable(PigatoException ex) {
		return problem(HttpStatus.SERVICE_UNAVAILABLE, "The order service is not available");
	}

	private static ProblemDetail problem(HttpStatus status, @Nullable String detail) {
		return ProblemDetail.forStatusAndDetail(status, (detail != null) ? detail : status.getReasonPhrase());
	}

	/**
	 * The error of data that is not valid.
	 */
	private record Invalid(List<Violation> data) {

	}

	private record Violation(String field, String message) {

	}

}
