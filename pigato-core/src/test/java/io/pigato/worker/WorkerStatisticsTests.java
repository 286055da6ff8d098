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

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.pigato.protocol.ToWorker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a worker tells of its broker and its end.
 */
class WorkerStatisticsTests {

	private final EngineHarness harness = new EngineHarness();

	@Test
	void brokerWasNeverHeardOfAtFirst() {
		this.harness.engine.start();
		this.harness.engine.onConnected();
		assertThat(snapshot().lastHeard()).isNull();
		assertThat(snapshot().draining()).isFalse();
	}

	@Test
	void tellsHowLongTheBrokerIsSilent() {
		this.harness.accepted();
		this.harness.timers.advance(Duration.ofMillis(300));
		assertThat(snapshot().lastHeard()).isEqualTo(Duration.ofMillis(300));
		this.harness.engine.onMessage(new ToWorker.Heartbeat());
		assertThat(snapshot().lastHeard()).isZero();
	}

	@Test
	void drainsWhenItIsToldSo() {
		this.harness.accepted();
		this.harness.engine.drain(() -> {
		});
		assertThat(snapshot().draining()).isTrue();
		assertThat(snapshot().connected()).isTrue();
	}

	@Test
	void drainsUntilItHasStopped() {
		this.harness.accepted();
		this.harness.request("c", "r", "{}");
		this.harness.engine.stop(Duration.ofSeconds(10).toNanos(), () -> {
		});
		assertThat(snapshot().draining()).isTrue();
		this.harness.timers.advance(Duration.ofSeconds(10));
		assertThat(snapshot().draining()).isFalse();
		assertThat(snapshot().connected()).isFalse();
	}

	@Test
	void drainsWithItsBrokerUntilTheConnectionIsLost() {
		this.harness.accepted();
		this.harness.engine.onMessage(new ToWorker.Drain());
		assertThat(snapshot().draining()).isTrue();
		this.harness.engine.onDisconnected();
		assertThat(snapshot().draining()).isFalse();
	}

	private WorkerStatistics snapshot() {
		return this.harness.counters.snapshot(this.harness.timers.nanoTime());
	}

}
