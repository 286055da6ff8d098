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

package io.pigato.spring.boot.autoconfigure.health;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.pigato.broker.CoreService;
import io.pigato.broker.CoreServiceContext;
import io.pigato.broker.Page;
import io.pigato.broker.PigatoBroker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BrokerHealthIndicator} and {@link BrokerProbe}.
 */
class BrokerHealthIndicatorTests {

	private final AtomicBoolean broken = new AtomicBoolean();

	private final PigatoBroker broker = PigatoBroker.builder()
		.endpoint("inproc://*")
		.endpoint("inproc://*")
		.coreService(new BreakableDirectory(this.broken))
		.build();

	private final BrokerProbe probe = new BrokerProbe(this.broker, null, Duration.ofMillis(10), Duration.ofSeconds(60));

	private final AtomicLong later = new AtomicLong();

	private final BrokerHealthIndicator indicator = new BrokerHealthIndicator(this.broker, this.probe,
			() -> System.nanoTime() + this.later.get());

	@AfterEach
	void stop() {
		this.probe.stop();
		this.broker.stop();
	}

	@Test
	void isOutOfServiceBeforeTheFirstAnswer() {
		this.broker.start();
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		this.probe.start();
		await(Status.UP);
	}

	@Test
	void asksThroughEachEndpoint() {
		this.broker.start();
		this.probe.start();
		assertThat(await(Status.UP).getDetails()).hasEntrySatisfying("endpoints",
				(endpoints) -> assertThat(endpoints).asString()
					.contains(this.broker.endpoints().get(0).toString(), this.broker.endpoints().get(1).toString()));
		assertThat(this.broker.clients(Page.first(10)).join().entries()).hasSize(2)
			.allMatch((client) -> client.id().startsWith("pigato-health"));
	}

	@Test
	void isDownWhileTheBrokerAnswersWithAnError() {
		this.broker.start();
		this.probe.start();
		await(Status.UP);
		this.broken.set(true);
		assertThat(await(Status.DOWN).getDetails()).hasEntrySatisfying("endpoints",
				(endpoints) -> assertThat(endpoints).asString().contains("error=io.pigato.client.PigatoRemote"));
		this.broken.set(false);
		await(Status.UP);
	}

	@Test
	void isDownWhenThereWasNoAnswerForLong() {
		this.broker.start();
		this.probe.start();
		await(Status.UP);
		this.later.set(this.probe.validity().plusSeconds(60).toNanos());
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void followsTheBrokerToOtherEndpoints() {
		this.probe.start();
		for (int i = 0; i < 2; i++) {
			this.broker.start();
			String endpoint = this.broker.endpoints().get(0).toString();
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> this.indicator.health(), (health) -> health.getStatus().equals(Status.UP)
						&& health.getDetails().toString().contains(endpoint));
			this.broker.stop();
			assertThat(this.indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		}
	}

	@Test
	void probeThatIsStoppedLeavesNoClient() {
		this.broker.start();
		this.probe.start();
		this.probe.start();
		await(Status.UP);
		assertThat(this.probe.isRunning()).isTrue();
		this.probe.stop();
		assertThat(this.probe.isRunning()).isFalse();
		assertThat(this.probe.probes()).isEmpty();
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> this.broker.statistics().clients() == 0);
	}

	private Health await(Status status) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(this.indicator::health, (health) -> health.getStatus().equals(status));
	}

	private record BreakableDirectory(AtomicBoolean broken) implements CoreService {

		@Override
		public String name() {
			return "$dir";
		}

		@Override
		public Instance start(CoreServiceContext context) {
			return (request) -> {
				if (this.broken.get()) {
					throw new IllegalStateException("expected of this directory");
				}
				return new byte[] { '[', ']' };
			};
		}

	}

}
