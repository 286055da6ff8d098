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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import io.pigato.client.PigatoClient;
import io.pigato.client.PigatoRemoteException;
import io.pigato.spring.boot.test.PigatoRecorder;
import io.pigato.spring.boot.test.autoconfigure.PigatoTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link OrderWorker}, asked through {@link OrderClient} without a network and
 * a web server.
 */
@PigatoTest(OrderWorker.class)
@Import(OrderStore.class)
class OrderWorkerTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Autowired
	private OrderClient orders;

	@Autowired
	private PigatoRecorder recorder;

	@Test
	void placesAnOrder() {
		Order placed = this.orders.create(new NewOrder("book", 2));
		assertThat(this.orders.get(placed.id())).isEqualTo(placed)
			.isEqualTo(new Order(placed.id(), "book", 2, OrderStatus.PLACED));
		assertThat(this.recorder).request("orders.create").hasData(new NewOrder("book", 2)).hasReplied(placed);
	}

	@Test
	void refusesAnOrderThatIsNotValidAndNamesTheFields() {
		assertThatExceptionOfType(PigatoRemoteException.class)
			.isThrownBy(() -> this.orders.create(new NewOrder(" ", 0)))
			.returns("W_INVALID", PigatoRemoteException::code);
		assertThat(this.recorder).request("orders.create")
			.hasFailed("W_INVALID")
			.reply()
			.extractingPath("$.data[*].field")
			.asArray()
			.containsExactlyInAnyOrder("item", "quantity");
	}

	@Test
	void advancesAnOrderToItsEnd() {
		String id = this.orders.create(new NewOrder("book", 2)).id();
		assertThat(this.orders.advance(id).status()).isEqualTo(OrderStatus.SHIPPED);
		assertThat(this.orders.advance(id).status()).isEqualTo(OrderStatus.DELIVERED);
		assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(() -> this.orders.advance(id))
			.returns("ORDER_COMPLETED", PigatoRemoteException::code)
			.returns("Order " + id + " is DELIVERED", PigatoRemoteException::remoteMessage);
	}

	@Test
	void repliesWithEachChangeAsItHappens() {
		String id = this.orders.create(new NewOrder("book", 2)).id();
		List<OrderStatus> seen = new ArrayList<>();
		this.orders.changes(id).doOnNext((change) -> {
			seen.add(change.status());
			if (!change.status().isLast()) {
				this.orders.advance(id);
			}
		}).blockLast(PATIENCE);
		assertThat(seen).containsExactly(OrderStatus.values());
		assertThat(this.recorder.requests("orders.changes")).singleElement()
			.satisfies((request) -> assertThat(request.partials()).hasSize(3));
	}

	@Test
	void saysWhichOrderIsNotThere(@Autowired PigatoClient client) {
		assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(() -> this.orders.get("nowhere"))
			.returns("ORDER_NOT_FOUND", PigatoRemoteException::code);
		assertThatExceptionOfType(PigatoRemoteException.class)
			.isThrownBy(() -> client.call("orders.other", null, String.class))
			.returns("W_NO_HANDLER", PigatoRemoteException::code);
	}

}
