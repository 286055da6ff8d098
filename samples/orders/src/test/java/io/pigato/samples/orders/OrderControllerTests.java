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

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.pigato.client.PigatoBrokerLostException;
import io.pigato.client.PigatoException;
import io.pigato.client.PigatoNoWorkerException;
import io.pigato.client.PigatoRemoteException;
import io.pigato.client.PigatoTimeoutException;
import io.pigato.json.RawJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * Tests for {@link OrderController} and {@link OrderProblems}, without the worker.
 */
@WebMvcTest(OrderController.class)
class OrderControllerTests {

	@Autowired
	private MockMvcTester web;

	@MockitoBean
	private OrderClient orders;

	@Test
	void placesAnOrderAndSaysWhereItIs() {
		given(this.orders.create(new NewOrder("book", 2))).willReturn(new Order("1", "book", 2, OrderStatus.PLACED));
		assertThat(this.web.post()
			.uri("/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"item\":\"book\",\"quantity\":2}")).hasStatus(HttpStatus.CREATED)
			.hasHeader("Location", "/orders/1")
			.bodyJson()
			.isLenientlyEqualTo("{\"id\":\"1\",\"item\":\"book\",\"quantity\":2,\"status\":\"PLACED\"}");
	}

	@ParameterizedTest
	@MethodSource("failures")
	void tellsProblems(PigatoException failure, HttpStatus status, String detail) {
		given(this.orders.get("1")).willThrow(failure);
		assertThat(this.web.get().uri("/orders/1")).hasStatus(status)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.extractingPath("$.detail")
			.isEqualTo(detail);
	}

	static Stream<Arguments> failures() {
		return Stream.of(
				Arguments.of(remote("ORDER_NOT_FOUND", "There is no order 1"), HttpStatus.NOT_FOUND,
						"There is no order 1"),
				Arguments.of(remote("ORDER_COMPLETED", "Order 1 is DELIVERED"), HttpStatus.CONFLICT,
						"Order 1 is DELIVERED"),
				Arguments.of(remote("W_ERROR", "secret"), HttpStatus.BAD_GATEWAY, "The order service failed"),
				Arguments.of(new PigatoTimeoutException("secret"), HttpStatus.GATEWAY_TIMEOUT,
						"The order service did not answer in time"),
				Arguments.of(new PigatoNoWorkerException("secret"), HttpStatus.SERVICE_UNAVAILABLE,
						"The order service is not available"),
				Arguments.of(new PigatoBrokerLostException("secret"), HttpStatus.SERVICE_UNAVAILABLE,
						"The order service is not available"));
	}

	private static PigatoRemoteException remote(String code, String message) {
		return new PigatoRemoteException("x", code, message, RawJson.of("{}"));
	}

}
