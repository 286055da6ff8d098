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

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.pigato.spring.handler.PigatoError;
import io.pigato.spring.handler.PigatoExceptionMapper;
import io.pigato.worker.PigatoRequest;

/**
 * Makes errors for clients of what goes wrong with orders.
 */
@Component
class OrderExceptionMapper implements PigatoExceptionMapper {

	@Override
	public @Nullable PigatoError map(Throwable failure, PigatoRequest request) {
		if (failure instanceof OrderNotFoundException) {
			return error(OrderError.ORDER_NOT_FOUND, failure);
		}
		return (failure instanceof OrderCompletedException) ? error(OrderError.ORDER_COMPLETED, failure) : null;
	}

	private static PigatoError error(OrderError code, Throwable failure) {
		return new PigatoError(code.name(), String.valueOf(failure.getMessage()));
	}

}
